import {
  buildFeatures,
  covidPeriod,
  dropFeatures,
  featureRows,
  groupRareGenres,
  LEAKING_COLUMNS,
  oneHot,
  yearsSinceRelease,
} from "../../lib/src/features/table.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { labelledTitle } from "../support/titles.js";

const THREE: LabelledTitle[] = [
  labelledTitle({ id: 10, year: 2019, primary_country: "US", hit: 1 }),
  labelledTitle({ id: 11, year: 2020, primary_country: "KR", primary_genre: "Western" }),
  labelledTitle({ id: 12, year: null, primary_country: null, primary_genre: null }),
];

describe("buildFeatures", () => {
  const table = buildFeatures(THREE, { asOfYear: 2026, minGenreCount: 1 });

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
    expect(() => buildFeatures(unlabelled, { asOfYear: 2026 })).toThrow(/Row 1 has no label/);
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
])("covidPeriod of %p is %s", (year, period) => expect(covidPeriod(year)).toBe(period));

test.each([
  [2016, 10],
  [2026, 0],
  [2030, 0],
  [null, null],
])("yearsSinceRelease of %p as of 2026 is %p", (year, age) =>
  expect(yearsSinceRelease(year, 2026)).toBe(age),
);

test("groupRareGenres keeps a genre with exactly the minimum, and missing apart", () => {
  const genres = ["A", "A", "B", null].map((primary_genre) => ({ primary_genre }));
  expect(groupRareGenres(genres, 2)).toEqual(["A", "A", "Other", "unknown"]);
});

test("groupRareGenres keeps genres that are called Other or unknown apart from its own", () => {
  const genres = ["Other", "Other", "unknown", "unknown", "Western", null];
  const named = genres.map((primary_genre) => ({ primary_genre }));
  expect(groupRareGenres(named, 2)).toEqual([
    "Other",
    "Other",
    "unknown",
    "unknown",
    "Other (rare)",
    "unknown (missing)",
  ]);
  expect(groupRareGenres(named.slice(4), 2)).toEqual(["Other", "unknown"]);
});

test("oneHot puts capitals before small letters, as Python sorts", () => {
  expect(oneHot("c", ["unknown", "ZA", "AR"]).names).toEqual(["c_AR", "c_ZA", "c_unknown"]);
});

describe("dropFeatures", () => {
  const table = buildFeatures(THREE, { asOfYear: 2026 });

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
