/** The first lines of a report: what they say of catalogues whose truth is known. */
import { answerHtml } from "../../lib/src/report/answer.js";
import type { ReportContent } from "../../lib/src/report/content.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { collectionOf } from "../support/collection.js";
import { recordedOf } from "../support/default-claims.js";
import { madeCatalogue, type MadeSeries } from "../support/made-catalogue.js";

function contentOf(titles: LabelledTitle[], own: Partial<ReportContent> = {}): ReportContent {
  const { findings = recordedOf(titles, { asOfYear: 2026 }) } = own;
  return { collection: null, titles, ...own, findings } as ReportContent;
}

const text = (html: string): string =>
  html
    .replace(/<\/p>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&amp;", "&")
    .trim();

const answerOf = (rateOf: (series: MadeSeries) => number, n = 1500): string =>
  text(answerHtml(contentOf(madeCatalogue(3, n, rateOf))));

test("one strong genre is the first thing said, with its size", () => {
  const answer = answerOf(({ primary_genre }) => (primary_genre === "Drama" ? 0.4 : 0.05));
  expect(answer).toMatch(
    /^What sets hits apart most: .*Drama above the other genres, a difference of \d+\.\d percentage points \(95% interval \d+\.\d to \d+\.\d\)/,
  );
  expect(answer).not.toContain("Nothing that was claimed");
});

test("where no claim is clear of chance it says so, and claims nothing", () => {
  const answer = answerOf(() => 0.1);
  expect(answer).toMatch(/^Nothing that was claimed of hits is clear of chance in these series\./);
  expect(answer).not.toMatch(/sets hits apart|opposite|one direction/);
});

test("a rate that falls over the years contradicts the claim of recent hits", () => {
  const answer = answerOf(({ year }) =>
    year === null ? 0.1 : Math.max(0.02, 0.6 - (year - 2010) / 25),
  );
  expect(answer).toMatch(/The opposite of what was claimed: .*recent years/);
});

test("a tiny network has not enough data, and says of how many claims", () => {
  const answer = answerOf(({ primary_genre }) => (primary_genre === "Drama" ? 0.3 : 0.1), 25);
  expect(answer).toMatch(
    /^Nothing that was claimed.*\nNot enough data to tell: (.*; ){3}\d+ other claims\.$/,
  );
});

test("at most 120 words, whatever was claimed", () => {
  for (let seed = 0; seed < 5; seed += 1) {
    const titles = madeCatalogue(seed, 1500, ({ primary_genre, primary_country }) =>
      primary_genre === "Drama" ? 0.4 : primary_country === "US" ? 0.2 : 0.03,
    );
    const results = {
      titles: 1500,
      hits: 200,
      roc_auc: 0.81,
      roc_auc_interval: [0.7, 0.9] as [number, number],
    };
    const words = text(
      answerHtml(contentOf(titles, { collection: collectionOf({ results }) })),
    ).split(/\s+/);
    expect(words.length).toBeLessThanOrEqual(120);
  }
});

test("the model is said to know as much as its interval allows", () => {
  const titles = madeCatalogue(3, 400, () => 0.1);
  const model = (interval: [number, number]): string => {
    const results = { titles: 400, hits: 40, roc_auc: 0.62, roc_auc_interval: interval };
    return text(answerHtml(contentOf(titles, { collection: collectionOf({ results }) })));
  };
  expect(model([0.55, 0.69])).toMatch(
    /ranks a hit above another series in 62 of 100 pairs \(95% interval 55 to 69; a coin would in 50\)\.$/,
  );
  expect(model([0.45, 0.79])).toMatch(/, which is not clear of a coin\.$/);
});

test("the words of claims are other people's text, and no claims make no answer", () => {
  const titles = madeCatalogue(3, 900, ({ primary_genre }) =>
    primary_genre === "Drama" ? 0.5 : 0.02,
  );
  const recorded = recordedOf(titles, { asOfYear: 2026 })!;
  const judged = recorded.judged.map((finding) => ({ ...finding, claim: "<img src=x>" }));
  expect(answerHtml(contentOf(titles, { findings: { ...recorded, judged } }))).not.toContain(
    "<img",
  );
  expect(answerHtml(contentOf(titles, { findings: { ...recorded, judged: [] } }))).toBe("");
});
