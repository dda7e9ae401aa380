import type { Variable } from "../../lib/src/data/variable.js";
import { described, labelled, tableOf } from "../support/study.js";
import { existsSync } from "node:fs";
import { type FeatureTable } from "../../lib/src/features/table.js";
import { type LabelledTitle } from "../../lib/src/label/hits.js";
import { univariateAucs } from "../../lib/src/features/leakage/by-auc.js";
import { rocAuc } from "../../lib/src/model/metrics/index.js";
import { assertNoLeakage, aucWarning, findLeaks } from "../../lib/src/features/leakage/index.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { readCatalogue } from "../../lib/src/data/catalogue/index.js";
import { cleanTitles } from "../../lib/src/data/titles.js";

const REAL = process.env["REAL_CATALOGUE"] ?? "";

function catalogue(series: number, seed: number): LabelledTitle[] {
  return labelled(cleanTitles(simulateCatalogue({ series, seed }), GENRES));
}

/** The table with further columns x0, x1, ... */
function withColumns(table: FeatureTable, columns: number[][]): FeatureTable {
  return {
    ...table,
    names: [...table.names, ...columns.map((_, i) => `x${i}`)],
    X: table.X.map((row, at) => [...row, ...columns.map((column) => column[at]!)]),
  };
}

/** Ranks from 0, equal values in the order of the rows or with one rank. */
function ranks(values: number[], shareTies: boolean): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found: number[] = [];
  order.forEach((row, rank) => {
    const before = order[rank - 1];
    const isTie = before !== undefined && values[before] === values[row];
    found[row] = isTie && shareTies ? found[before]! : rank;
  });
  return found;
}

const TITLES = catalogue(2561, 213);
const TABLE = tableOf(TITLES, { asOfYear: 2026 });

describe.each(["popularity", "vote_count", "vote_average"] as const)("%s is caught", (column) => {
  const values = TITLES.map((title) => title[column] ?? NaN);
  const random = generator(1, "noise");
  const noise = values.map(() => random.uniform() - 0.5);
  const n = values.length;
  const ids = TITLES.map(({ id }) => id);
  const caught = (columns: number[][]) =>
    findLeaks({ names: columns.map((_, i) => `x${i}`), columns, ids, y: TABLE.y }, TITLES);

  test.each([
    ["under another name", values, "copy"],
    ["rescaled", values.map((value) => 1 - 3 * value), "monotone"],
    ["as a rank", ranks(values, true), "monotone"],
    ["as a rank without ties", ranks(values, false), "monotone"],
    ["as a logarithm", values.map(Math.log1p), "monotone"],
    ["with noise", ranks(values, true).map((r, i) => r + 0.2 * n * noise[i]!), "monotone"],
  ])("%s", (_, feature, how) => {
    expect(caught([feature])).toMatchObject([{ feature: "x0", column, how }]);
  });

  describe.each([2, 4, 10, 20])("in %i bins", (bins) => {
    test.each([true, false])("as code, shuffled code and one-hot (ties together: %p)", (ties) => {
      const codes = ranks(values, ties).map((rank) => Math.floor((rank / n) * bins));
      expect(caught([codes])).toHaveLength(1);
      expect(caught([codes.map((code) => (code * 7 + 3) % 23)])).toHaveLength(1);
      const oneHot = Array.from({ length: bins }, (_, bin) => codes.map((c) => Number(c === bin)));
      expect(caught(oneHot).length).toBeGreaterThan(0);
    });
  });
});

describe("the label is caught", () => {
  const hits = TITLES.map(({ hit }) => hit as number);

  test.each([
    ["itself", hits],
    ["reversed", hits.map((hit) => 1 - hit)],
    ["behind a score that separates it", hits.map((hit, i) => hit * 1000 + ((i * 7919) % 997))],
  ])("%s, with labels alone", (_, feature) => {
    const { names, X, y } = withColumns(TABLE, [feature]);
    const leaks = findLeaks({ names, X, y });
    expect(leaks).toMatchObject([{ feature: "x0", column: "hit", how: "label" }]);
  });

  test("in columns as in rows", () => {
    const columns = [hits.map((_, i) => i % 7), hits];
    expect(findLeaks({ names: ["a", "b"], columns, y: hits }).map((l) => l.feature)).toEqual(["b"]);
  });
});

