import {
  column,
  describeValue,
  fullLabel,
  genres,
  originalLanguage,
  popularity,
  primaryCountry,
  primaryGenre,
  rating,
  releaseYear,
  valuesOf,
  votes,
  type Variable,
} from "../../lib/src/data/variable.js";
import { TITLE_COLUMNS } from "../../lib/src/data/titles.js";
import { title } from "../support/titles.js";

const series = title({
  genres: ["Drama", "Crime", "Drama"],
  primary_genre: "Drama",
  primary_country: "KR",
  original_language: "ko",
  year: 2021,
  popularity: 12.5,
  vote_count: 7,
  vote_average: 8.1,
});

test("the ready variables read their column, and a list of genres counts in each once", () => {
  const all: Variable[] = [
    ...[genres, primaryGenre, primaryCountry, originalLanguage],
    ...[releaseYear, popularity, votes, rating],
  ];
  expect(Object.fromEntries(all.map((each) => [each.name, valuesOf(series, each)]))).toEqual({
    genre: ["Drama", "Crime"],
    "primary-genre": ["Drama"],
    "primary-country": ["KR"],
    "original-language": ["ko"],
    "release-year": [2021],
    popularity: [12.5],
    votes: [7],
    rating: [8.1],
  });
});

test("null, undefined, NaN and an empty list are missing; false, zero and an empty text are values", () => {
  const made = (value: unknown) =>
    valuesOf(series, { ...genres, value: () => value as readonly string[] });
  for (const missing of [null, undefined, Number.NaN, [], [null], [undefined, Number.NaN]]) {
    expect(made(missing)).toEqual([]);
  }
  expect([false, 0, "", ["a", null, "b"]].map(made)).toEqual([[false], [0], [""], ["a", "b"]]);
});

test("a rating that nobody gave is missing, a rating of 0 that somebody gave is not", () => {
  expect(valuesOf(title({ vote_average: 0, vote_count: 0 }), rating)).toEqual([]);
  expect(valuesOf(title({ vote_average: 0, vote_count: 3 }), rating)).toEqual([0]);
});

test("every column has words of its own and can be given others", () => {
  const all = Object.keys(TITLE_COLUMNS).map((name) => column(name as "genres"));
  for (const { name, label, plural } of all) {
    expect([name, label, plural].map((words) => words.length > 0)).toEqual([true, true, true]);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  const own = column("original_language", { label: "tongue", plural: "tongues", name: "tongue" });
  expect(own).toMatchObject({ name: "tongue", label: "tongue", qualifier: "original" });
  expect([fullLabel(own), fullLabel(own, true), fullLabel(votes)]).toEqual([
    "original tongue",
    "original tongues",
    "votes",
  ]);
});

test("a language is called by its name, what is no code stays as it is", () => {
  const words = ["ko", "cn", "xx", "", "<b>", "toolong"].map((code) =>
    describeValue(originalLanguage, code),
  );
  expect(words).toEqual(["Korean", "Cantonese", "xx", "", "<b>", "toolong"]);
  expect(describeValue(releaseYear, 2021)).toBe("2021");
});

test("a misspelt column is an error of its type, and at run time a sentence with the nearest", () => {
  // @ts-expect-error -- there is no such column
  expect(() => column("primary_contry")).toThrow(
    /^The series have no column "primary_contry"; did you mean "primary_country"\? The columns are adult, /,
  );
  // @ts-expect-error -- nor this one
  expect(() => column("budget")).toThrow(
    /^The series have no column "budget"; expected one of adult,/,
  );
  // @ts-expect-error -- a year is no text
  const wrong: Variable<string> = releaseYear;
  expect(wrong).toBe(releaseYear);
});
