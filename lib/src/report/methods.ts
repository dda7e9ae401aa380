/** The methods with their formulas and sources. */
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
import {
  n,
  p,
  x,
  z,
  i,
  j,
  m,
  k,
  q,
  h,
  low,
  high,
  eq,
  plus,
  minus,
  pm,
  le,
  type Method,
} from "./method.js";
import { EFFECT_METHODS } from "./methods-of-effects.js";
import { MODEL_METHODS } from "./methods-of-model.js";
import { sectionOf, type Section } from "./section.js";

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
      `<p>The difference of the rates of a group and of the others has Newcombe's interval (his method 10), which combines the Wilson intervals ${inline(op("["), low, op(","), high, op("]"))} of both:</p>` +
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
      `<p>Whether the rate changes over the years ${inline(sub(x, i))} is tested with the Cochran-Armitage test, with ${inline(sub(h, i))} hits among ${inline(sub(n, i))} series of a year, ${inline(n)} series and the rate ${inline(p)} in all:</p>` +
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
      `<p>Whether all groups have the same rate is tested by Pearson's ${inline(sup(v("χ"), 2))} (with seeded permutations if expected counts are small). How much they differ is measured by Cramér's V, corrected for the value ${inline(v("g"), minus, 1)} that ${inline(sup(v("χ"), 2))} has by chance with ${inline(v("g"))} groups:</p>` +
      formula(
        v("V"),
        eq,
        sqrt(frac(row(v("max"), paren(0, op(","), sup(v("χ"), 2), minus, v("g"), plus, 1)), n)),
        GAP,
        text("from 0 (one rate) to 1"),
      ) +
      "<p>Its interval is based on the noncentral distributions that are compatible with this value.</p>",
    source:
      "Cochran, Biometrics 10 (1954); Cramér, Mathematical Methods of Statistics (1946); Bergsma, Journal of the Korean Statistical Society 42 (2013); Smithson, Confidence Intervals (2003)",
  },
  {
    id: "holm",
    title: "Multiple tests",
    html:
      `<p>Of ${inline(m)} p-values in ascending order, the one at position ${inline(i)} becomes</p>` +
      formula(
        sub(v("p̃"), i),
        eq,
        sub(v("max"), row(j, le, i)),
        v("min"),
        paren(1, op(","), paren(m, minus, j, plus, 1), sub(p, j)),
      ) +
      "<p>which keeps the probability of any false finding at the level, whatever the dependence of the tests. The p-value of a part of a statement is at least that of the whole.</p>",
    source: "Holm, Scandinavian Journal of Statistics 6 (1979)",
  },
  ...MODEL_METHODS,
  ...EFFECT_METHODS,
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
