import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tableText } from "../../lib/src/cell/tables.js";
import { UserError } from "../../lib/src/base/errors.js";
import {
  joinCsv,
  joinOf,
  joinReading,
  joinTable,
  type AnyJoin,
} from "../../lib/src/data/join/index.js";
import { valuesOf, type Variable } from "../../lib/src/data/variable.js";
import type { Title } from "../../lib/src/data/titles.js";
import { title } from "../support/titles.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "join-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Buffer, name = "budget.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const series = [
  title({ id: 1, name: "Dark", original_name: "Dark", year: 2017 }),
  title({ id: 2, name: "Élite", original_name: "Élite", year: 2018 }),
  title({ id: 3, name: "Money Heist", original_name: "La casa de papel", year: 2017 }),
  title({ id: 4, name: "Dark", original_name: "Dark", year: 2020 }),
  title({ id: 5, name: null, original_name: null, year: null }),
];

describe("joinCsv by id", () => {
  test("gives every series, in its order, the values of its row or null", () => {
    const path = file("id,budget,note\n3,2.5,long\n1,18,\n");
    const columns = { budget: "number", note: "string" } as const;
    const { titles } = joinCsv(series, path, { on: "id", columns });
    expect(titles.map(({ id, budget, note }) => [id, budget, note])).toEqual([
      [1, 18, null],
      [2, null, null],
      [3, 2.5, "long"],
      [4, null, null],
      [5, null, null],
    ]);
    expect(titles[0]).toEqual({ ...series[0], budget: 18, note: null });
    const budget: number | null = titles[0]!.budget;
    // @ts-expect-error -- a number is no text
    const wrong: string | null = titles[0]!.budget;
    expect(wrong).toBe(budget);
  });

  test("counts rows without a series, without a key and repeated ones, and series without a row", () => {
    const path = file("id,budget\n1,18\n,3\n9,5\n1,18.0\n8,5\n");
    const { report, describe } = joinCsv(series, path, { on: "id" });
    expect(report).toMatchObject({
      file: "budget.csv",
      by: "id",
      rows: 5,
      series: 5,
      matched: 1,
      withoutRow: [2, 3, 4, 5],
      unmatched: [
        { row: 3, key: "id 9" },
        { row: 5, key: "id 8" },
      ],
      repeated: [{ row: 4, key: "id 1", first: 1 }],
      keyless: [2],
      ambiguous: [],
    });
    expect(describe()).toEqual({
      file: "budget.csv",
      bytes: readFileSync(path).length,
      sha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
      by: "id",
      rows: 5,
      series: 5,
      matched: 1,
      unmatched: 2,
      ambiguous: 0,
      repeated: 1,
      without_key: 1,
      columns: [{ name: "budget", type: "number", present: 1 }],
      changes: [],
    });
  });

  test("refuses rows of one series that differ, with their numbers", () => {
    const rows = [1, 2, 3, 4].map((id) => `${id},1\n${id},2\n`).join("");
    expect(() => joinCsv(series, file(`id,budget\n${rows}`), { on: "id" })).toThrow(
      "budget.csv: rows of one series differ: id 1 in data rows 1 and 2 (budget); id 2 in data rows 3 and 4 " +
        "(budget); id 3 in data rows 5 and 6 (budget); and 1 more. Expected one row for each series: " +
        "remove all but one of them.",
    );
  });

  test("takes another name of the key, and ids as pandas writes them", () => {
    const path = file("tmdb_id,budget\n1.0,18\n");
    expect(joinCsv(series, path, { on: { id: "tmdb_id" } }).report.matched).toBe(1);
  });

  test.each(["tt0944947", "0", "-3", "1.5", "9007199254740993"])("%s is no id", (id) => {
    expect(() => joinCsv(series, file(`id,budget\n1,2\n${id},3\n`), { on: "id" })).toThrow(
      `budget.csv, data row 2, column id: expected a whole number above 0, found "${id}".`,
    );
  });
});

