import { createHash } from "node:crypto";
import { catalogueLabel, GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";

// The real catalogue's aggregates (January 2026, 2,020 series) that the simulation is calibrated to.
// Tolerances: about two standard errors of a share or rate in 2,561 series.

/** What the API may lack, the simulation has. */
type WholeTitle = DiscoverTitle & { name: string; original_name: string; vote_average: number };
const titles = simulateCatalogue() as WholeTitle[];

const genreName = new Map(GENRES.map(({ id, name }) => [id, name]));
const primaryGenre = (title: DiscoverTitle) =>
  genreName.get(title.genre_ids[0] ?? 0) ?? "(missing)";
const primaryCountry = (title: DiscoverTitle) => title.origin_country[0] ?? "(missing)";
const year = (title: DiscoverTitle) => title.first_air_date?.slice(0, 4) ?? "(missing)";

function quantile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (at - Math.floor(at)) * (high - low);
}

const threshold = quantile(
  titles.map(({ popularity }) => popularity),
  0.9,
);
const medianVotes = quantile(
  titles.map(({ vote_count }) => vote_count),
  0.5,
);
const isHit = (title: DiscoverTitle) =>
  title.popularity >= threshold && title.vote_count >= medianVotes;

function share(rows: DiscoverTitle[], test: (title: DiscoverTitle) => boolean): number {
  return rows.filter(test).length / rows.length;
}

function hitRate(test: (title: DiscoverTitle) => boolean): number {
  return share(titles.filter(test), isHit);
}

function correlation(x: number[], y: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const dot = (a: number[], ma: number, b: number[], mb: number) =>
    a.reduce((sum, value, at) => sum + (value - ma) * (b[at]! - mb), 0);
  return dot(x, mx, y, my) / Math.sqrt(dot(x, mx, x, mx) * dot(y, my, y, my));
}

describe("the same seed", () => {
  test("gives the same catalogue on every machine", () => {
    const hash = createHash("sha256").update(JSON.stringify(titles)).digest("hex");
    expect(hash).toBe("538bd965659360ba26bc11cd9e3f73be3dab31a3cea4df3f7207e628a867c165");
  });

  test("gives it again, and another seed gives another one", () => {
    expect(simulateCatalogue({ seed: 213, series: 50 })).toEqual(
      simulateCatalogue({ seed: 213, series: 50 }),
    );
    expect(simulateCatalogue({ seed: 214, series: 50 })).not.toEqual(
      simulateCatalogue({ seed: 213, series: 50 }),
    );
  });
});

describe("size", () => {
  test("is 2,561 unless told", () => {
    expect(titles).toHaveLength(2561);
  });

  test.each([0, 1, 2, 19, 5000])("can be %i, with distinct ids", (series) => {
    const rows = simulateCatalogue({ series });
    expect(rows).toHaveLength(series);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(series);
    expect(rows.every(({ popularity, vote_count }) => popularity > 0 && vote_count >= 0)).toBe(
      true,
    );
  });

  test("is in the label when it is not the usual one", () => {
    expect(catalogueLabel()).toBe("simulated catalogue (seed 213)");
    expect(catalogueLabel({ series: 100, seed: 7 })).toBe(
      "simulated catalogue (seed 7, 100 series)",
    );
  });
});

