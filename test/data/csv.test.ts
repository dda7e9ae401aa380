import { assertWritable } from "../../lib/src/base/files.js";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import {
  csvChunks,
  formatCsv,
  parseCsv,
  parseList,
  readCsv,
  readNumericCsv,
  writeCsv,
  type Schema,
} from "../../lib/src/data/csv.js";

interface Row {
  id: number;
  name: string;
  genres: string[];
  ids: number[];
  score: number;
  year: number | null;
  adult: boolean;
  note: string | null;
}

const SCHEMA: Schema<Row> = {
  id: { type: "integer" },
  name: { type: "string" },
  genres: { type: "strings" },
  ids: { type: "integers" },
  score: { type: "number" },
  year: { type: "integer", nullable: true },
  adult: { type: "boolean" },
  note: { type: "string", nullable: true },
};
const COLUMNS = Object.keys(SCHEMA) as (keyof Row)[];

const AWKWARD: Row[] = [
  {
    id: 1,
    name: 'He said "no, never",\nthen left\r\n',
    genres: ["Action & Adventure", 'Kid\'s "own"', "Côte d'Ivoire"],
    ids: [10759, 18],
    score: 0.1 + 0.2,
    year: 2016,
    adult: false,
    note: null,
  },
  {
    id: 2,
    name: "오징어 🦑, 漢字",
    genres: [],
    ids: [],
    score: 1e-7,
    year: null,
    adult: true,
    note: " padded ",
  },
];

const HEADER = COLUMNS.join(",");
const GOOD = "1,n,[],[],0,,False,";
const parse = (body: string) => parseCsv(`${HEADER}\n${body}`, SCHEMA, "x.csv");

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "csv-"))));
afterEach(() => rmSync(folder, { recursive: true }));

describe("writing and reading", () => {
  test("returns every cell of awkward rows unchanged", () => {
    const path = join(folder, "new", "rows.csv");
    writeCsv(path, AWKWARD, COLUMNS);
    expect(readCsv(path, SCHEMA)).toEqual(AWKWARD);
    expect(readdirSync(join(folder, "new"))).toEqual(["rows.csv"]);
  });

  test("writes the documented dialect", () => {
    expect(formatCsv(AWKWARD.slice(1), COLUMNS)).toBe(
      'id,name,genres,ids,score,year,adult,note\n2,"오징어 🦑, 漢字",[],[],1e-7,,true," padded "\n',
    );
  });

  test("writes a header and nothing else for no rows", () => {
    expect(formatCsv<Row>([], ["id", "name"])).toBe("id,name\n");
    expect(parseCsv(`${HEADER}\n`, SCHEMA, "x.csv")).toEqual([]);
  });

  test("gives a large table in pieces, none of which is the whole", () => {
    const rows = Array.from({ length: 401 }, (_, id) => ({ id, name: `"${id}",\n` }));
    const sizes = [...csvChunks(rows, ["id", "name"])].map(
      (piece) => piece.split('"\n').length - 1,
    );
    expect(sizes).toEqual([0, 200, 200, 1]);
    expect(formatCsv(rows.slice(0, 2), ["id", "name"])).toBe(
      'id,name\n0,"""0"",\n"\n1,"""1"",\n"\n',
    );
  });

  test("removes what a killed process of this machine has left, and nothing else", () => {
    const path = join(folder, "rows.csv");
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const host = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
    const left = [`rows.csv.${host}-${pid}-1.tmp`, `rows.csv.${host}-${process.pid}-99999.tmp`];
    const kept = [`rows.csv.${host}-${process.ppid}-1.tmp`, `rows.csv.00000000-${pid}-1.tmp`];
    for (const name of [...left, ...kept, "other.csv"]) writeFileSync(join(folder, name), "x");
    writeCsv(path, AWKWARD, COLUMNS);
    expect(readdirSync(folder).sort()).toEqual([...kept, "other.csv", "rows.csv"].sort());
  });

  test("keeps the earlier file when the folder cannot be written", () => {
    const path = join(folder, "file");
    writeFileSync(path, "a file where a folder is wanted");
    expect(() => writeCsv(join(path, "rows.csv"), AWKWARD, COLUMNS)).toThrow(
      /Cannot write .*rows\.csv \((ENOTDIR|EEXIST)\).*DATA_DIR/,
    );
    expect(() => assertWritable(join(path, "sub"))).toThrow(/Cannot write/);
    expect(() => assertWritable(path)).toThrow(/Cannot write .*file \(ENOTDIR\)/);
    expect(readFileSync(path, "utf8")).toBe("a file where a folder is wanted");
  });
});

