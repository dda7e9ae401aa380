import { assertJudged, isUnjudged } from "../../lib/src/base/outcome.js";
import * as reading from "../../lib/src/model/effects/index.js";
import { readingDesign } from "../../lib/src/model/effects/design.js";
import { factorsOf } from "../../lib/src/model/effects/factors.js";
import { fitDesign } from "../../lib/src/model/effects/fit.js";
import { UserError } from "../../lib/src/base/errors.js";
import type { FeatureTable } from "../../lib/src/features/table.js";
import { drawLabels, madeFeatures } from "../simulations/made-features.js";

type Effect = reading.Effect;
const effectsOf = async (...args: Parameters<typeof reading.effectsOf>) =>
  assertJudged(await reading.effectsOf(...args));

function madeTable(n = 1500, seed = 5): FeatureTable {
  const { table, chances } = madeFeatures(n, seed);
  return { ...table, y: drawLabels(chances, seed) };
}

/** A table of these 0/1 columns and numbers, a row for each list. */
function tableOf(names: string[], X: (number | null)[][], y: (0 | 1)[]): FeatureTable {
  return { names, ids: X.map((_, i) => i + 1), X, y };
}

const find = (rows: readonly Effect[], name: string, againstAll = false): Effect =>
  rows.find((row) => row.name === name && row.againstAll === againstAll)!;

describe("factors", () => {
  test("columns of which each row has one are a factor, others stand alone", () => {
    const { factors, singles } = factorsOf({
      names: [
        "age",
        "is_us",
        "period_pre_covid",
        "period_covid",
        "tag_long",
        "tag_old",
        "only_one",
      ],
      X: [
        [3, 1, 1, 0, 1, 1, 1],
        [null, 0, 0, 1, 1, 0, 0],
        [1, 0, 0, 1, 0, 0, 0],
      ],
    });
    expect(factors).toMatchObject([
      { name: "period", levels: ["pre_covid", "covid"], codes: Int32Array.of(0, 1, 1) },
    ]);
    expect(singles.map(({ name, isFlag }) => [name, isFlag])).toEqual([
      ["age", false],
      ["is_us", true],
      ["tag_long", true],
      ["tag_old", true],
      ["only_one", true],
    ]);
  });
});

describe("the design for reading", () => {
  test("has the largest level as the reference, and levels with few series as one", () => {
    const { factors } = readingDesign(madeTable());
    const country = factors.find(({ label }) => label === "country");
    expect(country?.levels[0]).toMatchObject({ name: "United States", of: ["US"] });
    const rare = country?.levels.at(-1);
    expect(rare?.name).toMatch(/^\d+ other countries$/);
    expect(rare?.of.length).toBeGreaterThan(5);
    for (const { count } of country?.levels.slice(0, -1) ?? []) {
      expect(count).toBeGreaterThanOrEqual(30);
    }
    expect(country?.levels.reduce((sum, { count }) => sum + count, 0)).toBe(1500);
  });

  test("takes the reference that it is told, and refuses one that is not there", () => {
    const table = madeTable();
    const { factors } = readingDesign(table, { references: { primary_country: "KR" } });
    expect(factors.find(({ label }) => label === "country")?.levels[0]?.name).toBe("South Korea");
    expect(() => readingDesign(table, { references: { primary_country: "XX" } })).toThrow(
      /^There is no level XX of primary_country to compare with: expected one of /,
    );
    expect(() => readingDesign(table, { references: { language: "en" } })).toThrow(UserError);
  });

  test("leaves out what another column says, and tells why", () => {
    const { leftOut, singles } = readingDesign(madeTable());
    expect(leftOut).toEqual([
      { feature: "is_us", why: "country implies it" },
      { feature: "is_korea", why: "country implies it" },
    ]);
    expect(singles.map(({ words }) => words)).toEqual(["a year older, in its period"]);
  });

  test("leaves out twins, what never changes, and levels that others say together", () => {
    const X = Array.from({ length: 80 }, (_, i) => {
      const [a, c] = [i % 2, Number(i % 5 === 0)];
      return [a, a, 1, i % 4 === 0 ? 1 : 0, i % 4 === 0 ? 0 : 1, c, 1 - c];
    });
    const names = ["flag", "twin", "same", "x_a", "x_b", "y_a", "y_b"];
    const y = X.map((_, i): 0 | 1 => (i % 3 === 0 ? 1 : 0));
    const { leftOut, factors } = readingDesign(tableOf(names, X, y), { minCount: 1 });
    expect(leftOut).toEqual([
      { feature: "twin", why: "it is the same as flag" },
      { feature: "same", why: "it is the same in every series" },
    ]);
    expect(factors.map(({ name }) => name)).toEqual(["x", "y"]);
    const aliased = X.map((row) => [...row.slice(0, 5), row[3]!, 1 - row[3]!]);
    expect(readingDesign(tableOf(names, aliased, y), { minCount: 1 }).leftOut).toContainEqual({
      feature: "y: a",
      why: "the others imply it together",
    });
  });

  test("reads a period at the ages that it has", () => {
    const { patterns, factors, singles } = readingDesign(madeTable());
    expect(singles).toHaveLength(1);
    const period = factors.findIndex(({ label }) => label === "release period");
    factors[period]?.levels.forEach((_, level) => {
      const own = patterns.filter(({ codes }) => codes[period] === level);
      const sum = own.reduce((total, { numbers, count }) => total + count * numbers[0]!, 0);
      expect(sum).toBeCloseTo(0, 6);
    });
  });
});