describe("rows", () => {
  test("have the 14 fields of discover/tv in its order", () => {
    expect(Object.keys(titles[0] as DiscoverTitle)).toEqual([
      "adult",
      "backdrop_path",
      "genre_ids",
      "id",
      "origin_country",
      "original_language",
      "original_name",
      "overview",
      "popularity",
      "poster_path",
      "first_air_date",
      "name",
      "vote_average",
      "vote_count",
    ]);
  });

  test("have numbers in the API's precision and range", () => {
    for (const { popularity, vote_average, vote_count } of titles) {
      expect(Number(popularity.toFixed(4))).toBe(popularity);
      expect(Number(vote_average.toFixed(3))).toBe(vote_average);
      expect(vote_average).toBeGreaterThanOrEqual(0);
      expect(vote_average).toBeLessThanOrEqual(10);
      expect(Number.isInteger(vote_count)).toBe(true);
      expect(vote_average === 0).toBe(vote_count === 0);
    }
  });

  test("have genres of the genre list, each once", () => {
    for (const { genre_ids } of titles) {
      expect(new Set(genre_ids).size).toBe(genre_ids.length);
      expect(genre_ids.every((id) => genreName.has(id))).toBe(true);
    }
  });

  test("have dates of the calendar, none after January 2026", () => {
    for (const { first_air_date } of titles) {
      if (first_air_date === null) continue;
      expect(new Date(first_air_date).toISOString().slice(0, 10)).toBe(first_air_date);
      expect(first_air_date < "2026-02-01").toBe(true);
    }
  });

  test("have pictures that nobody takes for real ones", () => {
    const paths = titles.flatMap((title) => [title.backdrop_path, title.poster_path]);
    for (const path of paths) if (path !== null) expect(path).toMatch(/^\/sim-[0-9a-f]{8}\.jpg$/);
  });

  test("are not numbered one after the other", () => {
    const ids = titles.map(({ id }) => id).sort((a, b) => a - b);
    const gaps = ids.slice(1).map((id, at) => id - ids[at]!);
    expect(quantile(gaps, 0.9)).toBeGreaterThan(100);
  });
});