describe("joinCsv by name and year", () => {
  const on = ["name", "year"] as const;
  const ids = (csv: string, titles: readonly Title[] = series) =>
    joinCsv(titles, file(`name,year,x\n${csv}`), { on, columns: { x: "string" } })
      .titles.filter(({ x }) => x !== null)
      .map(({ id, x }) => [id, x]);

  test("tells series of one name apart by the year", () => {
    expect(ids("Dark,2020,b\nDark,2017,a\n")).toEqual([
      [1, "a"],
      [4, "b"],
    ]);
  });

  test("finds a name without case and accents, and by the original name", () => {
    expect(ids("ELITE,2018,a\nLa Casa de Papel,2017,b\n")).toEqual([
      [2, "a"],
      [3, "b"],
    ]);
  });

  test("takes a date for its year, in any order", () => {
    expect(ids("Dark,2017-12-01,a\nElite,5/10/2018,b\n")).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
  });

  test("prefers the name as it is written; what still fits several is joined to none and counted", () => {
    const titles = [
      title({ id: 1, name: "Elite", year: 2018 }),
      title({ id: 2, name: "Élite", year: 2018 }),
      title({ id: 3, name: "Twin", year: 2018 }),
      title({ id: 4, name: "Twin", year: 2018 }),
    ];
    const { report, titles: joined } = joinCsv(
      titles,
      file("name,year,x\nÉlite,2018,1\nÉLITE,2018,2\nTwin,2018,3\n"),
      { on, columns: { x: "number" } },
    );
    expect(joined.map(({ x }) => x)).toEqual([null, 1, null, null]);
    expect(report.ambiguous).toEqual([
      { row: 2, key: '"ÉLITE" (2018)', candidates: 2 },
      { row: 3, key: '"Twin" (2018)', candidates: 2 },
    ]);
  });

  test("two spellings of one series are two rows of it", () => {
    const csv = "name,year,x\nElite,2018,1\nélite,2018,1\n";
    expect(joinCsv(series, file(csv), { on }).report.repeated).toEqual([
      { row: 2, key: '"élite" (2018)', first: 1 },
    ]);
    expect(() =>
      joinCsv(series, file(csv.replace("élite,2018,1", "élite,2018,2")), { on }),
    ).toThrow('"élite" (2018) in data rows 1 and 2 (x)');
  });

  test("leaves marks alone that are no accents: syllables of Japanese and Hindi stay others", () => {
    const titles = ["か", "が", "कि", "कु", "Ⅻ"].map((name, i) =>
      title({ id: i + 1, name, original_name: null, year: 2020 }),
    );
    expect(ids("が,2020,a\nकु,2020,b\nxii,2020,c\n", titles)).toEqual([
      [2, "a"],
      [4, "b"],
      [5, "c"],
    ]);
  });

  test("a row without a name or a year has no key, and what is no year is refused", () => {
    const path = file("name,year,x\n,2017,1\nDark,,2\nDark,NA,3\nDark,2017,4\n");
    const { report } = joinCsv(series, path, { on });
    expect(report.keyless).toEqual([1, 2, 3]);
    expect(report.changes.map(({ column, count }) => [column, count])).toEqual([["year", 1]]);
    expect(() => joinCsv(series, file("name,year,x\nDark,17,1\n"), { on })).toThrow(
      'data row 1, column year: expected a year or a date, found "17"',
    );
  });

  test("takes other names of the key", () => {
    const path = file("Title,Released,x\nDark,2017,1\n");
    const { report } = joinCsv(series, path, { on: { name: "Title", year: "Released" } });
    expect([report.matched, report.by]).toEqual([1, "name and year"]);
  });
});

