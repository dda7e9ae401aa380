/** The recipes of docs/change-the-question.md, from its very text: each through the notebooks and the report. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import * as s from "../../lib/src/study/index.js";
import { runThrough, type Shorter } from "../support/notebooks-in-process.js";
import { study } from "../support/study.js";

const PAGE = readFileSync(join(PROJECT_ROOT, "docs", "change-the-question.md"), "utf8");
const RECIPES = [...PAGE.matchAll(/([^\n]+):\n\n```ts\n([^`]+)```/g)].map(([, title, code]) => ({
  title: title!,
  code: code!.trim(),
}));

/** Fewer repeats of what only gets more exact by them. */
const SHORTER: Shorter = {
  permutationNull: { repeats: 19 },
  nestedProbabilities: { Cs: [0.1, 1] },
  groupImportance: { halvings: 2, shufflings: 1 },
  yardsticks: { treeRepeats: 1 },
};
const short = {
  folds: { nSplits: 5, nRepeats: 1 },
  otherDefinitions: {
    x: { variable: s.popularity, quantiles: [0.9, 0.95] },
    y: { variable: s.votes, quantiles: [0.5] },
  },
};

/** What a recipe must leave behind, and what no output may hold after it. */
const EXPECTED: Readonly<Record<string, { there: RegExp[]; gone?: RegExp[] }>> = {
  "The top 5% in popularity": {
    there: [/popularity in the top 5%/, /95% quantile of popularity/],
    gone: [/top 10%/, /reaches the 90% quantile/, /90th percentile/],
  },
  "Numbers in the place of quantiles": {
    there: [/popularity of at least 20/, /votes of at least 500/],
    gone: [/top 10%/, /90th percentile/, /median is/, /outlined/, /reaches the 90% quantile/],
  },
  "The best-rated tenth, with at least the median of votes": {
    there: [/rating in the top 10%/],
    gone: [/popularity in the top/, /90th percentile/, /outlined/, /quantile of popularity/],
  },
  "Only series since 2018": { there: [/those released since 2018/] },
  "Only scripted genres": { there: [/those of scripted genres/], gone: [/genre: Reality/] },
  "Periods before and after 2015, in the place of those around 2020": {
    there: [/from 2015 on/, /period_before/],
    gone: [/covid/, /2020 and 2021/],
  },
  "A property of one's own": { there: [/in English/, /language alone/, /without language/] },
  "The number of genres": { there: [/genre_count/, /one genre more|number of genres/] },
  "Each genre of a series, not the first alone": {
    there: [/genre_Drama/],
    gone: [/primary_genre_grouped/],
  },
  "The language as a category": { there: [/original_language_grouped_ko/, /without language/] },
  "No country features at all": {
    there: [/without genre/],
    gone: [/is_us/, /primary_country_/, /without country/, /country alone/],
  },
  "Hit rates by language, as a chart and a table in notebook 03 and the report": {
    there: [/Hit rate by original language/],
  },
  "A claim of one's own, judged and corrected together with the others": {
    there: [/Korean dramas above other dramas/],
  },
  "A CSV file with hours viewed, as a feature ([which files and keys](own-data.md))": {
    there: [/hours\.csv/, /hours viewed/, /without hours/],
  },
  "And as the definition of a hit": {
    there: [/hours viewed in the top 10%/, /hours\.csv/],
    gone: [/popularity in the top/, /90th percentile/],
  },
};

const CATALOGUE = simulateCatalogue({ series: 900 });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "recipes-"));
  const rows = CATALOGUE.filter((_, i) => i % 3 > 0).map(({ id }) => `${id},${(id * 7919) % 4001}`);
  writeFileSync(join(folder, "hours.csv"), `id,hours\n${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The study of a recipe, made of the text of the page. */
function studyOf(code: string): s.Study {
  const text = code.replaceAll('"hours.csv"', JSON.stringify(join(folder, "hours.csv")));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is the page's own text that is tested
  const parts = new Function("s", "study", `return { ${text} };`) as (
    ...args: unknown[]
  ) => Partial<s.StudyParts>;
  return s.defineStudy({ ...study, ...short, ...parts(s, study) });
}

test("the page has the recipes that are expected, each of six lines at most", () => {
  expect(RECIPES.map(({ title }) => title)).toEqual(Object.keys(EXPECTED));
  for (const { code } of RECIPES) expect(code.split("\n").length).toBeLessThanOrEqual(6);
});

test.each(RECIPES)(
  "$title",
  async ({ title, code }) => {
    const own = studyOf(code);
    expect(own.hash).not.toBe(study.hash);
    const { said } = await runThrough(CATALOGUE, { shorter: SHORTER, own });
    const text = said.join("\n");
    for (const words of EXPECTED[title]!.there) expect(text).toMatch(words);
    // The methods say how quantiles are taken, whatever the definition is.
    for (const words of EXPECTED[title]!.gone ?? []) expect(text).not.toMatch(words);
    expect(text).not.toMatch(/does not fit its definition|\bNaN\b|undefined/);
  },
  120_000,
);