describe("distributions", () => {
  test.each([
    [0, 0.0143],
    [0.01, 0.1017],
    [0.05, 0.3529],
    [0.1, 0.6156],
    [0.25, 1.328],
    [0.5, 2.798],
    [0.75, 5.242],
    [0.9, 10.99],
    [0.95, 16.69],
    [0.99, 44.82],
    [1, 1394],
  ])("popularity has its %f quantile at %f, to 2%%", (p, expected) => {
    const found = quantile(
      titles.map(({ popularity }) => popularity),
      p,
    );
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.02);
  });

  test.each([
    [0.05, 0, 0],
    [0.1, 1, 0],
    [0.25, 8, 0],
    [0.5, 30, 0],
    [0.75, 111, 1],
    [0.9, 366.6, 4],
    [0.95, 893, 10],
    [0.99, 3119, 60],
    [1, 20080, 0],
  ])("votes have their %f quantile at %f, give or take %f", (p, expected, tolerance) => {
    const found = quantile(
      titles.map(({ vote_count }) => vote_count),
      p,
    );
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance);
  });

  test("vote averages have spikes at 0 and 10 and a median near 6.95", () => {
    const averages = titles.map(({ vote_average }) => vote_average);
    expect(Math.abs(quantile(averages, 0.5) - 6.95)).toBeLessThan(0.1);
    expect(Math.abs(quantile(averages, 0.9) - 8.1)).toBeLessThan(0.15);
    expect(quantile(averages, 0.05)).toBe(0);
    expect(quantile(averages, 0.99)).toBe(10);
    const full = titles.filter(({ vote_average }) => vote_average === 10);
    expect(full.length).toBeGreaterThan(20);
    expect(Math.max(...full.map(({ vote_count }) => vote_count))).toBeLessThan(10);
  });

  test("popularity and votes correlate at 0.73 in logarithms, give or take 0.03", () => {
    const r = correlation(
      titles.map(({ popularity }) => Math.log10(popularity)),
      titles.map(({ vote_count }) => Math.log10(vote_count + 1)),
    );
    expect(Math.abs(r - 0.731)).toBeLessThan(0.03);
  });

  test.each([
    ["Drama", 494],
    ["Documentary", 369],
    ["Comedy", 275],
    ["Reality", 242],
    ["Animation", 203],
    ["Crime", 111],
    ["Action & Adventure", 86],
    ["Sci-Fi & Fantasy", 75],
    ["Mystery", 52],
    ["Kids", 37],
    ["(missing)", 32],
  ])("%s is the primary genre of %i in 2,020", (genre, count) => {
    const found = share(titles, (title) => primaryGenre(title) === genre);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test.each([
    ["US", 781],
    ["GB", 149],
    ["KR", 130],
    ["JP", 118],
    ["ES", 89],
    ["IN", 76],
    ["MX", 63],
    ["FR", 56],
    ["(missing)", 15],
  ])("%s is the primary country of %i in 2,020", (country, count) => {
    const found = share(titles, (title) => primaryCountry(title) === country);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test.each([
    ["2016", 48],
    ["2018", 147],
    ["2020", 227],
    ["2022", 270],
    ["2025", 241],
    ["2026", 16],
    ["(missing)", 122],
  ])("%s is the release year of %i in 2,020", (name, count) => {
    const found = share(titles, (title) => year(title) === name);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test.each([
    ["en", 1068],
    ["es", 194],
    ["ko", 124],
    ["ja", 119],
    ["hi", 64],
    ["fr", 56],
    ["pt", 55],
    ["ar", 26],
  ])("%s is the original language of %i in 2,020", (language, count) => {
    const found = share(titles, (title) => title.original_language === language);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test.each([
    [0, 32],
    [1, 861],
    [2, 685],
    [3, 331],
    [4, 93],
  ])("%i genres have %i in 2,020", (length, count) => {
    const found = share(titles, ({ genre_ids }) => genre_ids.length === length);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test("most series have one country", () => {
    expect(Math.abs(share(titles, (t) => t.origin_country.length === 1) - 0.965)).toBeLessThan(
      0.02,
    );
    expect(Math.max(...titles.map((t) => t.origin_country.length))).toBeGreaterThan(2);
  });

  test.each([
    ["backdrop_path", 135],
    ["overview", 45],
    ["poster_path", 120],
    ["first_air_date", 122],
  ] as const)("%s is missing in %i of 2,020", (column, count) => {
    const found = share(titles, (title) => title[column] === null);
    expect(Math.abs(found - count / 2020)).toBeLessThan(tolerance(count / 2020));
  });

  test("series without a date are incomplete otherwise, obscure and without votes", () => {
    const undated = titles.filter(({ first_air_date }) => first_air_date === null);
    expect(share(undated, ({ poster_path }) => poster_path === null)).toBeGreaterThan(0.85);
    expect(
      quantile(
        undated.map(({ popularity }) => popularity),
        0.5,
      ),
    ).toBeLessThan(0.8);
    expect(
      quantile(
        undated.map(({ vote_count }) => vote_count),
        0.5,
      ),
    ).toBeLessThanOrEqual(1);
  });

  test("more than half of the dates are shared", () => {
    const dates = titles.flatMap(({ first_air_date }) => first_air_date ?? []);
    const counts = new Map<string, number>();
    for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
    const shared = dates.filter((date) => (counts.get(date) ?? 0) > 1).length / dates.length;
    expect(shared).toBeGreaterThan(0.5);
    expect(shared).toBeLessThan(0.7);
  });
});

/** Two standard errors of a share in 2,561 rows, and rounding. */
function tolerance(p: number): number {
  return 2 * Math.sqrt((p * (1 - p)) / 2561) + 0.001;
}

describe("planted effects on the hit rate", () => {
  test("in all it is about 9%", () => {
    expect(Math.abs(share(titles, isHit) - 0.0905)).toBeLessThan(0.006);
  });

  test.each([
    ["Documentary", 0, 0.03],
    ["Reality", 0, 0.03],
    ["Drama", 0.08, 0.14],
    ["Comedy", 0.05, 0.11],
    ["Animation", 0.1, 0.22],
    ["Action & Adventure", 0.18, 0.37],
    ["Sci-Fi & Fantasy", 0.15, 0.33],
    ["(missing)", 0, 0],
  ])("%s: from %f to %f", (genre, low, high) => {
    const rate = hitRate((title) => primaryGenre(title) === genre);
    expect(rate).toBeGreaterThanOrEqual(low);
    expect(rate).toBeLessThanOrEqual(high);
  });

  test.each([
    ["US", 0.1, 0.17],
    ["KR", 0.08, 0.2],
    ["JP", 0.08, 0.2],
    ["IN", 0, 0.02],
    ["PL", 0, 0.05],
    ["(missing)", 0, 0],
  ])("%s: from %f to %f", (country, low, high) => {
    const rate = hitRate((title) => primaryCountry(title) === country);
    expect(rate).toBeGreaterThanOrEqual(low);
    expect(rate).toBeLessThanOrEqual(high);
  });

  test("early years have few hits and high rates, recent ones many and low rates", () => {
    const early = (title: DiscoverTitle) => year(title) <= "2016" && year(title) !== "(missing)";
    const recent = (title: DiscoverTitle) => year(title) >= "2019";
    expect(hitRate(early)).toBeGreaterThan(0.25);
    expect(hitRate(recent)).toBeLessThan(0.1);
    expect(titles.filter(recent).filter(isHit).length).toBeGreaterThan(
      2 * titles.filter(early).filter(isHit).length,
    );
    expect(hitRate((title) => title.first_air_date === null)).toBe(0);
  });
});

describe("texts", () => {
  const overviews = titles.flatMap(({ overview }) => overview ?? []);

  test("names are distinct but for about a dozen", () => {
    const again = titles.length - new Set(titles.map(({ name }) => name)).size;
    expect(again).toBeGreaterThanOrEqual(8);
    expect(again).toBeLessThanOrEqual(30);
  });

  test.each([
    ["ko", /\p{Script=Hangul}/u],
    ["ja", /[\p{Script=Han}\p{Script=Katakana}]/u],
    ["zh", /\p{Script=Han}/u],
    ["th", /\p{Script=Thai}/u],
    ["ar", /\p{Script=Arabic}/u],
    ["hi", /\p{Script=Devanagari}/u],
    ["ru", /\p{Script=Cyrillic}/u],
    ["he", /\p{Script=Hebrew}/u],
  ])("original names in %s are in its script or in Latin letters", (language, script) => {
    const rows = titles.filter((title) => title.original_language === language);
    expect(rows.some(({ original_name }) => script.test(original_name))).toBe(true);
    for (const { original_name, name } of rows) {
      expect(script.test(original_name) || original_name === name).toBe(true);
    }
  });

  test("overviews have the lengths of real ones", () => {
    const lengths = overviews.map((overview) => overview.length);
    expect(Math.abs(quantile(lengths, 0.5) - 149)).toBeLessThan(5);
    expect(Math.max(...lengths)).toBeGreaterThan(700);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1000);
  });

  test("no slot of the grammar is left unfilled", () => {
    for (const text of [...overviews, ...titles.map(({ name }) => name)]) {
      expect(text).not.toMatch(/[{}]|undefined/);
    }
  });

  test.each([
    ["a newline", /\n/],
    ["a carriage return", /\r/],
    ["a comma", /,/],
    ["a quotation mark", /"/],
    ["an ampersand", /&/],
    ["a tag", /<b>/],
    ["a formula", /^=/],
    ["a Chinese character", /\p{Script=Han}/u],
    ["an emoji", /\p{Extended_Pictographic}/u],
  ])("some overview contains %s", (_, pattern) => {
    expect(overviews.some((overview) => pattern.test(overview))).toBe(true);
  });

  test.each([
    ["a tag", /<b>/],
    ["a formula", /^[=+@-]/],
    ["a quotation mark", /"/],
    ["a comma", /,/],
    ["an emoji", /\p{Extended_Pictographic}/u],
    ["an edge space", /^ | $/],
  ])("some name contains %s", (_, pattern) => {
    expect(titles.some(({ name }) => pattern.test(name))).toBe(true);
  });

  test("no text reads as missing in pandas", () => {
    const missing = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", "n/a", "<NA>"];
    for (const { name, original_name, overview } of titles) {
      for (const text of [name, original_name, overview]) expect(missing).not.toContain(text);
    }
  });
});
