import {
  assertSome,
  classesBy,
  groupsBy,
  isMembership,
  numbersOf,
  withArticle,
} from "../../lib/src/data/groups.js";
import {
  genres,
  popularity,
  primaryGenre,
  rating,
  releaseYear,
  type Variable,
} from "../../lib/src/data/variable.js";
import { title } from "../support/titles.js";

const series = [
  title({ id: 1, genres: ["Drama", "Crime", "Drama"], primary_genre: "Drama", year: 2021 }),
  title({ id: 2, genres: [], primary_genre: null, year: null }),
  title({ id: 3, genres: ["Crime"], primary_genre: "Crime", year: 2019 }),
];

test("a series is once in each group that it belongs to, and those without one are last", () => {
  const groups = groupsBy(series, genres).map(({ value, name, rows }) => ({
    ...{ value, name },
    ids: rows.map(({ id }) => id),
  }));
  expect(groups).toEqual([
    { value: "Crime", name: "Crime", ids: [1, 3] },
    { value: "Drama", name: "Drama", ids: [1] },
    { value: null, name: "(missing)", ids: [2] },
  ]);
  expect([isMembership(series, genres), isMembership(series, primaryGenre)]).toEqual([true, false]);
});

test("numbers are in the order of their size, and true and false are yes and no", () => {
  const age: Variable = { ...releaseYear, value: ({ id }) => [10, 9, 100][id - 1]! };
  expect(groupsBy(series, age).map(({ value }) => value)).toEqual([9, 10, 100]);
  const isOdd: Variable<boolean> = {
    ...{ name: "odd", label: "odd id", plural: "odd ids" },
    value: ({ id }) => id % 2 === 1,
  };
  expect(groupsBy(series, isOdd).map(({ name, rows }) => [name, rows.length])).toEqual([
    ["no", 1],
    ["yes", 2],
  ]);
});

test("a value that is no value is refused by its type", () => {
  const dated = { ...releaseYear, value: () => new Date() as never };
  expect(() => groupsBy(series, dated)).toThrow(
    "A value of release-year is of the type object; expected text, a number,",
  );
});

test("many numbers become classes without a gap, few stay as they are", () => {
  const years = [2000, 2001, 2015, 2016, 2017, null].map((year) => title({ year }));
  expect(groupsBy(years, releaseYear)).toEqual(classesBy(years, releaseYear, 6));
  expect(classesBy(years, releaseYear, 4).map(({ name, rows }) => [name, rows.length])).toEqual([
    ["2000 to 2004", 2],
    ["2005 to 2009", 0],
    ["2010 to 2014", 0],
    ["2015 to 2019", 3],
    ["(missing)", 1],
  ]);
  expect(classesBy(series, genres, 1).map(({ name }) => name)).toEqual([
    ...["Crime", "Drama", "(missing)"],
  ]);
});

test("numbers are one for each series, null where it has none", () => {
  expect(numbersOf(series, releaseYear)).toEqual([2021, null, 2019]);
  expect(() => numbersOf(series, primaryGenre)).toThrow(
    'The primary genre of a series (primary-genre) is "Drama"; expected one number for each series.',
  );
  expect(() => numbersOf(series, genres)).toThrow(
    "The genre of a series (genre) is a list; expected",
  );
  const endless = { ...popularity, value: () => Infinity };
  expect(() => numbersOf(series, endless)).toThrow("is Infinity; expected one number");
});

test("a variable that no series has is refused in a sentence", () => {
  const none = series.map((each) => ({ ...each, vote_average: null, year: null }));
  expect(() => assertSome(none, rating)).toThrow(
    "No series has a rating (rating): it is missing for all 3. Choose another variable",
  );
  const misspelt = { ...releaseYear, value: (each: object) => (each as { yaer: number }).yaer };
  expect(() => assertSome(series, misspelt)).toThrow(
    "No series has a release year (release-year): its value is undefined for each of them. Is the column misspelt",
  );
  expect(() => assertSome([], misspelt)).not.toThrow();
  expect(() => assertSome(series, releaseYear)).not.toThrow();
});

test("a noun has the article that it needs", () => {
  expect(["genre", "original language", "votes"].map(withArticle)).toEqual([
    ...["a genre", "an original language", "votes"],
  ]);
});
