/** Studies: what makes two of them the same, what they refuse, and files that are never mixed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Condition } from "../../lib/src/label/definition.js";
import * as s from "../../lib/src/study/index.js";
import type { Settings } from "../../lib/src/base/settings.js";
import { readManifest, recordResults } from "../../lib/src/data/manifest.js";
import { isOfStudy, recordFigure } from "../../lib/src/data/provenance/figure-records.js";
import type { Collection } from "../../lib/src/data/collection.js";
import { findingsRecord, recordedFindings } from "../../lib/src/study/claims.js";
import { readSource } from "../../lib/src/data/source.js";
import { writeCollection } from "../../lib/src/data/stages.js";
import type { Title } from "../../lib/src/data/titles.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { compareDefinitions, comparisonReading, labelHits } from "../../lib/src/label/index.js";
import { assertJudged, isUnjudged } from "../../lib/src/base/outcome.js";
import { collectionOf } from "../support/collection.js";
import { testSettings } from "../support/settings.js";
import { study } from "../support/study.js";
import { title, titles } from "../support/titles.js";

const ROWS: Title[] = titles(120, (i) => ({
  id: i + 1,
  popularity: (i * 37) % 101,
  vote_count: (i * 53) % 97,
  year: 2010 + (i % 15),
  first_air_date: `${2010 + (i % 15)}-02-29`,
  primary_country: ["US", "KR", "GB", null][i % 4]!,
  primary_genre: ["Drama", "Comedy", "Reality"][i % 3]!,
  original_language: i % 2 === 0 ? "en" : "ko",
}));

const changed = (parts: Partial<s.StudyParts>): s.Study => s.defineStudy({ ...study, ...parts });

describe("the hash of a study", () => {
  const flagged = (rule: (title: Title) => boolean): s.Study =>
    changed({ features: [s.flag("is_english", rule, { group: "language" })] });

  test("is the same for the same parts", () => {
    expect(changed({}).hash).toBe(study.hash);
    expect(flagged((t) => t.original_language === "en").hash).toBe(
      flagged((t) => t.original_language === "en").hash,
    );
  });

  test.each<[string, s.Study]>([
    ["another quantile", changed({ hit: s.reaches([s.popularity, s.quantile(0.95)]) })],
    ["another variable", changed({ hit: s.reaches([s.rating, s.quantile(0.9)]) })],
    ["another reason", changed({ hit: { ...study.hit, because: "Because." } })],
    ["another population", changed({ population: s.only("of 2018", (t) => t.year === 2018) })],
    ["another rare limit", changed({ features: [s.category(s.primaryGenre, { rareBelow: 41 })] })],
    ["another share held out", changed({ split: { testSize: 0.3 } })],
    ["an allowed feature", changed({ allow: { is_us: "It is known before." } })],
    ["a rule that differs by one sign", flagged((t) => t.original_language !== "en")],
    ["the rule itself", flagged((t) => t.original_language === "en")],
  ])("differs for %s", (_, other) => {
    expect(other.hash).not.toBe(study.hash);
    expect(other.hash).not.toBe(flagged((t) => t.vote_count > 1).hash);
  });
});

test.each<[string, () => unknown, RegExp]>([
  ["no features", () => changed({ features: [] }), /no features; list at least one/],
  [
    "two variables of one label as groups",
    () => changed({ claims: [], groups: [s.genres, s.primaryGenre] }),
    /genre and primary-genre, which are both called “genre”/,
  ],
  [
    "a group of the label of a claim's",
    () => changed({ groups: [{ ...s.originalLanguage, label: "Genre" }] }),
    /both called “Genre”; give one of them another label/,
  ],
  [
    "two features of one name",
    () => changed({ features: [s.age(), s.age()] }),
    /Two features of the study are called years_since_release/,
  ],
  [
    "a feature without a group",
    () => s.flag("is_english", () => true, { group: " " }),
    /is_english has no group; expected/,
  ],
  ["a share of 1", () => changed({ split: { testSize: 1 } }), /testSize is 1; expected a share/],
  ["one fold", () => changed({ folds: { nSplits: 1, nRepeats: 1 } }), /nSplits is 1; expected 2/],
  ["a quantile of 1", () => s.quantile(1), /quantile\(1\): expected a share/],
  ["per cent", () => s.quantile(90), /quantile\(90\)/],
  [
    "a definition that all reach",
    () => s.reaches([s.votes, s.quantile(0)]),
    /every series reaches/,
  ],
  ["no condition", () => s.reaches(), /no condition at all/],
  ["an endless threshold", () => s.reaches([s.votes, NaN]), /expected a number that votes must/],
  ["a population without words", () => s.only("", () => true), /expected words for the series/],
  [
    "a rule without variables",
    () => s.hitWhere({ words: "luck", variables: [], isHit: () => true }),
    /name the variables that decide “luck”/,
  ],
  [
    "thresholds that no series reaches",
    () => s.reaches([s.votes, 1e9]).fit(ROWS),
    /^No series has votes of at least 1,000,000,000; .* Lower what a hit must reach/,
  ],
  [
    "a rule that all fulfil",
    () => s.hitWhere({ words: "votes", variables: [s.votes], isHit: () => true }).fit(ROWS),
    /^All 120 series have votes; .* Raise what a hit must reach/,
  ],
  [
    "a variable without values",
    () => s.reaches([s.rating, s.quantile(0.9)]).fit(ROWS.map((t) => ({ ...t, vote_count: 0 }))),
    /No series has a value of rating/,
  ],
  ["a misspelt column", () => s.column("vote_cuont" as never), /did you mean "vote_count"/],
])("%s is refused in a sentence", (_, call, sentence) => {
  expect(call).toThrow(sentence);
});

test("a misspelt column is an error of types", () => {
  // @ts-expect-error -- there is no such column
  expect(() => s.column("primary_contry")).toThrow(/primary_country/);
  // @ts-expect-error -- nor such a field
  expect(s.only("x", (t) => t.primary_contry === "US").includes(ROWS[0]!)).toBe(false);
});

test("series without a value that decides are no hits, and are counted", () => {
  const rows = ROWS.map((row, i) => (i < 20 ? { ...row, vote_count: 0 } : row));
  const { missing, isHit } = s.reaches([s.rating, 1]).fit(rows);
  expect(missing).toBe(rows.filter(({ vote_count }) => vote_count === 0).length);
  expect(isHit(rows[0]!)).toBe(false);
});

test("two definitions are compared by kappa, and by who changes sides", () => {
  const rows = [...Array(10).keys()].flatMap((i) => [
    title({ id: 2 * i + 1, popularity: i, vote_count: 10 - i }),
    title({ id: 2 * i + 2, popularity: i, vote_count: i }),
  ]);
  const compared = compareDefinitions(rows, s.reaches([s.popularity, 8]), s.reaches([s.votes, 8]));
  // Popular are 2 x 2, voted on 3 + 2, both 2: 4 + 5 - 2 x 2 = 5 of 20 differ.
  expect(compared).toMatchObject({ both: 2, neither: 13 });
  expect(compared.onlyFirst.map(({ popularity }) => popularity)).toEqual([9, 8]);
  expect(compared.onlySecond).toHaveLength(3);
  const chance = (4 / 20) * (5 / 20) + (16 / 20) * (15 / 20);
  expect(compared.kappa).toBeCloseTo((15 / 20 - chance) / (1 - chance), 12);
  expect(comparisonReading(compared)).toContain("agree on **75.0%** of 20 series");
});

describe("files of a study", () => {
  let settings: Settings;
  beforeEach(() => {
    settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "study-")) });
    writeCollection(settings, [], ROWS, collectionOf());
  });
  afterEach(() => rmSync(settings.dataDir, { recursive: true, force: true }));

  function label(own: s.Study): void {
    const { titles: rows, population } = s.readTitles(settings, own);
    const rule = own.hit.fit(rows);
    s.writeLabelledTitles(settings, own, labelHits(rows, rule), { rule, population });
  }
  function build(own: s.Study): void {
    s.writeFeatures(settings, own, s.featuresOf(own, s.readLabelledTitles(settings, own), 2026));
  }

  test("hold the series that are looked at, and the manifest says which", () => {
    const recent = changed({
      population: s.only("released since 2018", ({ year }) => year !== null && year >= 2018),
    });
    label(recent);
    const rows = s.readLabelledTitles(settings, recent);
    expect(rows.every(({ year }) => year! >= 2018)).toBe(true);
    const made = readManifest(settings)?.stages?.with_hit?.study;
    expect(made?.population).toEqual({
      words: "released since 2018",
      series: rows.length,
      of: 120,
    });
    expect(made).not.toHaveProperty("joins");
    expect(s.populationReading(made!.population)).toMatch(/those released since 2018\.$/);
    expect(made?.hit.thresholds.map(({ variable, quantile }) => [variable, quantile])).toEqual([
      ["popularity", 0.9],
      ["votes", 0.5],
    ]);
  });

  test("of another study are refused, with what to run", () => {
    label(study);
    build(study);
    const other = changed({ hit: s.reaches([s.popularity, s.quantile(0.95)]) });
    expect(() => s.readLabelledTitles(settings, other)).toThrow(
      /netflix_tv_with_hit\.csv was made by another study \(a hit was a series with popularity in the top 10% .* notebook 02 again.*-- 02 03 04 05\)/,
    );
    label(other);
    expect(() => s.readFeatures(settings, other)).toThrow(/features_v1\.csv was made/);
    expect(() => s.readFeatures(settings, study)).toThrow(/features_v1\.csv was made/);
    build(other);
    expect(s.readFeatures(settings, other).names).toContain("is_us");
  });

  test("that differ in the study alone are stale all the same, and results are dropped", () => {
    label(study);
    build(study);
    recordResults(settings, { titles: 120, hits: 3 });
    const other = changed({ split: { testSize: 0.4 } });
    label(other);
    expect(readManifest(settings)?.results).toBeUndefined();
    expect(() => s.readFeatures(settings, other)).toThrow(/made by an(other| earlier) study/);
    expect(readSource(settings, "with_hit").kind).toBeDefined();
  });

  test("features keep their groups and words, which the manifest lists", () => {
    label(study);
    build(study);
    expect(s.readFeatures(settings, study).info?.[0]).toMatchObject({ group: "age" });
    const { features } = readManifest(settings)!.stages!.features_v1!.study!;
    expect(features?.find(({ name }) => name === "is_us")).toEqual({
      name: "is_us",
      feature: "is_us",
      group: "country",
      words: "from the United States",
    });
  });

  test("too small a population is refused before anything is written", () => {
    const none = changed({ population: s.only("made of gold", () => false) });
    expect(() => s.readTitles(settings, none)).toThrow(
      /None of 120 series are made of gold; a study needs at least 20/,
    );
    expect(readManifest(settings)?.stages?.with_hit).toBeUndefined();
  });

  test("a joined file that has changed since is reported, with what to run", () => {
    const path = join(settings.dataDir, "hours.csv");
    const write = (hours: number) =>
      writeFileSync(path, `id,hours\n${ROWS.map(({ id }) => `${id},${hours}`).join("\n")}\n`);
    write(1);
    const own = changed({
      data: [s.joinOf(path, { on: "id", columns: { hours: "number" } })],
    });
    const { titles: rows, population, joins } = s.readTitles(settings, own);
    const rule = own.hit.fit(rows);
    s.writeLabelledTitles(settings, own, labelHits(rows, rule), { rule, population, joins });
    expect(s.readLabelledTitles(settings, own)[0]).toMatchObject({ hours: 1 });
    write(2);
    expect(() => s.readLabelledTitles(settings, own)).toThrow(
      /^hours\.csv has changed since it was joined .* run notebook 02 again/,
    );
    rmSync(path);
    expect(s.readLabelledTitles(settings, own)[0]).toMatchObject({ hours: 1 });
  });

  test("a figure belongs to the study that it was drawn for", () => {
    label(study);
    recordFigure(settings, "hit-rate-by-genre");
    expect(isOfStudy(readManifest(settings), "hit-rate-by-genre")).toBe(true);
    expect(isOfStudy(readManifest(settings), "another")).toBe(false);
    label(changed({ split: { testSize: 0.4 } }));
    expect(isOfStudy(readManifest(settings), "hit-rate-by-genre")).toBe(false);
    const text = readFileSync(join(settings.dataDir, "manifest.json"), "utf8");
    expect(text).toContain('"hit-rate-by-genre"');
  });

  test("other definitions are tried, and the study's own is marked where it is one of them", async () => {
    const small = {
      x: { variable: s.popularity, quantiles: [0.8, 0.9] },
      y: { variable: s.votes, quantiles: [0.5] },
    };
    const own = changed({ otherDefinitions: small });
    label(own);
    const rows = s.readLabelledTitles(settings, own);
    const table = s.featuresOf(own, rows, 2026);
    const found = assertJudged(await s.tryOtherDefinitions(own, table, rows, { minHits: 1000 }));
    expect(found).toMatchObject({
      axes: { x: "popularity", y: "votes" },
      inUse: { x: 0.9, y: 0.5 },
    });
    const quantiles = [
      [s.popularity, s.quantile(0.9)],
      [s.votes, s.quantile(0.5)],
    ] as const;
    for (const hit of [
      s.reaches([s.votes, 50]),
      s.reaches([s.popularity, 20], [s.votes, 50]),
      s.reaches(quantiles[0], [s.votes, 50]),
      s.reaches(...quantiles, [s.rating, 2]),
    ]) {
      const other = changed({ otherDefinitions: small, hit });
      const tried = await s.tryOtherDefinitions(other, table, rows, { minHits: 1000 });
      expect([hit.words, assertJudged(tried).inUse]).toEqual([hit.words, null]);
    }
    const none = changed({ otherDefinitions: null });
    expect(isUnjudged(await s.tryOtherDefinitions(none, table, rows))).toBe(true);
  });
});

test("an interval without an end is the same when it is read from the manifest", () => {
  // No series of the US is a hit: the ratio of the others' share to theirs has no upper end.
  const labelled = ROWS.map((row, i): LabelledTitle => ({
    ...row,
    hit: row.primary_country === "KR" && i % 8 === 1 ? 1 : 0,
  }));
  const findings = s.judgeClaims(study, labelled, {});
  const ends = findings.flatMap(({ ratio }) => ratio?.interval ?? []);
  expect(ends).toContain(Infinity);
  const record = findingsRecord(study, labelled, findings, {});
  const stages = { with_hit: { study: { hash: study.hash } } };
  const read = recordedFindings(
    JSON.parse(JSON.stringify({ findings: record, stages })) as Collection,
  );
  expect(read?.judged).toEqual(
    findings.map((finding) => ({ ...finding, topic: finding.topic.id })),
  );
});

test.each([
  [
    [
      [s.popularity, s.quantile(0.9)],
      [s.votes, s.quantile(0.5)],
    ],
    /reaches the 90% quantile of popularity, so that 10\.0% at most can be hits \(ties aside\), less those with too few votes/,
  ],
  [
    [
      [s.rating, s.quantile(0.75)],
      [s.popularity, 3],
    ],
    /reaches the 75% quantile of rating, so that 25\.0% at most .*, less those that fall short in popularity/,
  ],
  [
    [[s.popularity, s.quantile(0.8)]],
    /reaches the 80% quantile of popularity, so that 20\.0% at most can be hits \(ties aside\)\.$/,
  ],
  [[[s.popularity, 50]], /a hit has popularity of at least 50, which decides the share\.$/],
] as [readonly Condition[], RegExp][])(
  "claims speak of the label as it is defined: %#",
  (conditions, words) => {
    const own = changed({ hit: s.reaches(...conditions), claims: [s.imbalance()] });
    const [finding] = s.judgeClaims(own, labelHits(ROWS, own.hit.fit(ROWS)), {});
    expect(finding?.caveat).toMatch(words);
  },
);

test("claims are kept where there is a collection, and read where the label is of the same study", () => {
  const folder = mkdtempSync(join(tmpdir(), "study-claims-"));
  try {
    const settings = testSettings({ DATA_DIR: folder });
    const labelled = labelHits(ROWS, study.hit.fit(ROWS));
    const findings = s.judgeClaims(study, labelled, {});
    s.recordFindings(settings, study, labelled, findings);
    expect(readManifest(settings)).toBeNull();
    const record = findingsRecord(study, labelled, findings, {});
    const collection = (hash: string | null) =>
      ({
        findings: record,
        stages: hash === null ? {} : { with_hit: { study: { hash } } },
      }) as unknown as Collection;
    expect(recordedFindings(collection(study.hash))?.judged).toHaveLength(findings.length);
    expect(recordedFindings(collection("0123456789abcdef"))).toBeNull();
    expect(recordedFindings(collection(null))).toBeNull();
    expect(recordedFindings(null)).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("two folds and one repeat are enough", () => {
  expect(changed({ folds: { nSplits: 2, nRepeats: 1 } }).folds).toEqual({
    nSplits: 2,
    nRepeats: 1,
  });
});
