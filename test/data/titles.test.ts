import {
  assertUniqueIds,
  cleanTitles,
  DISCOVER_COLUMNS,
  parseDate,
  TITLE_COLUMNS,
  unknownGenreIds,
} from "../../lib/src/data/titles.js";
import { discoverTitle } from "../support/titles.js";

const GENRES = [
  { id: 18, name: "Drama" },
  { id: 35, name: "Comedy" },
];

describe("cleanTitles", () => {
  test("turns genre ids into names and splits date, country and genre", () => {
    const [title] = cleanTitles(
      [discoverTitle({ genre_ids: [35, 18], origin_country: ["KR", "US"] })],
      GENRES,
    );
    expect(title).toMatchObject({
      genres: ["Comedy", "Drama"],
      year: 2020,
      month: 2,
      day: 29,
      primary_country: "KR",
      primary_genre: "Comedy",
    });
    expect(title).not.toHaveProperty("genre_ids");
  });

  test("calls an unknown genre id Unknown", () => {
    const [title] = cleanTitles([discoverTitle({ genre_ids: [999, 18] })], GENRES);
    expect(title).toMatchObject({ genres: ["Unknown", "Drama"], primary_genre: "Unknown" });
  });

  test("leaves missing what is missing", () => {
    const [title] = cleanTitles(
      [discoverTitle({ genre_ids: [], origin_country: [], first_air_date: null })],
      GENRES,
    );
    expect(title).toMatchObject({
      genres: [],
      year: null,
      month: null,
      day: null,
      primary_country: null,
      primary_genre: null,
      first_air_date: null,
    });
  });

  test("takes a date that cannot be parsed for missing", () => {
    const [title] = cleanTitles([discoverTitle({ first_air_date: "2021-02-30" })], GENRES);
    expect(title).toMatchObject({ first_air_date: null, year: null, month: null, day: null });
  });

  test("gives the columns of the clean file in order", () => {
    expect(Object.keys(TITLE_COLUMNS).join()).toBe(
      "adult,backdrop_path,id,origin_country,original_language,original_name,overview,popularity," +
        "poster_path,first_air_date,name,vote_average,vote_count,genres,year,month,day," +
        "primary_country,primary_genre",
    );
  });
});

test("the columns of the collected file are the API's, in order", () => {
  expect(Object.keys(DISCOVER_COLUMNS).join()).toBe(
    "adult,backdrop_path,genre_ids,id,origin_country,original_language,original_name,overview," +
      "popularity,poster_path,first_air_date,name,vote_average,vote_count",
  );
});

test.each([
  ["2016-07-15", { year: 2016, month: 7, day: 15 }],
  ["2024-02-29", { year: 2024, month: 2, day: 29 }],
  ["2023-02-29", null],
  ["2023-13-01", null],
  ["2023-00-10", null],
  ["2023", null],
  ["15.07.2016", null],
  ["", null],
  [null, null],
])("parseDate of %s", (text, date) => expect(parseDate(text)).toEqual(date));

test("unknownGenreIds lists each unknown id once, ascending", () => {
  const titles = [discoverTitle({ genre_ids: [999, 18] }), discoverTitle({ genre_ids: [7, 999] })];
  expect(unknownGenreIds(titles, GENRES)).toEqual([7, 999]);
});

test("assertUniqueIds refuses an id that occurs twice, naming both rows", () => {
  const rows = [{ id: 5 }, { id: 7 }, { id: 5 }];
  expect(() => assertUniqueIds(rows, "x.csv")).toThrow(/id 5 occurs twice \(data rows 1 and 3\)/);
});
