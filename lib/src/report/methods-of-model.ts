/** The methods for the model and its validation. */
import { formula, frac, inline, op, paren, row, sqrt, sub, sum, sup, text, v } from "./mathml.js";
import { n, p, x, y, i, j, m, k, eq, plus, minus, times, type Method } from "./method.js";

export const MODEL_METHODS: readonly Method[] = [
  {
    id: "logistic",
    title: "Logistic regression",
    html:
      `<p>Missing values are replaced by medians, columns scaled to mean 0 and variance 1. The coefficients ${inline(v("w"))} and the intercept ${inline(v("b"))} minimise the following, with ${inline(sub(y, i), op("∈"), op("{"), minus, 1, op(","), 1, op("}"))}, ${inline(v("C"), eq, 1)}, and weights ${inline(sub(v("s"), i))} that give hits and others the same total weight:</p>` +
      formula(
        frac(1, 2),
        sum(j),
        sup(sub(v("w"), j), 2),
        plus,
        v("C"),
        sum(i),
        sub(v("s"), i),
        v("log"),
        paren(
          1,
          plus,
          v("exp"),
          paren(minus, sub(y, i), paren(sub(x, i), times, v("w"), plus, v("b"))),
        ),
      ) +
      "<p>This is the objective of scikit-learn's LogisticRegression with class_weight=&quot;balanced&quot;.</p>",
    source: "Pedregosa et al., Journal of Machine Learning Research 12 (2011)",
  },
  {
    id: "auc",
    title: "ROC-AUC and its interval",
    html:
      `<p>With ${inline(m)} hits and ${inline(n)} others, scores ${inline(v("s"))}, the ROC-AUC is the share of pairs in which the hit has the higher score; ties count half:</p>` +
      formula(
        v("A"),
        eq,
        frac(1, row(m, n)),
        sum(i),
        sum(j),
        paren(
          op("["),
          sub(v("s"), i),
          op(">"),
          sub(v("s"), j),
          op("]"),
          plus,
          frac(1, 2),
          op("["),
          sub(v("s"), i),
          eq,
          sub(v("s"), j),
          op("]"),
        ),
      ) +
      `<p>DeLong's variance is that of the share of pairs won, ${inline(sub(v("V"), i))} of each hit and ${inline(sub(v("W"), j))} of each other; the interval is computed on the logit scale (Pepe 2003) and transformed back:</p>` +
      formula(
        v("var"),
        paren(v("A")),
        eq,
        frac(row(v("var"), paren(v("V"))), m),
        plus,
        frac(row(v("var"), paren(v("W"))), n),
      ) +
      "<p>With fewer than 20 hits this variance is too often too small: the interval is then Newcombe's, which contains all areas whose distance from the observed one is at most the normal quantile times their own standard error. The mean over later years is weighted by hits, and its variance is the sum of DeLong's variances with the squared weights.</p>",
    source:
      "DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988); Pepe, The Statistical Evaluation of Medical Tests (2003); Newcombe, Statistics in Medicine 25 (2006)",
  },
  {
    id: "folds",
    title: "Mean over repeated folds",
    html:
      `<p>Folds share their training rows, so that the usual standard error is too small. For ${inline(k)} values with variance ${inline(sup(v("s"), 2))}, with ${inline(sub(n, text("test")))} rows judged for ${inline(sub(n, text("train")))} fitted in each, the standard error is corrected to</p>` +
      formula(
        sqrt(
          sup(v("s"), 2),
          paren(frac(1, k), plus, frac(sub(n, text("test")), sub(n, text("train")))),
        ),
      ) +
      "<p>and the interval is Student's, for a ROC-AUC on the logit scale, so that it stays between 0 and 1. If several differences are compared, their intervals are widened so that all hold simultaneously (Bonferroni).</p>",
    source: "Nadeau and Bengio, Machine Learning 52 (2003)",
  },
  {
    id: "permutation",
    title: "Permutation test",
    html:
      `<p>The labels are permuted within the training and the test part, and the model is fitted and evaluated again ${inline(k)} times. If ${inline(v("b"))} of these reach the true ROC-AUC,</p>` +
      formula(p, eq, frac(row(1, plus, v("b")), row(1, plus, k))) +
      `<p>There are enough permutations for a p-value that is corrected for all statements. The test stops early when 50 have reached it; then ${inline(p, eq, frac(50, k))}.</p>`,
    source:
      "Ojala and Garriga, Journal of Machine Learning Research 11 (2010); Besag and Clifford, Biometrika 78 (1991)",
  },
  {
    id: "precision",
    title: "Average precision",
    html:
      `<p>With precision ${inline(sub(v("P"), k))} and recall ${inline(sub(v("R"), k))} at each threshold from the highest down,</p>` +
      formula(
        v("AP"),
        eq,
        sum(k),
        paren(sub(v("R"), k), minus, sub(v("R"), row(k, minus, 1))),
        sub(v("P"), k),
      ) +
      "<p>Random scores have about the share of hits. The interval is computed on the logit scale with the mean of two variances: that of resamples, drawn separately from hits and others, and that of a share of the hits; the bands of the curves are the middle 95% of the same resamples.</p>",
    source:
      "Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), chapter 8; Boyd, Eng and Page, ECML PKDD (2013)",
  },
  {
    id: "brier",
    title: "Probabilities",
    html:
      `<p>The Brier score is the mean squared difference between the probability ${inline(sub(p, i))} and the label ${inline(sub(y, i))}, 0 or 1. Predicting the share of hits ${inline(p)} for every series scores ${inline(p, paren(1, minus, p))}.</p>` +
      formula(frac(1, n), sum(i), sup(paren(sub(p, i), minus, sub(y, i)), 2)) +
      `<p>The probabilities are of models without class weights, whose penalty was chosen by the log loss within the training rows (nested cross-validation). Calibration slope and intercept are those of a logistic regression of the labels on the predicted log-odds: a slope below 1 means that probabilities are too extreme. The net benefit at a threshold is the share of selected hits minus the share of selected others times the odds of the threshold.</p>`,
    source:
      "Brier, Monthly Weather Review 78 (1950); Cox, Biometrika 45 (1958); Van Calster et al., BMC Medicine 17 (2019); Vickers and Elkin, Medical Decision Making 26 (2006)",
  },
];