describe("effectsOf", () => {
  test("the mean prediction is the rate that is found", () => {
    const table = madeTable();
    const { design, fit, lift } = fitDesign(readingDesign(table));
    const predicted = design.patterns.reduce((sum, { places, values, count }) => {
      const logOdds = places.reduce((all, p, a) => all + values[a]! * fit.coefficients[p]!, lift);
      return sum + count / (1 + Math.exp(-logOdds));
    }, 0);
    expect(predicted).toBeCloseTo(
      table.y.reduce<number>((sum, label) => sum + label, 0),
      6,
    );
  });

  test("where nothing confounds, adjusted rates are the rates and odds ratios those of the table", async () => {
    // Two properties that are independent of each other: 60 of 200, 20 of 200, whatever the second.
    const X = Array.from({ length: 400 }, (_, i) => [Number(i < 200), i % 2]);
    const y = X.map((_, i): 0 | 1 => ((i < 200 ? i < 60 : i < 220) ? 1 : 0));
    const { rows } = await effectsOf(tableOf(["flag", "other"], X, y));
    const flag = find(rows, "flag", true);
    expect(flag.rate.value).toBeCloseTo(0.3, 2);
    expect(flag.referenceRate).toBeCloseTo(0.1, 2);
    expect(flag.difference.value).toBeCloseTo(0.2, 2);
    expect(flag.oddsRatio.value).toBeCloseTo((60 * 180) / (140 * 20), 0);
    expect(flag).toMatchObject({ reference: "all others", count: 200, hits: 60 });
    const other = find(rows, "other", true);
    expect(other.difference.interval[0]).toBeLessThan(0);
    expect(other.difference.interval[1]).toBeGreaterThan(0);
  });

  test("takes away what a confounder does", async () => {
    // The rate hangs on the genre alone; the country has more of one genre than of the other.
    const X: number[][] = [];
    const y: (0 | 1)[] = [];
    const put = (us: number, drama: number, hits: number, count: number) => {
      for (let i = 0; i < count; i += 1) {
        X.push([us, 1 - us, drama, 1 - drama]);
        y.push(i < hits ? 1 : 0);
      }
    };
    put(1, 1, 90, 300);
    put(1, 0, 5, 100);
    put(0, 1, 30, 100);
    put(0, 0, 15, 300);
    const table = tableOf(["c_us", "c_other", "g_drama", "g_other"], X, y);
    const { rows } = await effectsOf(table, { references: { c: "other", g: "other" } });
    const us = find(rows, "us");
    // As they are: 95 of 400 against 45 of 400.
    expect(Math.abs(us.difference.value)).toBeLessThan(0.005);
    expect(us.oddsRatio.value).toBeCloseTo(1, 1);
    const drama = find(rows, "drama");
    expect(drama.difference.value).toBeCloseTo(0.25, 2);
    expect(drama.oddsRatio.value).toBeCloseTo((0.3 * 0.95) / (0.7 * 0.05), 0);
  });

  test("each difference is clear of 0 just where its ratio is clear of 1", async () => {
    const { rows } = await effectsOf(madeTable(900, 3));
    expect(rows.length).toBeGreaterThan(15);
    for (const { difference, oddsRatio } of rows) {
      const side = ([low, high]: readonly [number, number], middle: number) =>
        low > middle ? 1 : high < middle ? -1 : 0;
      expect(side(difference.interval, 0)).toBe(side(oddsRatio.interval, 1));
    }
  });

  test("each level can be read against all others", async () => {
    const table = madeTable();
    const reference = await effectsOf(table);
    const others = await effectsOf(table, { against: "others" });
    expect(others.rows.filter(({ factor }) => factor !== null).every((row) => row.againstAll)).toBe(
      true,
    );
    expect(find(others.rows, "United States", true)).toEqual(
      find(reference.rows, "United States", true),
    );
    expect(find(others.rows, "South Korea", true).reference).toBe("all other countries");
  });

  test("a level without a hit has a rate near 0 and an interval above it", async () => {
    const X = Array.from({ length: 500 }, (_, i) => [Number(i < 60), Number(i >= 60)]);
    const y = X.map((_, i): 0 | 1 => (i >= 60 && i % 8 === 0 ? 1 : 0));
    const { rows } = await effectsOf(tableOf(["g_none", "g_some"], X, y));
    const none = find(rows, "none");
    expect(none.rate.value).toBeLessThan(0.02);
    expect(none.rate.interval[0]).toBeGreaterThan(0);
    expect(none.rate.interval[1]).toBeLessThan(0.08);
    expect(none.oddsRatio.interval[1]).toBeLessThan(1);
    expect(none.oddsRatio.interval[0]).toBeGreaterThan(0);
  });

  test("a column that parts all hits from the others has an interval all the same", async () => {
    const X = Array.from({ length: 100 }, (_, i) => [Number(i < 12), i % 3]);
    const y = X.map(([part]) => part as 0 | 1);
    const { rows } = await effectsOf(tableOf(["part", "x"], X, y));
    const part = find(rows, "part", true);
    expect(Number.isFinite(part.oddsRatio.value)).toBe(true);
    expect(part.oddsRatio.interval[0]).toBeGreaterThan(1);
    expect(Number.isFinite(part.difference.interval[1])).toBe(true);
  });

  test("a number is told as one factor only where it follows a line", async () => {
    // Hits at both ends and none between: no line, and yet no slope either.
    const X = Array.from({ length: 900 }, (_, i) => [i % 9]);
    const row = (rate: (at: number) => number) =>
      X.map(([at], i): 0 | 1 => ((Math.floor(i / 9) % 20) / 20 < rate(at!) ? 1 : 0));
    const bent = await effectsOf(
      tableOf(
        ["steps"],
        X,
        row((at) => (Math.abs(at - 4) > 2 ? 0.4 : 0.1)),
      ),
    );
    expect(bent.rows).toEqual([]);
    expect(bent.leftOut).toEqual([
      { feature: "one more of steps", why: "its effect is not linear; it is only adjusted for" },
    ]);
    const line = await effectsOf(
      tableOf(
        ["steps"],
        X,
        row((at) => 0.05 + 0.08 * at),
      ),
    );
    expect(line.leftOut).toEqual([]);
    expect(find(line.rows, "one more of steps").oddsRatio.interval[0]).toBeGreaterThan(1);
  });

  test("fewer than ten hits, or ten others, are a reason instead of a result", async () => {
    const table = madeTable(100);
    const of = (label: (i: number) => 0 | 1) =>
      reading.effectsOf({ ...table, y: table.y.map((_, i) => label(i)) });
    expect(await of(() => 0)).toEqual({
      unjudged: expect.stringContaining("0 hits among 100 series are too few") as string,
    });
    expect(await of((i) => (i < 1 ? 1 : 0))).toEqual({
      unjudged: expect.stringContaining("1 hit among 100 series is too few") as string,
    });
    expect(isUnjudged(await of((i) => (i < 9 ? 1 : 0)))).toBe(true);
    expect(isUnjudged(await of((i) => (i < 10 ? 1 : 0)))).toBe(false);
    expect(await of(() => 1)).toEqual({
      unjudged: expect.stringContaining("0 other series among 100") as string,
    });
  });

  test("tells its progress, and stops when it is told to", async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    await expect(
      effectsOf(madeTable(300), { onProgress, signal: controller.signal }),
    ).rejects.toThrow(/^Stopped after 1 of \d+ steps\.$/);
  });
});
