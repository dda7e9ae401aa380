/** The methods for effects and rankings. */
import { formula, frac, inline, mean, op, paren, row, sub, sum, sup, v } from "./mathml.js";
import { n, x, i, j, k, eq, plus, minus, times, type Method } from "./method.js";

export const EFFECT_METHODS: readonly Method[] = [
  {
    id: "effects",
    title: "Adjusted rates and odds ratios",
    html:
      `<p>Effects are estimated in a separate regression: each level compared with a named reference, rare levels merged, no redundant columns, no weights. The likelihood is multiplied by the square root of the determinant of the information ${inline(v("I"))}, which removes the bias due to rare hits. If every series were of level ${inline(k)} and otherwise unchanged, the rate would be the mean of the predictions:</p>` +
      formula(
        sub(v("r"), k),
        eq,
        frac(1, n),
        sum(i),
        frac(1, row(1, plus, v("exp"), paren(minus, sub(x, row(i, op(":"), k)), times, v("w")))),
      ) +
      "<p>The interval of an odds ratio is the profile likelihood interval: all values at which the best fit is not significantly worse. The interval of a difference of two rates is computed from the fits at its ends, widened by the uncertainty of the other coefficients, so that a difference is clear of 0 if the ratio is clear of 1.</p>",
    source:
      "Firth, Biometrika 80 (1993); Lane and Nelder, Biometrics 38 (1982); Heinze and Schemper, Statistics in Medicine 21 (2002); Puhr et al., Statistics in Medicine 36 (2017)",
  },
  {
    id: "orders",
    title: "Which coefficient is largest",
    html:
      `<p>One of two coefficients is only called larger if the interval of their difference excludes ${inline(0)}. Its variance is that of the jackknife over ${inline(k)} folds, each of which leaves out one part of the series; ${inline(sub(v("w"), j))} is the value in fold ${inline(j)}:</p>` +
      formula(
        frac(row(k, minus, 1), k),
        sum(j),
        sup(paren(sub(v("w"), j), minus, mean(v("w"))), 2),
      ) +
      "<p>The uncertainty of the importance of a group of features is estimated with disjoint halves of the series: a quarter of the mean squared difference between the halves is the variance for all series.</p>",
    source:
      "Shao and Wu, Annals of Statistics 17 (1989); Breiman, Machine Learning 45 (2001); Nadeau and Bengio, Machine Learning 52 (2003)",
  },
];
