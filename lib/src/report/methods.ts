/** How everything is computed, with its formula and its source. */
import {
  GAP,
  formula,
  frac,
  inline,
  mean,
  op,
  paren,
  row,
  sqrt,
  sub,
  sum,
  sup,
  text,
  v,
} from "./mathml.js";
import { sectionOf, type Section } from "./section.js";

/** One method: what it is for, its formula, and who described it. */
interface Method {
  id: string;
  title: string;
  /** Trusted HTML. */
  html: string;
  source: string;
}

const [n, p, x, y, z, i, j, m, k, q, h] = [
  "n",
  "p",
  "x",
  "y",
  "z",
  "i",
  "j",
  "m",
  "k",
  "q",
  "h",
].map(v) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const [eq, plus, minus, pm, times, le] = ["=", "+", "−", "±", "·", "≤"].map(op) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [low, high] = [v("l"), v("u")];

const METHODS: readonly Method[] = [
  {
    id: "label",
    title: "Percentiles of the label",
    html:
      `<p>Of ${inline(n)} values in ascending order, ${inline(sub(x, 1))} the smallest, the quantile at ${inline(q)} is interpolated between two neighbours (type 7 of R, the default of numpy and pandas):</p>` +
      formula(
        v("Q"),
        paren(q),
        eq,
        sub(x, k),
        plus,
        paren(h, minus, k),
        paren(sub(x, row(k, plus, 1)), minus, sub(x, k)),
        op(","),
        GAP,
        h,
        eq,
        1,
        plus,
        paren(n, minus, 1),
        q,
        op(","),
        GAP,
        k,
        eq,
        op("⌊"),
        h,
        op("⌋"),
      ),
    source: "Hyndman and Fan, The American Statistician 50 (1996)",
  },
  {
    id: "wilson",
    title: "Interval of a rate",
    html:
      `<p>A rate ${inline(p)} of hits among ${inline(n)} series has Wilson's score interval, which stays between 0 and 1 and keeps its level for few series; ${inline(z)} is the normal quantile, 1.96 for 95%:</p>` +
      formula(
        frac(
          row(
            p,
            plus,
            frac(sup(z, 2), row(2, n)),
            pm,
            z,
            sqrt(frac(row(p, paren(1, minus, p)), n), plus, frac(sup(z, 2), row(4, sup(n, 2)))),
          ),
          row(1, plus, frac(sup(z, 2), n)),
        ),
      ),
    source: "Wilson, Journal of the American Statistical Association 22 (1927)",
  },
  {
    id: "newcombe",
    title: "Difference of two rates",
    html:
      `<p>The difference of the rates of a group and of the others has Newcombe's interval (his method 10), which joins the Wilson intervals ${inline(op("["), low, op(","), high, op("]"))} of both:</p>` +
      formula(
        sub(p, 1),
        minus,
        sub(p, 2),
        minus,
        sqrt(
          sup(paren(sub(p, 1), minus, sub(low, 1)), 2),
          plus,
          sup(paren(sub(high, 2), minus, sub(p, 2)), 2),
        ),
      ) +
      formula(
        sub(p, 1),
        minus,
        sub(p, 2),
        plus,
        sqrt(
          sup(paren(sub(high, 1), minus, sub(p, 1)), 2),
          plus,
          sup(paren(sub(p, 2), minus, sub(low, 2)), 2),
        ),
      ) +
      "<p>Ratios of two rates have Koopman's score interval: all ratios that a score test would not reject. Single groups are tested by Fisher's exact test.</p>",
    source:
      "Newcombe, Statistics in Medicine 17 (1998); Koopman, Biometrics 40 (1984); Fisher, Journal of the Royal Statistical Society 98 (1935)",
  },
  {
    id: "trend",
    title: "Trend over the years",
    html:
      `<p>Whether the rate changes along the years ${inline(sub(x, i))} is tested as Cochran and Armitage do, with ${inline(sub(h, i))} hits among ${inline(sub(n, i))} series of a year, ${inline(n)} series and the rate ${inline(p)} in all:</p>` +
      formula(
        z,
        eq,
        frac(
          row(sum(i), sub(h, i), paren(sub(x, i), minus, mean(x))),
          sqrt(
            p,
            paren(1, minus, p),
            frac(n, row(n, minus, 1)),
            sum(i),
            sub(n, i),
            sup(paren(sub(x, i), minus, mean(x)), 2),
          ),
        ),
      ) +
      "<p>The size of the trend is the odds ratio of one year in a logistic regression with Firth's correction.</p>",
    source:
      "Cochran, Biometrics 10 (1954); Armitage, Biometrics 11 (1955); Firth, Biometrika 80 (1993)",
  },
  {
    id: "cramer",
    title: "Differences between several groups",
    html:
      `<p>That all groups have one rate is tested by Pearson's ${inline(sup(v("χ"), 2))} (with seeded permutations where expected counts are small). How far they are apart says Cramér's V, with the ${inline(v("g"), minus, 1)} that ${inline(sup(v("χ"), 2))} has by chance in ${inline(v("g"))} groups taken off:</p>` +
      formula(
        v("V"),
        eq,
        sqrt(frac(row(v("max"), paren(0, op(","), sup(v("χ"), 2), minus, v("g"), plus, 1)), n)),
        GAP,
        text("from 0 (one rate) to 1"),
      ) +
      "<p>Its interval is made of the noncentral distributions under which such a value is not unusual.</p>",
    source:
      "Cochran, Biometrics 10 (1954); Cramér, Mathematical Methods of Statistics (1946); Bergsma, Journal of the Korean Statistical Society 42 (2013); Smithson, Confidence Intervals (2003)",
  },
  {
    id: "holm",
    title: "Several tests at once",
    html:
      `<p>Of ${inline(m)} p-values in ascending order the one at place ${inline(i)} becomes</p>` +
      formula(
        sub(v("p̃"), i),
        eq,
        sub(v("max"), row(j, le, i)),
        v("min"),
        paren(1, op(","), paren(m, minus, j, plus, 1), sub(p, j)),
      ) +
      "<p>which keeps the chance of any false finding at the level, whatever the dependence of the tests. A part of a statement has no smaller p-value than the whole.</p>",
    source: "Holm, Scandinavian Journal of Statistics 6 (1979)",
  },
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
  {
    id: "bootstrap",
    title: "Intervals by reweighting",
    html: "<p>The odds ratios of the model have no simple formula for their intervals. Each row is weighted by a draw of the exponential distribution with mean 1 and everything is fitted again, many times (the Bayesian bootstrap); unlike drawing rows with replacement this leaves no rare category out. The interval goes from the 2.5th to the 97.5th percentile of what comes out.</p>",
    source: "Rubin, Annals of Statistics 9 (1981)",
  },
];

/** The section on methods. */
export function methodsSection(): Section {
  const section = sectionOf("methods", "Methods", METHODS.map(methodHtml));
  const entries = METHODS.map(({ id, title }) => ({ id: methodId(id), title }));
  return { ...section, entries };
}

function methodId(id: string): string {
  return `methods-${id}`;
}

function methodHtml({ id, title, html, source }: Method): string {
  return `<div class="method"><h3 id="${methodId(id)}">${title}</h3>${html}<p class="source">${source}.</p></div>`;
}