describe("honest features pass", () => {
  // 50 catalogues; buildFeatures itself checks by value.
  test("of catalogues in which series are there several times", () => {
    const random = generator(5, "drawn with replacement");
    for (const seed of [1, 2, 3, 4, 5]) {
      const titles = catalogue(600, seed);
      const drawn = titles.map(() => titles[Math.floor(random.uniform() * 600)]!);
      const repeated = Array.from({ length: 20 }, () => titles).flat();
      for (const copies of [drawn, repeated]) {
        const renumbered = copies.map((title, i) => ({ ...title, id: i + 1 }));
        expect(() => tableOf(renumbered, { asOfYear: 2026 })).not.toThrow();
      }
    }
  });

  test.each([20, 60, 150, 600, 2561])("10 catalogues of %i series", (series) => {
    for (let seed = 0; seed < 10; seed += 1) {
      const titles = catalogue(series, seed);
      for (const minGenreCount of [1, 40]) {
        const build = () => tableOf(titles, { asOfYear: 2026, minGenreCount });
        expect(build).not.toThrow();
      }
    }
  });

  const real = existsSync(REAL) ? test : test.skip;
  real("real rows (skipped unless REAL_CATALOGUE names a CSV of discover/tv)", () => {
    const titles = labelled(cleanTitles(readCatalogue(REAL, GENRES).titles, GENRES));
    expect(findLeaks(tableOf(titles, { asOfYear: 2026 }), titles)).toEqual([]);
  });

  test("a rare column of neighbours is taken for chance", () => {
    const byPopularity = ranks(
      TITLES.map(({ popularity }) => popularity),
      false,
    );
    const four = byPopularity.map((rank) => Number(rank >= 900 && rank < 904));
    expect(findLeaks(withColumns(TABLE, [four]), TITLES)).toEqual([]);
  });
});

describe("what tells the label by itself", () => {
  const random = generator(3, "tells");
  const hits = TABLE.y.map(Number);
  const rateBy = (key: (title: LabelledTitle) => string): number[] => {
    const groups = new Map<string, { hits: number; n: number }>();
    TITLES.forEach((each) => {
      const group = groups.get(key(each)) ?? { hits: 0, n: 0 };
      groups.set(key(each), { hits: group.hits + each.hit, n: group.n + 1 });
    });
    return TITLES.map(
      (each) => (groups.get(key(each))?.hits ?? 0) / (groups.get(key(each))?.n ?? 1),
    );
  };
  const leaksOf = (column: number[]) => findLeaks(withColumns(TABLE, [column]), TITLES);

  test.each([
    ["the label with noise", hits.map((hit) => hit + 0.3 * random.normal())],
    ["the label with flips", hits.map((hit) => (random.chance(0.05) ? 1 - hit : hit))],
    [
      "a target encoding",
      rateBy(({ primary_genre, primary_country, year, month, day }) =>
        [primary_genre, primary_country, year, month, day].join(),
      ),
    ],
    [
      "popularity with noise",
      TITLES.map(({ popularity }) => Math.log(popularity + 1e-3) + 0.3 * random.normal()),
    ],
  ])("%s is caught", (_, column) => {
    expect(leaksOf(column)).toMatchObject([{ feature: "x0" }]);
  });

  test("an honest signal is not, however few the hits", () => {
    expect(leaksOf(hits.map((hit) => hit + 1.5 * random.normal()))).toEqual([]);
    const few = TITLES.slice(0, 60);
    const lucky = few.map(({ hit }) => hit + 0.6 * random.normal());
    expect(findLeaks({ names: ["x"], columns: [lucky], y: few.map(({ hit }) => hit) })).toEqual([]);
  });

  test("a feature may be let through, with a reason that the result repeats", () => {
    const table = withColumns(TABLE, [hits.map((hit) => hit + 0.3 * random.normal())]);
    expect(() => assertNoLeakage(table, TITLES)).toThrow(
      /x0 tells hits from non-hits by itself with a ROC-AUC of 0\.9\d+, .* allow: \{ "x0": "the reason" \}/,
    );
    const check = assertNoLeakage(table, TITLES, { allow: { x0: "known in advance" } });
    expect(check.allowed).toMatchObject([{ leak: { feature: "x0" }, reason: "known in advance" }]);
    expect(check.comparedWith).toEqual(["popularity", "vote_count", "vote_average", "hit"]);
    expect(check.best?.auc).toBeLessThan(0.7);
    expect(() => assertNoLeakage(table, TITLES, { allow: { x0: " " } })).toThrow(
      "no reason for x0",
    );
    expect(() => assertNoLeakage(TABLE, TITLES, { allow: { y: "?" } })).toThrow("no feature");
  });
});