describe("the types of joined columns", () => {
  const typesOf = (csv: string | Buffer) => {
    const { report, titles } = joinCsv(series, file(csv), { on: "id" });
    const types = report.columns.map(({ name, type }) => [name, type]);
    return { types: Object.fromEntries(types) as Record<string, string>, titles, report };
  };
  const valuesOfColumn = (titles: object[], name: string) =>
    titles.slice(0, 3).map((each) => (each as Record<string, unknown>)[name]);

  test("are told by all values of a column", () => {
    const { types, titles } = typesOf(
      "id,n,d,b,t,code,none\n1,1,2017-12-01,yes,a,007,\n2,-2.5e3,NA,FALSE,,010,\n3,NA,2018-01-31,,3,011,NA\n",
    );
    expect(types).toEqual({
      ...{ n: "number", d: "date", b: "boolean", t: "string", code: "string", none: "string" },
    });
    expect(valuesOfColumn(titles, "n")).toEqual([1, -2500, null]);
    expect(valuesOfColumn(titles, "d")).toEqual(["2017-12-01", null, "2018-01-31"]);
    expect(valuesOfColumn(titles, "b")).toEqual([true, false, null]);
    expect(valuesOfColumn(titles, "t")).toEqual(["a", null, "3"]);
    expect(valuesOfColumn(titles, "code")).toEqual(["007", "010", "011"]);
  });

  test("semicolons, decimal commas, German dates, a byte order mark, UTF-16 and gzip are read", () => {
    const text = "\uFEFFid;n;d\r\n1;1,5;31.12.2017\r\n2;2;01.02.2018\r\n";
    const expected = { n: "number", d: "date" };
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(text, "utf16le"),
      gzipSync(Buffer.from(text)),
    ]) {
      const { types, titles } = typesOf(bytes);
      expect(types).toEqual(expected);
      expect(valuesOfColumn(titles, "n")).toEqual([1.5, 2, null]);
      expect(valuesOfColumn(titles, "d")).toEqual(["2017-12-31", "2018-02-01", null]);
    }
  });

  test("one odd value makes a text of a column of numbers, which the reading says", () => {
    const { types, report } = typesOf("id,n\n1,10\n2,about 20\n3,30\n4,40\n");
    expect(types).toEqual({ n: "string" });
    expect(joinReading({ report })).toContain(
      'Columns: **n** (string, by its values: 3 of its 4 values are numbers, but not "about 20" in data row 2) in 4 series.',
    );
  });

  test("what was declared and does not fit is refused, all of it in one sentence", () => {
    const path = file("id,n,b,d\n1,10,yes,2017-12-01\n2,$20,perhaps,soon\n3,1,,\n");
    const columns = { n: "number", b: "boolean" } as const;
    expect(() => joinCsv(series, path, { on: "id", columns })).toThrow(
      "budget.csv: 2 values are invalid:\n" +
        '  data row 2, column b: expected true or false, found "perhaps"\n' +
        '  data row 2, column n: expected a number, found "$20"\n' +
        "Correct them or make the file again.",
    );
  });

  test("a comma that may stand before thousands, and a date of two meanings, are not guessed", () => {
    expect(() => typesOf('id,n\n1,"1,234"\n2,5.5\n')).toThrow(
      'expected a number without a thousands separator, found "1,234"',
    );
    expect(() => typesOf("id,d\n1,7/8/2016\n")).toThrow(
      '"7/8/2016" can be 2016-07-08 or 2016-08-07',
    );
  });

  test("changes on the way in are counted, and so are columns and rows that are not read", () => {
    const path = file("id,n,other,\n1,NA,x,\n2,3,y,\n,,,\n");
    const { report } = joinCsv(series, path, { on: "id", columns: { n: "number" } });
    expect(report.rows).toBe(2);
    expect(joinReading({ report })).toBe(
      "**budget.csv**, joined by id: a row for 2 of 5 series (40.0%). Columns: **n** (number) in 1 series. " +
        '1 of 4 columns (25.0%) were not chosen for the join ("other"): not read. ' +
        "1 of 3 rows (33.3%) had no values: left out. " +
        'n: 1 of 2 values (50.0%) had a word for a missing value: read as missing, such as "NA" (data row 1).',
    );
  });
});

