/** What a catalogue file may hold, what is changed and counted, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "../../lib/src/base/errors.js";
import { readCatalogue } from "../../lib/src/data/catalogue/index.js";
import { readDate } from "../../lib/src/data/catalogue/dates.js";
import { changeLine, changeLines, cleaningChanges } from "../../lib/src/data/changes.js";
import { DISCOVER_COLUMNS } from "../../lib/src/data/titles.js";
import { GENRES } from "../../lib/src/sandbox/catalogue.js";
import { discoverTitle } from "../support/titles.js";

const COLUMNS = Object.keys(DISCOVER_COLUMNS);
const ROW: Record<string, string> = {
  adult: "False",
  backdrop_path: "/b.jpg",
  genre_ids: "[18]",
  id: "1",
  origin_country: "['US']",
  original_language: "en",
  original_name: "n",
  overview: "o",
  popularity: "1.5",
  poster_path: "/p.jpg",
  first_air_date: "2016-07-15",
  name: "n",
  vote_average: "7.5",
  vote_count: "10",
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "catalogue-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Read a file with these rows, each of which differs from a usual one in some fields. */
function read(rows: Record<string, string>[], delimiter = ",") {
  const quote = (text: string) =>
    /["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const records = rows.map((fields, i) =>
    COLUMNS.map((column) => quote(fields[column] ?? (column === "id" ? `${i + 1}` : ROW[column]!))),
  );
  const text = [COLUMNS, ...records].map((record) => `${record.join(delimiter)}\n`).join("");
  return readText(text);
}

function readText(text: string) {
  const path = join(folder, "x.csv");
  writeFileSync(path, text);
  return readCatalogue(path, GENRES);
}

const dates = (...texts: string[]) => texts.map((text) => ({ first_air_date: text }));

describe("dates", () => {
  test.each([
    ["2016-07-15", "2016-07-15"],
    ["2016-7-5", "2016-07-05"],
    ["2016/07/15", "2016-07-15"],
    ["20160715", "2016-07-15"],
    ["15.07.2016", "2016-07-15"],
    ["15.7.2016 00:00", "2016-07-15"],
    ["2016-07-15 00:00:00", "2016-07-15"],
    ["2016-07-15 23:59:59.123456", "2016-07-15"],
    ["2016-07-15T00:00:00Z", "2016-07-15"],
    ["2016-07-15T20:00:00+09:00", "2016-07-15"],
    ["2016-07-15T00:00:00.000000000", "2016-07-15"],
    ["2016-07-15 00:00:00 UTC", "2016-07-15"],
    ["2016-07-15 8:05 PM", "2016-07-15"],
  ])("%s is %s", (text, iso) => expect(readDate(text)).toMatchObject({ kind: "date", iso }));

  test.each([
    ["7/15/2016", "2016-07-15", null],
    ["15/7/2016", null, "2016-07-15"],
    ["15-07-2016", null, "2016-07-15"],
    ["7/8/2016 0:00", "2016-07-08", "2016-08-07"],
    ["7/7/2016", "2016-07-07", "2016-07-07"],
  ])("%s may be %s or %s", (text, monthFirst, dayFirst) =>
    expect(readDate(text)).toMatchObject({ kind: "either", monthFirst, dayFirst }),
  );

  test.each([
    "2021-02-30",
    "2016-07-155",
    "2016-07-15x",
    "7/15/16",
    "31/31/2016",
    "15-Jul-16",
    "42566",
    "2016",
    "7.15.2016",
    "2016-07/15",
    "0000-01-01",
  ])("%s is none", (text) => expect(readDate(text)).toEqual({ kind: "none" }));

  test.each([
    [["6/16/2018", "7/8/2016"], ["2018-06-16", "2016-07-08"], "had the month first"],
    [["7/8/2016", "16/6/2018"], ["2016-08-07", "2018-06-16"], "had the day first"],
  ])("of %j one proves the order for all", (texts, isos, words) => {
    const { titles, changes } = read(dates(...texts));
    expect(titles.map(({ first_air_date }) => first_air_date)).toEqual(isos);
    expect(changes.map(changeLine)).toEqual([
      `first_air_date: 2 of 2 values (100.0%) ${words}: converted to YYYY-MM-DD, such as "${texts[0]}" (data row 1).`,
    ]);
  });

  test("an ambiguous order is refused, with row, column and what to write", () => {
    expect(() => read(dates("2016-07-15", "7/8/2016", "9/9/2017"))).toThrow(
      'x.csv, data row 2, column first_air_date: "7/8/2016" can be 2016-07-08 or 2016-08-07, and no ' +
        "date in the column shows which number is the month. Write dates as 2016-07-15",
    );
  });

  test("two orders in one column are refused, with both rows", () => {
    expect(() => read(dates("7/8/2016", "6/16/2018", "16/6/2018"))).toThrow(
      'x.csv, data row 2, column first_air_date: "6/16/2018" must have the month first, but ' +
        '"16/6/2018" in row 3 the day.',
    );
  });

  test("a time of day is cut off and counted", () => {
    const { titles, changes } = read(dates("2016-07-15 00:00:00", "2016-07-15", ""));
    expect(titles.map(({ first_air_date }) => first_air_date)).toEqual([
      "2016-07-15",
      "2016-07-15",
      null,
    ]);
    expect(changes.map(changeLine)).toEqual([
      'first_air_date: 1 of 3 values (33.3%) had a time of day: cut off, such as "2016-07-15 00:00:00" (data row 1).',
    ]);
  });

  test("an invalid date is missing and counted", () => {
    const { titles, changes } = read(dates("2016-07-15", "2016-07-16", "soon"));
    expect(titles[2]?.first_air_date).toBeNull();
    expect(changes.map(changeLine)).toEqual([
      'first_air_date: 1 of 3 values (33.3%) could not be read as a date: read as missing, such as "soon" (data row 3).',
    ]);
  });

  test("a column of dates that mostly cannot be read is refused", () => {
    expect(() => read(dates("Jul 15, 2016", "15-Jul-16", "42566", "x", "2016-07-15"))).toThrow(
      'x.csv, column first_air_date: 4 of 5 dates (80.0%) cannot be read, such as "Jul 15, 2016" in row 1, ' +
        '"15-Jul-16" in row 2, "42566" in row 3. Write dates as 2016-07-15',
    );
  });
});