test("series without a date, which have no votes, are no leak in a small catalogue", () => {
  const few = Array.from({ length: 148 }, (_, i): LabelledTitle => ({
    ...TITLES[i]!,
    id: i + 1,
    vote_count: i < 9 ? 0 : 5 + i,
    hit: i > 130 ? 1 : 0,
  }));
  const undated = few.map(({ vote_count }) => Number(vote_count === 0));
  const features = { names: ["undated"], columns: [undated], ids: few.map(({ id }) => id) };
  expect(findLeaks(features, few)).toEqual([]);
});

describe("names", () => {
  const leaksOf = (name: string) =>
    findLeaks(described({ names: [name] })).map(({ column }) => column);

  test.each([
    ["hit", "hit"],
    ["is_hit", "hit"],
    ["popularity", "popularity"],
    ["popularity_rank", "popularity"],
    ["log_popularity", "popularity"],
    ["vote_count_bin", "vote_count"],
    ["voteCount", "vote_count"],
    ["Vote Average", "vote_average"],
  ])("%s is named after %s", (name, column) => expect(leaksOf(name)).toEqual([column]));

  test.each(["years_since_release", "is_us", "white", "primary_genre_grouped_Hit Parade"])(
    "%s is honest",
    (name) => expect(leaksOf(name)).toEqual([]),
  );
});

test("the error names the feature, the column and what to do, once for each", () => {
  const buzz = TITLES.map(({ popularity }) => Math.log1p(popularity));
  const table = { ...withColumns(TABLE, [buzz]), names: [...TABLE.names, "buzz"] };
  expect(() => assertNoLeakage(table, TITLES)).toThrow(
    "The feature buzz orders the series as popularity does (rank correlation 1.000), which defines the " +
      'label. The model would know the answer: leave them out with dropFeatures(table, ["buzz"]).',
  );
});

test("titles are found by id, whatever their order", () => {
  const table = withColumns(TABLE, [TITLES.map(({ popularity }) => -popularity)]);
  expect(findLeaks(table, [...TITLES].reverse())).toHaveLength(1);
});

test("aucWarning speaks from 0.95 on, and tells luck from leak by the interval", () => {
  expect(aucWarning(0.83)).toBeNull();
  expect(aucWarning(0.949)).toBeNull();
  expect(aucWarning(NaN)).toBeNull();
  expect(aucWarning(0.991)).toMatch(/^A ROC-AUC of 0.991 is too good to be true/);
  expect(aucWarning(0.97, [0.8, 0.99])).toMatch(
    /it may also be chance, as the interval begins at 0.800\.$/,
  );
});

test("the variables that define a hit are refused by name and by value, whatever they are", () => {
  const hours: Variable<number> = {
    name: "hours-viewed",
    label: "hours viewed",
    plural: "hours viewed",
    value: ({ id }) => (id * 7919) % 1009,
  };
  const y = TITLES.map(({ id }) => ((id * 7919) % 1009 > 900 ? 1 : 0));
  const ids = TITLES.map(({ id }) => id);
  const X = TITLES.map((title) => [Math.sqrt(hours.value(title) as number), title.id % 2]);
  const copied = { names: ["root", "odd"], ids, y, X };
  const found = findLeaks(copied, TITLES, { definedBy: [hours] });
  expect(found.map(({ feature, column }) => [feature, column])).toEqual([["root", "hours-viewed"]]);
  expect(
    findLeaks({ names: ["log_hours_viewed"] }, undefined, { definedBy: [hours] }),
  ).toMatchObject([{ column: "hours_viewed", how: "name" }]);
});

test("the AUC of a feature of few values is that of its ranks", () => {
  const random = generator(5, "few values");
  for (let draw = 0; draw < 40; draw += 1) {
    const values = 2 + random.below(5);
    const x = Float64Array.from({ length: 60 }, () =>
      random.below(9) === 0 ? NaN : random.below(values),
    );
    const y = Float64Array.from({ length: 60 }, () => (random.below(3) === 0 ? 1 : 0));
    const known = [...x.keys()].filter((row) => !Number.isNaN(x[row]));
    const auc = rocAuc(
      known.map((row) => y[row]!),
      known.map((row) => x[row]!),
    );
    const [found] = univariateAucs([x], y);
    expect(found?.auc).toBeCloseTo(Math.max(auc, 1 - auc), 12);
  }
});
