import { FormFault, readGenres, readPage } from "../../lib/src/collect/tmdb/wire.js";
import { discoverTitle } from "../support/titles.js";

const whole = discoverTitle({ id: 7 });
const pageOf = (...results: unknown[]) => ({
  page: 1,
  total_pages: 1,
  total_results: results.length,
  results,
});
const read = (...rows: unknown[]) => readPage(pageOf(...rows), 1);
const without = (field: string) =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));

describe("a row", () => {
  test("is taken as it is, whatever fields are new and in whatever order", () => {
    const shuffled = Object.fromEntries(Object.entries(whole).reverse());
    const { results, problems, unread } = read({ softcore: false, ...shuffled, rank: [{ by: 1 }] });
    expect(results).toEqual([whole]);
    expect(problems).toEqual([]);
    expect(unread).toEqual(["softcore", "rank"]);
  });

  test.each<[string, unknown, unknown]>([
    ["adult", null, false],
    ["adult", undefined, false],
    ["genre_ids", null, []],
    ["origin_country", undefined, []],
    ["overview", "", null],
    ["overview", undefined, null],
    ["first_air_date", "", null],
    ["first_air_date", null, null],
    ["poster_path", null, null],
    ["popularity", "12.5", 12.5],
    ["vote_average", "7", 7],
    ["vote_count", "31", 31],
    ["genre_ids", ["18", 35], [18, 35]],
    ["name", " The Name ", " The Name "],
  ])("with %s %j has %j", (field, value, expected) => {
    const { results, problems } = read({ ...whole, [field]: value });
    expect(results).toEqual([{ ...whole, [field]: expected }]);
    expect(problems).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["popularity", "12.5", "came as text: read as a number"],
    ["genre_ids", ["18", 35], "came as text: read as a number"],
    ["adult", undefined, "had no value: read as false"],
  ])("with %s %j says what was made of it", (column, value, what) => {
    const found = value === undefined ? "nothing" : [value].flat().length > 1 ? '["18",35]' : value;
    expect(read({ ...whole, [column]: value }).changes).toEqual([{ id: 7, column, what, found }]);
    expect(read(whole).changes).toEqual([]);
  });

  test.each<[string, unknown, unknown, string]>([
    ["name", undefined, null, "expected a text, found nothing"],
    ["name", "", null, 'expected a text, found ""'],
    ["name", 24, null, "expected a text, found 24"],
    ["original_name", null, null, "expected a text, found null"],
    ["original_language", ["en"], null, 'expected a text, found ["en"]'],
    ["vote_average", "high", null, 'expected a number from 0 to 10, found "high"'],
    ["vote_average", 11, null, "expected a number from 0 to 10, found 11"],
    ["vote_average", "", null, 'expected a number from 0 to 10, found ""'],
    ["overview", 5, null, "expected a text or null, found 5"],
    ["first_air_date", 2020, null, "expected a text or null, found 2020"],
    ["adult", "no", false, 'expected true or false, found "no"'],
    ["genre_ids", [18, "x", 35], [18, 35], 'expected a list of integers, found [18,"x",35]'],
    ["genre_ids", "18", [], 'expected a list of integers, found "18"'],
    ["origin_country", ["US", null], ["US"], 'expected a list of texts, found ["US",null]'],
  ])("with %s %j loses the field alone and says so", (field, value, expected, problem) => {
    const { results, problems } = read({ ...whole, [field]: value });
    expect(results).toEqual([{ ...whole, [field]: expected }]);
    expect(problems).toEqual([{ id: 7, field, problem, kept: true }]);
  });

  test.each<[string, unknown, number | null, string]>([
    ["id", undefined, null, "expected an integer, found nothing"],
    ["id", "abc", null, 'expected an integer, found "abc"'],
    ["id", 7.5, null, "expected an integer, found 7.5"],
    ["popularity", "high", 7, 'expected a number from 0 on, found "high"'],
    ["popularity", -1, 7, "expected a number from 0 on, found -1"],
    ["popularity", null, 7, "expected a number from 0 on, found null"],
    ["popularity", Infinity, 7, "expected a number from 0 on, found null"],
    ["popularity", "12.5 points", 7, 'expected a number from 0 on, found "12.5 points"'],
    ["vote_count", null, 7, "expected a whole number from 0 on, found null"],
    ["vote_count", 7.5, 7, "expected a whole number from 0 on, found 7.5"],
    ["vote_count", -1, 7, "expected a whole number from 0 on, found -1"],
  ])("with %s %j is left out, with its id where it is known", (field, value, id, problem) => {
    const { results, problems } = read(discoverTitle({ id: 8 }), { ...whole, [field]: value });
    expect(results).toEqual([discoverTitle({ id: 8 })]);
    expect(problems).toEqual([{ id, field, problem, kept: false }]);
  });

  test("that is none is told, a long value cut short", () => {
    const { results, problems } = read(null, "x".repeat(100));
    expect(results).toEqual([]);
    expect(problems).toEqual([
      { id: null, field: "row", problem: "expected a series, found null", kept: false },
      {
        id: null,
        field: "row",
        problem: `expected a series, found "${"x".repeat(59)}…`,
        kept: false,
      },
    ]);
  });

  test("that lacks several fields has a problem for each; one that is lost has one", () => {
    expect(
      read({ id: 7, popularity: 1, vote_count: 2 }).problems.map(({ field }) => field),
    ).toEqual(["original_language", "original_name", "name", "vote_average"]);
    expect(read({ id: 7 }).problems.map(({ field }) => field)).toEqual(["popularity"]);
  });

  test("that comes twice counts once, in its better form", () => {
    const { results, problems } = read(without("name"), { ...whole }, without("popularity"), whole);
    expect(results).toEqual([whole]);
    expect(problems).toEqual([]);
  });
});

