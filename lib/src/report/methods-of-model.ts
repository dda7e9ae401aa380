/** How the model and what is said of it are computed. */
import { formula, frac, inline, op, paren, row, sqrt, sub, sum, sup, text, v } from "./mathml.js";
import { n, p, x, y, i, j, m, k, eq, plus, minus, times, type Method } from "./method.js";

export const MODEL_METHODS: readonly Method[] = [
  {
    id: "logistic",
    title: "Logistic regression",
    html:
      `<p>Missing values are replaced by medians, columns scaled to mean 0 and variance 1. The coefficients ${inline(v("w"))} and the intercept ${inline(v("b"))} make this as small as can be, with ${inline(sub(y, i), op("∈"), op("{"), minus, 1, op(","), 1, op("}"))}, ${inline(v("C"), eq, 1)}, and weights ${inline(sub(v("s"), i))} by which hits and others count the same in all:</p>` +
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
      `<p>With ${inline(m)} hits and ${inline(n)} others, scores ${inline(v("s"))}, the ROC-AUC is the share of pairs in which the hit has the higher score, ties counted by half:</p>` +
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
      `<p>DeLong's variance is that of the share of pairs won, ${inline(sub(v("V"), i))} of each hit and ${inline(sub(v("W"), j))} of each other; the interval is made on the logit scale (Pepe 2003) and taken back:</p>` +
      formula(
        v("var"),
        paren(v("A")),
        eq,
        frac(row(v("var"), paren(v("V"))), m),
        plus,
        frac(row(v("var"), paren(v("W"))), n),
      ),
    source:
      "DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988); Pepe, The Statistical Evaluation of Medical Tests (2003)",
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
      "<p>and the interval is Student's.</p>",
    source: "Nadeau and Bengio, Machine Learning 52 (2003)",
  },
  {
    id: "permutation",
    title: "Shuffled labels",
    html:
      `<p>The labels are shuffled within the training and the test part, and the model is fitted and judged anew ${inline(k)} times. If ${inline(v("b"))} of these reach the true ROC-AUC,</p>` +
      formula(p, eq, frac(row(1, plus, v("b")), row(1, plus, k))),
    source: "Ojala and Garriga, Journal of Machine Learning Research 11 (2010)",
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
      "<p>A model that knows nothing has the share of hits.</p>",
    source:
      "Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), chapter 8",
  },
  {
    id: "brier",
    title: "Probabilities",
    html:
      `<p>The Brier score is the mean squared distance of the probability ${inline(sub(p, i))} from what happened, ${inline(sub(y, i))} of 0 or 1. Giving every series the share of hits ${inline(p)} scores ${inline(p, paren(1, minus, p))}.</p>` +
      formula(frac(1, n), sum(i), sup(paren(sub(p, i), minus, sub(y, i)), 2)),
    source: "Brier, Monthly Weather Review 78 (1950)",
  },
];