describe("the original's dialect", () => {
  test("reads Python lists, True and False, and integers as 2016.0", () => {
    const [row] = parse(`7,n,"['US', ""Kid's"", 'a\\'b\\n']","[1, 2]",3,2016.0,True,`);
    expect(row).toEqual({
      id: 7,
      name: "n",
      genres: ["US", "Kid's", "a'b\n"],
      ids: [1, 2],
      score: 3,
      year: 2016,
      adult: true,
      note: null,
    });
  });

  test("reads a byte order mark, CRLF line ends and columns in another order", () => {
    const text = `\uFEFFyear,note,adult,score,ids,genres,name,id,extra\r\n,,false,1,[],[],n,5,?\r\n`;
    expect(parseCsv(text, SCHEMA, "x.csv")[0]).toMatchObject({ id: 5, year: null });
  });

  test.each([
    ["[]", []],
    ["", []],
    ['["a", "b"]', ["a", "b"]],
    [`['\\u00e9', '\\x41', "it's", 'say "hi"']`, ["é", "A", "it's", 'say "hi"']],
    ["['[x, y]', 'z']", ["[x, y]", "z"]],
  ])("parseList of %s", (text, list) => expect(parseList(text)).toEqual(list));

  test.each(["[None]", "{'a': 1}", "['a'", "US", '[["a"]]', "[a]"])(
    "parseList refuses %s",
    (text) => expect(() => parseList(text)).toThrow(),
  );
});

describe("bad files are named with row and column", () => {
  test.each([
    [
      "a wrong type",
      `x,n,[],[],0,,False,`,
      'x.csv, data row 1, column id: expected an integer, found "x"',
    ],
    ["a fraction for an integer", `1.5,n,[],[],0,,False,`, "column id: expected an integer"],
    ["text for a number", `${GOOD}\n2,n,[],[],many,,False,`, "data row 2, column score"],
    ["NaN for a number", `1,n,[],[],nan,,False,`, "column score: expected a number"],
    ["an empty required number", `1,n,[],[],,,False,`, 'column score: expected a number, found ""'],
    ["a list that is none", `1,n,US,[],0,,False,`, "column genres: expected a list of texts"],
    ["a yes for a boolean", `1,n,[],[],0,,yes,`, "column adult: expected True or False"],
    [
      "a short row",
      `${GOOD}\n2,n,[],[]`,
      "data row 2: 4 fields where the header has 8 (the row ends after column ids)",
    ],
    ["a long row", `${GOOD},,`, "data row 1: 10 fields where the header has 8"],
    ["a file cut off inside quotes", `${GOOD}\n2,"cut`, "a quoted field is not closed"],
  ])("%s", (_, body, sentence) => {
    expect(() => parse(body)).toThrow(sentence);
  });

  test("a missing column is named, and what was found", () => {
    expect(() => parseCsv("id,name\n1,n\n", SCHEMA, "x.csv")).toThrow(
      /x\.csv: column genres, ids, score, year, adult, note is missing \(found: id, name\)/,
    );
  });

  test("a repeated column, an empty file, a file that does not exist, one that is not UTF-8", () => {
    expect(() => parseCsv("id,id\n", SCHEMA, "x.csv")).toThrow(/"id" occurs twice/);
    expect(() => parseCsv("", SCHEMA, "x.csv")).toThrow(/x\.csv is empty/);
    expect(() => readCsv(join(folder, "none.csv"), SCHEMA)).toThrow(/none\.csv does not exist/);
    writeFileSync(join(folder, "latin.csv"), Buffer.from("caf\xe9", "latin1"));
    expect(() => readCsv(join(folder, "latin.csv"), SCHEMA)).toThrow(/latin\.csv is not UTF-8/);
  });
});

describe("readNumericCsv", () => {
  test("reads numbers, booleans and empty fields", () => {
    const path = join(folder, "features.csv");
    writeFileSync(path, "id,age,flag\n5,2.0,True\n6,,0\n");
    expect(readNumericCsv(path)).toEqual({
      columns: ["id", "age", "flag"],
      rows: [
        [5, 2, 1],
        [6, null, 0],
      ],
    });
  });

  test("names the cell that is no number", () => {
    const path = join(folder, "features.csv");
    writeFileSync(path, "id,age\n5,old\n");
    expect(() => readNumericCsv(path)).toThrow(/features\.csv, data row 1, column age: .*"old"/);
  });
});