describe("a page", () => {
  test.each<[string, unknown, number]>([
    ["as given", 4, 4],
    ["over 500 as given", 700, 700],
    ["absent", undefined, 3],
    ["0", 0, 3],
    ["too few", 2, 3],
    ["nonsense", "many", 3],
    ["negative", -1, 3],
    ["a text", "3", 3],
  ])("whose total_pages is %s", (_, total_pages, expected) => {
    const page = readPage({ page: 1, total_pages, total_results: 45, results: [] }, 1);
    expect(page.total_pages).toBe(expected);
  });

  test("that does not say its number has the one that was asked for", () => {
    expect(readPage({ total_results: "45", results: [whole] }, 3)).toEqual({
      page: 3,
      total_pages: 3,
      total_results: 45,
      results: [whole],
      problems: [],
      changes: [],
      unread: [],
    });
  });

  test("beyond the last may have null for a list", () => {
    expect(readPage({ total_results: 0, results: null }, 1).results).toEqual([]);
    expect(readPage({ total_results: 20, results: null }, 2).results).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["without results", { total_results: 1 }, "results: expected a list, found nothing"],
    [
      "with null results",
      { ...pageOf(whole), results: null },
      "results: expected a list, found null",
    ],
    ["without a total", { results: [] }, "total_results: expected a number, found nothing"],
    [
      "with a word for a total",
      { ...pageOf(), total_results: "many" },
      'total_results: expected a number, found "many"',
    ],
    [
      "with a negative total",
      { ...pageOf(), total_results: -1 },
      "total_results: expected a number, found -1",
    ],
    ["that is a text", "hello", 'body: expected an object, found "hello"'],
    ["that is null", null, "body: expected an object, found null"],
  ])("%s is none", (_, body, message) => {
    expect(() => readPage(body, 1)).toThrow(new FormFault(message));
  });
});

describe("genres", () => {
  test("are read, entries that are none left out", () => {
    const genres = [
      { id: 18, name: "Drama", new: 1 },
      { id: "35", name: "Comedy" },
      { id: 1 },
      null,
    ];
    expect(readGenres({ genres })).toEqual([
      { id: 18, name: "Drama" },
      { id: 35, name: "Comedy" },
    ]);
    expect(readGenres({ genres: [] })).toEqual([]);
  });

  test("must be a list with at least one that fits", () => {
    expect(() => readGenres({ success: true })).toThrow(FormFault);
    expect(() => readGenres({ genres: [{ title: "Drama" }] })).toThrow(
      'genres: expected a list of ids and names, found [{"title":"Drama"}]',
    );
  });
});
