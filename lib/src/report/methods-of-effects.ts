/** How effects and orders are computed. */
import { formula, frac, inline, mean, op, paren, row, sub, sum, sup, v } from "./mathml.js";
import { n, x, i, j, k, eq, plus, minus, times, type Method } from "./method.js";

export const EFFECT_METHODS: readonly Method[] = [
  {
    id: "effects",
    title: "Adjusted rates and odds ratios",
    html:
      `<p>What goes with a hit is read from a regression of its own: each level against a named reference, rare levels as one, no column that another one says, no weights. The likelihood is multiplied with the root of the determinant of the information ${inline(v("I"))}, which takes away the bias of rare hits. If every series were of level ${inline(k)} and the same otherwise, the rate would be the mean of the predictions:</p>` +
      formula(
        sub(v("r"), k),
        eq,
        frac(1, n),
        sum(i),
        frac(1, row(1, plus, v("exp"), paren(minus, sub(x, row(i, op(":"), k)), times, v("w")))),
      ) +
      "<p>The interval of an odds ratio is the profile of this likelihood: all values at which the best fit is not significantly worse. The interval of a difference of two rates is made of the fits at its ends, widened by what is unsure of the other coefficients, so that a difference is clear of 0 where the ratio is clear of 1.</p>",
    source:
      "Firth, Biometrika 80 (1993); Lane and Nelder, Biometrics 38 (1982); Heinze and Schemper, Statistics in Medicine 21 (2002); Puhr et al., Statistics in Medicine 36 (2017)",
  },
  {
    id: "orders",
    title: "What weighs most",
    html:
      `<p>Of two coefficients one is called larger only where ${inline(0)} lies outside the interval of their difference. Its variance is the jackknife's, over ${inline(k)} folds of which each leaves out one part of the series, ${inline(sub(v("w"), j))} being what the fold ${inline(j)} gave:</p>` +
      formula(
        frac(row(k, minus, 1), k),
        sum(j),
        sup(paren(sub(v("w"), j), minus, mean(v("w"))), 2),
      ) +
      "<p>What a kind of feature is worth is found in halves of the series that share none: a quarter of the mean squared difference of the halves is the variance for all series.</p>",
    source:
      "Shao and Wu, Annals of Statistics 17 (1989); Breiman, Machine Learning 45 (2001); Nadeau and Bengio, Machine Learning 52 (2003)",
  },
];
