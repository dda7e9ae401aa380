import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatCsv } from "../../lib/src/data/csv.js";
import { writeSpreadsheetCsv } from "../../lib/src/data/spreadsheet.js";

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "spreadsheet-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function written<T extends object>(rows: T[], columns?: (keyof T & string)[]): string {
  const path = join(folder, "titles.csv");
  writeSpreadsheetCsv(path, rows, columns);
  return readFileSync(path, "utf8");
}

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ["+1", "'+1"],
  ["-1+2", "'-1+2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", `"'\r=1"`],
])("the text %j becomes text for a spreadsheet", (name, field) => {
  expect(written([{ name }])).toBe(`\uFEFFname\n${field}\n`);
});

test("numbers, lists, missing values and other texts stay as they are", () => {
  const row = { n: -1.5, list: ["=a"], none: null, title: "Dark = light", quoted: 'a "b", c' };
  expect(written([row])).toBe(
    '\uFEFFn,list,none,title,quoted\n-1.5,"[""=a""]",,Dark = light,"a ""b"", c"\n',
  );
});

test("the columns can be chosen, and a name is made text too", () => {
  expect(written([{ a: 1, "=b": 2 }], ["=b"])).toBe("\uFEFF'=b\n2\n");
});

test("the files of the analysis keep the text as it is", () => {
  expect(formatCsv([{ name: '=HYPERLINK("x")' }], ["name"])).toBe('name\n"=HYPERLINK(""x"")"\n');
});
