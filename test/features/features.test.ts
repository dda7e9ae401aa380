import { genres, primaryGenre } from "../../lib/src/data/variable.js";
import { age, flag, number, type Feature } from "../../lib/src/features/feature.js";
import { category, membership } from "../../lib/src/features/categories.js";
import { period } from "../../lib/src/features/period.js";
import { oneMoreInWords } from "../../lib/src/features/info.js";
import { LEAKING_COLUMNS } from "../../lib/src/features/leakage/columns.js";
import { study, tableOf } from "../support/study.js";
import {
  buildFeatures,
  describeColumns,
  dropFeatures,
  featureMatrix,
  featureRows,
} from "../../lib/src/features/table.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { labelledTitle } from "../support/titles.js";

const THREE: LabelledTitle[] = [
  labelledTitle({ id: 10, year: 2019, primary_country: "US", hit: 1 }),
  labelledTitle({ id: 11, year: 2020, primary_country: "KR", primary_genre: "Western" }),
  labelledTitle({ id: 12, year: null, primary_country: null, primary_genre: null }),
];

/** The columns of a feature, by name, on series with these fields. */
function valuesOfColumns(feature: Feature, rows: Partial<LabelledTitle>[]) {
  const titles = rows.map((fields, i) => labelledTitle({ id: i + 1, ...fields }));
  const columns = feature.columns(titles, { asOfYear: 2026 });
  return Object.fromEntries(columns.map(({ name, values }) => [name, Array.from(values)]));
}

describe("the rows of a table", () => {
  const build = () => tableOf(THREE, { asOfYear: 2026, minGenreCount: 1 });

  test("are those of its columns, and what was changed in them by hand counts from then on", () => {
    const table = build();
    const before = featureMatrix(table).toArray();
    expect(table.X).toEqual(before);
    expect(table.X[2]?.[0]).toBeNull();
    table.X[0]![1] = 7;
    expect(featureMatrix(table).toArray()[0]?.[1]).toBe(7);
    expect(featureRows(table)[0]?.is_us).toBe(7);
    expect(dropFeatures(table, ["is_korea"]).X[0]?.[1]).toBe(7);
  });

  test("can be replaced, and a copy of the table has them too", () => {
    const table = build();
    const copy = { ...build(), y: [1, 1, 1] as (0 | 1)[] };
    expect(copy.X).toEqual(build().X);
    table.X = build().X.map((row) => row.map(() => 1));
    expect(featureMatrix(table).toArray()[2]).toEqual(table.names.map(() => 1));
  });
});

describe("buildFeatures", () => {
  const table = tableOf(THREE, { asOfYear: 2026, minGenreCount: 1 });

  test("names its columns as documented, values in code-point order", () => {
    expect(table.names).toEqual([
      "years_since_release",
      "is_us",
      "is_korea",
      "covid_period_covid",
      "covid_period_pre_covid",
      "covid_period_unknown",
      "primary_genre_grouped_Drama",
      "primary_genre_grouped_Western",
      "primary_genre_grouped_unknown",
      "primary_country_KR",
      "primary_country_US",
      "primary_country_unknown",
    ]);
  });

  test("gives one row for each series, missing age as null", () => {
    expect(table.ids).toEqual([10, 11, 12]);
    expect(table.y).toEqual([1, 0, 0]);
    expect(table.X).toEqual([
      [7, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0],
      [6, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0],
      [null, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1],
    ]);
  });

  test("has no column that defines the label or follows from it", () => {
    for (const leak of LEAKING_COLUMNS) {
      expect(table.names.filter((name) => name.startsWith(leak))).toEqual([]);
    }
  });

  test("refuses series without a label", () => {
    const unlabelled = [{ ...labelledTitle(), hit: undefined }] as unknown as LabelledTitle[];
    expect(() => tableOf(unlabelled, { asOfYear: 2026 })).toThrow(/Row 1 has no label/);
  });

  test("becomes rows with id and hit first", () => {
    expect(Object.entries(featureRows(table)[1] ?? {}).slice(0, 4)).toEqual([
      ["id", 11],
      ["hit", 0],
      ["years_since_release", 6],
      ["is_us", 0],
    ]);
  });
});

test.each([
  [2019, "pre_covid"],
  [2020, "covid"],
  [2021, "covid"],
  [2022, "post_covid"],
  [null, "unknown"],
])("%p is in the period %s", (year, name) => {
  const covid = period({ pre_covid: 2019, covid: 2021, post_covid: Infinity });
  expect(valuesOfColumns(covid, [{ year }])).toEqual({ [`period_${name}`]: [1] });
});

test("periods are named by their years", () => {
  const words = (column: string, feature: Feature) => feature.describe(column)?.value?.words;
  const three = period({ old: 2014, middle: 2018, recent: 2019, now: Infinity });
  expect(words("period_old", three)).toBe("up to 2014");
  expect(words("period_middle", three)).toBe("2015 to 2018");
  expect(words("period_recent", three)).toBe("2019");
  expect(words("period_now", three)).toBe("from 2020 on");
  expect(words("period_unknown", three)).toBe("no release date");
});