describe("numbers", () => {
  test.each([
    [";", "0,5993", 0.5993],
    [";", "1,234", 1.234],
    ["\t", "12", 12],
    [",", "0,5993", 0.5993],
    [",", "1e-05", 1e-5],
    ["|", "3", 3],
  ])("between %j the popularity %s is %d", (delimiter, popularity, value) => {
    const { titles, changes } = read([{ popularity, vote_average: "8" }], delimiter);
    expect(titles[0]?.popularity).toBe(value);
    expect(changes).toHaveLength(popularity.includes(",") ? 1 : 0);
  });

  test("a comma that may stand before thousands is refused", () => {
    expect(() => read([{ popularity: "1,234" }])).toThrow(
      'column popularity: expected a number from 0 on without a thousands separator, found "1,234"',
    );
  });

  test("commas and points for the same in one file are refused", () => {
    expect(() => read([{ popularity: "0,5" }, { popularity: "0.5" }], ";")).toThrow(
      'data row 1, column popularity: expected a number from 0 on without a thousands separator, found "0,5"',
    );
  });

  test.each([
    [{ vote_count: "-5" }, "column vote_count: expected a whole number from 0 on"],
    [{ vote_count: "12.5" }, "column vote_count: expected a whole number"],
    [{ vote_count: "" }, "column vote_count: expected a whole number"],
    [{ vote_average: "11" }, "column vote_average: expected a number from 0 to 10"],
    [{ vote_average: "-0.1" }, "column vote_average: expected a number from 0 to 10"],
    [{ popularity: "-1" }, "column popularity: expected a number from 0 on"],
    [{ popularity: "NA" }, "column popularity: expected a number from 0 on"],
    [{ popularity: "1e999" }, "column popularity: expected a number from 0 on"],
    [{ id: "0" }, "column id: expected a whole number above 0"],
    [{ id: "1.5" }, "column id: expected a whole number above 0"],
    [{ adult: "maybe" }, "column adult: expected True or False"],
    [{ origin_country: "US" }, "column origin_country: expected a list of texts"],
    [{ origin_country: "[1]" }, "column origin_country: expected a list of texts"],
    [{ genre_ids: "['Drama']" }, "column genre_ids: expected a list of integers"],
  ])("%j is refused", (fields, sentence) => {
    expect(() => read([{}, fields])).toThrow(`x.csv, data row 2, ${sentence}`);
  });

  test("several bad values are reported at once: the first three and the count", () => {
    const rows = [
      { vote_count: "-5" },
      {},
      { popularity: "x", adult: "?" },
      { id: "y" },
      { id: "z" },
    ];
    expect(() => read(rows)).toThrow(
      [
        "x.csv: 5 values are invalid:",
        '  data row 1, column vote_count: expected a whole number from 0 on, found "-5"',
        '  data row 3, column adult: expected True or False, found "?"',
        '  data row 3, column popularity: expected a number from 0 on, found "x"',
        "  and 2 more",
        "Correct them or make the file again.",
      ].join("\n"),
    );
  });
});

test("control characters of a file are shown, not sent", () => {
  const message = (work: () => unknown): string => {
    try {
      work();
      return "";
    } catch (error) {
      return String(error);
    }
  };
  const value = message(() => read([{ vote_count: "\u001b]0;x\u0007\u009b" }]));
  expect(value).toContain('found "\\u001b]0;x\\u0007\\u009b"');
  const header = message(() => readText("a\u009b,id\n1,2\n"));
  expect(header).toContain("(found: a\\u009b, id)");
});