describe("a join says in one sentence", () => {
  const columns = { budget: "number" } as const;
  test.each<[string, string, Parameters<typeof joinOf>[1], string]>([
    [
      "that a column has the name of another",
      "id,popularity\n1,2\n",
      { on: "id" },
      'budget.csv: the series have a column "popularity" already. List the columns to join without it',
    ],
    [
      "that no row belongs to a series",
      "id,budget\n77,2\n",
      { on: "id" },
      "budget.csv: no row belongs to a series. Rows: 1, such as id 77; series: 5, such as id 1. Check",
    ],
    [
      "that no name belongs to a series",
      "name,year,budget\nDrak,2017,2\n",
      { on: ["name", "year"] },
      'Rows: 1, such as "Drak" (2017); series: 5, such as "Dark" (2017). Check',
    ],
    ["that there is no row", "id,budget\n", { on: "id" }, "budget.csv has a header and no rows"],
    [
      "that the key is missing",
      "ID,budget\n1,2\n",
      { on: "id" },
      'budget.csv has no column "id" to find the series by (found: "ID", "budget"). If it is called otherwise ' +
        'there, say so: on: { id: "…" }.',
    ],
    [
      "that the year is missing",
      "name,budget\nDark,2\n",
      { on: ["name", "year"] },
      'has no column "year" to find the series by (found: "name", "budget"). If it is called otherwise there, ' +
        'say so: on: { name: "…", year: "…" }.',
    ],
    [
      "which column was meant",
      "id,budgets\n1,2\n",
      { on: "id", columns },
      'budget.csv has no column "budget" to join (found: "id", "budgets"). Did you mean "budgets"?',
    ],
    [
      "which type is none",
      "id,budget\n1,2\n",
      { on: "id", columns: { budget: "integer" as "number" } },
      'expected one of number, string, date, boolean as the type of "budget", found "integer".',
    ],
    [
      "which key is none",
      "id,budget\n1,2\n",
      { on: "title" as "id" },
      'expected on: "id" or on: ["name", "year"], found "title".',
    ],
    [
      "that there is no key",
      "id,budget\n1,2\n",
      {} as { on: "id" },
      'expected on: "id" or on: ["name", "year"], found nothing.',
    ],
    ["that a file is empty", "", { on: "id" }, "budget.csv is empty"],
  ])("%s", (_, csv, options, sentence) => {
    const path = file(csv);
    const attempt = () => joinCsv(series, path, options);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(sentence);
  });

  test("a prefix keeps names apart", () => {
    const path = file("id,popularity\n1,2\n");
    const columns = { popularity: "number" } as const;
    const { titles } = joinCsv(series, path, { on: "id", columns, prefix: "own_" });
    const own: number | null = titles[0]!.own_popularity;
    expect([own, titles[0]!.popularity]).toEqual([2, 1]);
  });

  test("where a file was looked for", () => {
    expect(() => joinOf("nowhere.csv", { on: "id" }).apply(series)).toThrow(
      /^nowhere\.csv does not exist: looked for .*nowhere\.csv, .*notebooks.nowhere\.csv/,
    );
  });
});