test.each([
  [{ only: Infinity }, /expected two periods or more/],
  [{ late: Infinity, early: 2015 }, /in order of time/],
  [{ early: 2015, late: 2020 }, /“late” ends in 2020; expected Infinity/],
])("period(%p) is refused in a sentence", (years, sentence) => {
  expect(() => period(years)).toThrow(sentence);
});

test.each([
  [2016, 10],
  [2026, 0],
  [2030, 0],
  [null, null],
])("the age of a series of %p as of 2026 is %p", (year, years) => {
  expect(valuesOfColumns(age(), [{ year }])).toEqual({ years_since_release: [years] });
});

const genresOf = (genres: (string | null)[], rareBelow?: number) =>
  Object.entries(
    valuesOfColumns(
      category(primaryGenre, rareBelow === undefined ? {} : { rareBelow }),
      genres.map((primary_genre) => ({ primary_genre })),
    ),
  ).map(([name, values]) => [name.replace(/^primary_genre(_grouped)?_/, ""), values]);

test("a category with exactly the minimum is kept, and missing is apart", () => {
  expect(genresOf(["A", "A", "B", null], 2)).toEqual([
    ["A", [1, 1, 0, 0]],
    ["Other", [0, 0, 1, 0]],
    ["unknown", [0, 0, 0, 1]],
  ]);
});

test("categories that are called Other or unknown are kept apart from our own", () => {
  const names = (genres: (string | null)[]) => genresOf(genres, 2).map(([name]) => name);
  expect(names(["Other", "Other", "unknown", "unknown", "Western", null])).toEqual([
    "Other",
    "Other (rare)",
    "unknown",
    "unknown (missing)",
  ]);
  expect(names(["Western", null])).toEqual(["Other", "unknown"]);
});

test("columns stand in the order of code points, capitals first, as Python sorts", () => {
  expect(genresOf(["unknown", "ZA", "AR"]).map(([name]) => name)).toEqual(["AR", "ZA", "unknown"]);
});

test("membership has a column for each genre of a series", () => {
  const rows = [{ genres: ["Drama", "Crime"] }, { genres: [] }, { genres: ["Crime"] }];
  expect(valuesOfColumns(membership(genres), rows)).toEqual({
    genre_Crime: [1, 0, 1],
    genre_Drama: [1, 0, 0],
  });
  expect(valuesOfColumns(membership(genres, { rareBelow: 2 }), rows)).toEqual({
    genre_Crime: [1, 0, 1],
    genre_Other: [1, 0, 0],
  });
});

test("a flag and a number are columns by their names", () => {
  const isEnglish = flag("is_english", (t) => t.original_language === "en", { group: "language" });
  const count = number("genre_count", (t) => t.genres.length, { group: "genre" });
  const rows = [{ original_language: "en", genres: ["A", "B"] }, { original_language: null }];
  expect(valuesOfColumns(isEnglish, rows)).toEqual({ is_english: [1, 0] });
  expect(valuesOfColumns(count, rows)).toEqual({ genre_count: [2, 1] });
  const broken = number("broken", () => NaN, { group: "x" });
  expect(() => valuesOfColumns(broken, rows)).toThrow(/feature broken of series 1 is NaN/);
});

test("a feature without a group, or two of one name, are refused in a sentence", () => {
  expect(() => flag("is_english", () => true, {} as never)).toThrow(/is_english has no group/);
  expect(() => buildFeatures(THREE, [age(), age()], { asOfYear: 2026 })).toThrow(
    /Two features have a column called years_since_release/,
  );
  expect(() => buildFeatures(THREE, [], { asOfYear: 2026 })).toThrow(/has no features/);
});

test.each([
  ["primary_country_GB", "country: United Kingdom", "country"],
  ["primary_country_QQ", "country: QQ", "country"],
  ["primary_country_Atlantis", "country: Atlantis", "country"],
  ["primary_country_unknown", "country: no country", "country"],
  ["primary_genre_grouped_Action & Adventure", "genre: Action & Adventure", "genre"],
  ["primary_genre_grouped_Other", "genre: other genres", "genre"],
  ["covid_period_pre_covid", "release period: up to 2019", "period"],
  ["is_us", "from the United States", "country"],
  ["years_since_release", "years since the release", "age"],
  ["a_feature_of_my_own", "a_feature_of_my_own", "other"],
])("%s is %s", (feature, words, group) => {
  const [info] = describeColumns([feature], study.features);
  expect(info).toMatchObject({ words, group });
});

test("one more of a number is in its own words, or in general ones", () => {
  const [years, seasons] = describeColumns(["years_since_release", "seasons"], study.features);
  expect(oneMoreInWords(years!)).toBe("a year older");
  expect(oneMoreInWords(seasons!)).toBe("one more of seasons");
});

describe("dropFeatures", () => {
  const table = tableOf(THREE, { asOfYear: 2026 });

  test("drops a column and its values", () => {
    const rest = dropFeatures(table, ["years_since_release"]);
    expect(rest.names[0]).toBe("is_us");
    expect(rest.X[0]?.slice(0, 2)).toEqual([1, 0]);
    expect(rest.X[0]).toHaveLength(table.names.length - 1);
  });

  test("refuses a name that is no feature", () => {
    expect(() => dropFeatures(table, ["age"])).toThrow(/no feature age/);
  });
});