describe("what is missing", () => {
  test("NA and the like are missing where they cannot be values, and counted", () => {
    const { titles, changes } = read([
      { vote_average: "NaN", first_air_date: "NaT", genre_ids: "NULL", origin_country: "['NA']" },
      { adult: "", name: "NA", original_language: "na" },
    ]);
    expect(titles[0]).toMatchObject({
      vote_average: null,
      first_air_date: null,
      genre_ids: [],
      origin_country: ["NA"],
    });
    expect(titles[1]).toMatchObject({ adult: false, name: "NA", original_language: "na" });
    expect(changes.map(({ column, count }) => [column, count])).toEqual([
      ["genre_ids", 1],
      ["first_air_date", 1],
      ["vote_average", 1],
      ["adult", 1],
    ]);
  });

  test("a text NA is missing where paths say NA too", () => {
    const { titles } = read([{ name: "NA", overview: "NULL", poster_path: "NA" }]);
    expect(titles[0]).toMatchObject({ name: null, overview: "NULL", poster_path: null });
  });
});

describe("rows", () => {
  test("stand in the order of the file", () => {
    const { titles } = read([{ popularity: "1" }, { popularity: "9" }, { popularity: "5" }]);
    expect(titles.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test("that are equal in every column count once, and are counted", () => {
    const { titles, rows, changes } = read([{ id: "5" }, { id: "6" }, { id: "5" }, { id: "5" }]);
    expect(titles.map(({ id }) => id)).toEqual([5, 6]);
    expect(rows).toBe(4);
    expect(changes.map(changeLine)).toEqual([
      '2 of 4 rows (50.0%) repeated an earlier row field for field: counted once, such as "id 5" (data row 3).',
    ]);
  });

  test("of one id that differ are refused, with the columns", () => {
    const row = (popularity: string) => ({ id: "5", popularity });
    expect(() => read([row("1"), {}, row("2"), row("3"), row("4"), row("5")])).toThrow(
      "x.csv: rows of one id differ: id 5 in data rows 1 and 3 (popularity); " +
        "id 5 in data rows 1 and 4 (popularity); id 5 in data rows 1 and 5 (popularity); and 1 more.",
    );
  });

  test("that hold nothing are left out and counted, and so are columns of others", () => {
    const header = `n,${COLUMNS.join(",")},,extra`;
    const row = `0,${COLUMNS.map((column) => (column === "origin_country" ? '"[""US""]"' : ROW[column])).join(",")},,x`;
    const { titles, changes } = readText(`${header}\n${row}\n${",".repeat(16)}\n`);
    expect(titles).toHaveLength(1);
    expect(changes.map(changeLine)).toEqual([
      '3 of 17 columns (17.6%) had no use here ("n", "", "extra"): not read.',
      "1 of 2 rows (50.0%) had no values: left out.",
    ]);
  });
});

describe("files that are something else", () => {
  test.each<[string, string | Buffer, string]>([
    ["a table of features", "id,hit,years_since_release\n1,0,3\n", "is a table of features"],
    ["another table", "a;b\n1;2\n", "column adult, backdrop_path, genre_ids, id,"],
    ["a workbook", Buffer.from("PK\x03\x04rest"), "is a workbook or a ZIP archive"],
    ["half a gzip", gzipSync("x".repeat(999)).subarray(0, 20), "cannot be decompressed"],
    ["half of UTF-16", Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62]), "begins as UTF-16 text"],
    ["old encodings", Buffer.from("n\xe9\n", "latin1"), "is not UTF-8 text"],
    ["nothing", "", "is empty"],
  ])("%s", (_, content, sentence) => {
    const path = join(folder, "x.csv");
    writeFileSync(path, content);
    const attempt = () => readCatalogue(path, GENRES);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(sentence);
  });
});

test("what cleaning will lose is counted: dates that are none, genres without a name", () => {
  const titles = [
    discoverTitle({ first_air_date: "2021-02-30", genre_ids: [18, 4711] }),
    discoverTitle({ first_air_date: null, genre_ids: [18] }),
  ];
  expect(cleaningChanges(titles, GENRES).map(changeLine)).toEqual([
    'first_air_date: 1 of 2 values (50.0%) had an invalid date: missing in the cleaned file, such as "2021-02-30".',
    `genre_ids: 1 of 2 values (50.0%) had a genre that is not in TMDb's list: called "Unknown", such as "4711 of id ${titles[0]!.id}".`,
  ]);
});

test("invalid fields of responses are reported before the changes", () => {
  const problem = { id: 7, field: "name", problem: "expected a text, found 7", kept: true };
  const lost = { ...problem, kept: false };
  expect(changeLines({ problems: [problem, lost, problem], changes: [] })).toEqual([
    "2 fields of TMDb's responses had an invalid value: read as missing, such as name of id 7 (expected a text, found 7).",
  ]);
});