describe("the place of the file", () => {
  let before: string;
  beforeEach(() => (before = process.cwd()));
  afterEach(() => {
    process.chdir(before);
    delete process.env["DATA_DIR"];
  });

  test("is relative to the working folder or the data folder, and two files of one name are told", () => {
    const other = mkdtempSync(join(tmpdir(), "join-data-"));
    try {
      writeFileSync(join(other, "b.csv"), "id,x\n1,2\n");
      process.env["DATA_DIR"] = other;
      process.chdir(folder);
      const joined = joinOf("b.csv", { on: "id" });
      expect(joined.apply(series).report.matched).toBe(1);
      file("id,x\n1,2\n2,3\n", "b.csv");
      expect(() => joined.apply(series)).toThrow(
        /^b\.csv can be .*b\.csv or .*b\.csv\. Remove all/,
      );
      rmSync(join(other, "b.csv"));
      expect(joined.apply(series).report.matched).toBe(2);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});

describe("a joined column as a variable", () => {
  const columns = { budget: "number", is_remake: "boolean" } as const;

  test("has words, a value for each series, and can be named before the file is read", () => {
    const path = file("id,budget,is_remake\n1,18,yes\n3,,no\n");
    const declared = joinOf(path, { on: "id", columns });
    const budget: Variable<number, object> = declared.variable("budget", {
      label: "budget",
      unit: "million US$",
    });
    const remake = declared.variable("is_remake");
    const { titles } = declared.apply(series);
    expect(titles.slice(0, 3).map((each) => valuesOf(each, budget))).toEqual([[18], [], []]);
    expect(titles.slice(0, 3).map((each) => valuesOf(each, remake))).toEqual([[true], [], [false]]);
    expect(budget).toMatchObject({ name: "budget", plural: "budgets", unit: "million US$" });
    expect(remake).toMatchObject({ name: "is-remake", label: "is remake" });
    // It stands where a variable of series is wanted.
    const ofTitles: Variable<number> = budget;
    expect(ofTitles).toBe(budget);
  });

  test("is refused when it was not joined, or the series were not", () => {
    const declared = joinOf(file("id,budget,is_remake\n1,18,yes\n"), { on: "id", columns });
    // @ts-expect-error -- there is no such column
    expect(() => declared.variable("budgit")).toThrow('Did you mean "budget"?');
    const budget = declared.variable("budget");
    expect(() => valuesOf(series[0]!, budget)).toThrow(
      /^The series have no column "budget": join .*budget\.csv to them before/,
    );
    const inferred = joinCsv(series, file("id,x\n1,2\n"), { on: "id" });
    expect(valuesOf(inferred.titles[0]!, inferred.variable("x"))).toEqual([2]);
    expect(() => inferred.variable("y")).toThrow('No column "y" was joined');
  });
});

test("joins of different columns stand in one list and are applied in turn", () => {
  const joins: AnyJoin[] = [
    joinOf(file("id,budget\n1,18\n"), { on: "id", columns: { budget: "number" } }),
    joinOf(file("name,year,prize\nDark,2020,yes\n", "prizes.csv"), { on: ["name", "year"] }),
  ];
  const all = joins.reduce<Title[]>((titles, each) => each.apply(titles).titles, series);
  expect(all.map((each) => ({ ...each }))).toEqual(
    series.map((each) => ({
      ...each,
      budget: each.id === 1 ? 18 : null,
      prize: each.id === 4 ? true : null,
    })),
  );
  expect(joins.map((each) => each.apply(series).describe().file)).toEqual([
    "budget.csv",
    "prizes.csv",
  ]);
});

test("joinTable counts what became of rows and series, with the first of each", () => {
  const path = file("id,x\n1,2\n1,2\n9,1\n,4\n2,1\n");
  expect(tableText(joinTable(joinCsv(series, path, { on: "id" })))).toBe(
    [
      "budget.csv, joined by id",
      "what                          count  of  share  such as",
      "series with a row                 2   5  40.0%",
      "series without a row              3   5  60.0%  id 3; id 4; id 5",
      "rows joined                       2   5  40.0%",
      "rows without a series here        1   5  20.0%  id 9, row 3",
      "rows that fit several series      0   5   0.0%",
      "rows that repeat another          1   5  20.0%  id 1, rows 1 and 2",
      "rows without an id                1   5  20.0%  row 4",
    ].join("\n"),
  );
  const { report } = joinCsv(series, path, { on: "id" });
  expect(joinReading({ report })).toBe(
    "**budget.csv**, joined by id: a row for 2 of 5 series (40.0%). Left out of its 5 rows: rows without a " +
      "series here (1); rows that repeat another (1); rows without an id (1). " +
      "Columns: **x** (number, by its values) in 2 series.",
  );
});

test("other people's words stay words in the reading", () => {
  const path = file("id,*x*<b>\n1,2\n", "*a*<img>.csv");
  const reading = joinReading(joinCsv(series, path, { on: "id" }));
  expect(reading).toContain("\\*x\\*&#60;b&#62;");
  expect(reading).toContain("\\*a\\*&#60;img&#62;.csv");
});

test.each([
  ["a file that quotes its texts", '"id","country"\n1,"NA"\n2,NA\n3,"US"\n', ["NA", null, "US"]],
  ["a file that quotes none", "id,country\n1,NA\n2,KR\n3,US\n", ["NA", "KR", "US"]],
])("NA in %s is Namibia, or missing where it stands without the quotes", (_, content, expected) => {
  const { titles: joined } = joinCsv(series, file(content), { on: "id" });
  expect(joined.slice(0, 3).map((row) => (row as { country?: unknown }).country)).toEqual(expected);
});
