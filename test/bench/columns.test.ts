import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { readColumns } from "./columns.js";
import { decimalFrom } from "./decimal.js";
import { UserError } from "../../lib/src/base/errors.js";
import type { Categorical } from "../../lib/src/data/categorical.js";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "columns-"));
  path = join(folder, "table.csv");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textsOf({ codes, categories }: Categorical): (string | null)[] {
  return Array.from(codes, (code) => (code < 0 ? null : categories[code]!));
}

const HOSTILE: Record<string, string> = {
  "quotes, commas and newlines": 'n,t\n1,"He said ""no, never"",\nthen left\r\n"\n2.5,"a""b"\n',
  "emoji and CJK": 'n,t\n1,오징어 🦑\n2,"漢字, ""🦑"""\n3,Côte d\'Ivoire\n',
  "empty fields, quoted and not": 'n,t\n,""\n"",\n3,x\n',
  "a byte order mark": "\uFEFFn,t\n1,a\n",
  "line ends of Windows": 'n,t\r\n1,a\r\n2,"b"\r\n3,\r\n',
  "no line end at the end": "n,t\n1,a\n2,b",
  "a quoted field at the end": 'n,t\n1,a\n2,"b"',
  "an empty field at the end": "n,t\n1,a\n2,",
  "blank lines": "n,t\n\n1,a\n\n\n2,b\n\n",
  "a quote inside a field": 'n,t\n1,a"b\n2,a""b\n',
  "a header in quotes": '"n","t"\n1,a\n',
  "columns in another order beside others": 'x,t,y,n,z\n"[""US""]",a,,1,"l\n1"\n,b,"",2,\n',
  "no rows": "n,t\n",
};

describe.each(Object.entries(HOSTILE))("%s", (_, text) => {
  test("are read as papaparse reads them, wherever a chunk ends", () => {
    const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
      delimiter: ",",
      skipEmptyLines: true,
    });
    const [header = [], ...records] = data;
    const [n, t] = [header.indexOf("n"), header.indexOf("t")];
    const numbers = records.map((record) => (record[n] === "" ? NaN : Number(record[n])));
    const texts = records.map((record) => record[t] || null);
    writeFileSync(path, text);
    for (let chunkBytes = 1; chunkBytes <= Buffer.byteLength(text) + 1; chunkBytes += 1) {
      const columns = readColumns(path, { n: "number", t: "category" }, { chunkBytes });
      expect(Array.from(columns.n)).toEqual(numbers);
      expect(textsOf(columns.t)).toEqual(texts);
    }
  });
});

test("categories stand in code-point order, whatever came first", () => {
  writeFileSync(path, "t\nb\na\nC\nb\n");
  const { t } = readColumns(path, { t: "category" });
  expect(t.categories).toEqual(["C", "a", "b"]);
  expect(Array.from(t.codes)).toEqual([2, 1, 0, 2]);
});

test("many categories and rows outgrow the first arrays", () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => `${i},name ${i % 3000}`);
  writeFileSync(path, `n,t\n${rows.join("\n")}\n`);
  const { n, t } = readColumns(path, { n: "number", t: "category" });
  expect(n.length).toBe(10_000);
  expect(n[9_999]).toBe(9_999);
  expect(t.categories.length).toBe(3000);
  expect(textsOf(t)[9_999]).toBe("name 999");
});

test.each(
  [
    "0 -0 7 2016 2016.0 1.5 -1.5 .5 5. +3 1e-7 1E5 0.1 0.30000000000000004 123456789012345",
    "1234567890123456 9007199254740993 123.4567890123 0.000000000000001 17.6543 3.9e3",
  ]
    .join(" ")
    .split(" "),
)("the number %s is read to the last bit", (text) => {
  const bytes = Buffer.from(`,${text},`);
  expect(decimalFrom(bytes, 1, bytes.length - 1)).toBe(Number(text));
});

test.each([
  ["", "table.csv is empty: expected a header and rows. Make the file again."],
  ["n,n,t\n1,2,a\n", 'table.csv: column "n" occurs twice. Rename one of them.'],
  [
    "m,t\n1,a\n",
    "table.csv: column n is missing (found: m, t). Make the file again with the notebook that writes it, or check that it is the right file.",
  ],
  [
    "n,t\n1,a\n2\n",
    "table.csv, data row 2: 1 field where the header has 2 (the row ends after column n). The file was probably truncated or edited; make it again.",
  ],
  [
    "n,t\n1,a,b\n",
    "table.csv, data row 1: 3 fields where the header has 2 (the row continues after column t). The file was probably truncated or edited; make it again.",
  ],
  [
    "n,t\n1,a\nhigh,b\n",
    'table.csv, data row 2, column n: expected a number or nothing, found "high". Correct the value or make the file again.',
  ],
  [
    "n,t\n1,a\n0x10,b\n",
    'table.csv, data row 2, column n: expected a number or nothing, found "0x10". Correct the value or make the file again.',
  ],
  [
    'n,t\n"1""",a\n',
    'table.csv, data row 1, column n: expected a number or nothing, found "1\\"". Correct the value or make the file again.',
  ],
  [
    "n,t\n1e999,a\n",
    'table.csv, data row 1, column n: expected a number or nothing, found "1e999". Correct the value or make the file again.',
  ],
  [
    'n,t\n1,"a\n2,b\n',
    "table.csv, data row 1: a quoted field is not closed properly; the file was probably truncated. Make it again.",
  ],
  [
    'n,t\n1,a\n2,"b"c\n',
    "table.csv, data row 2: a quoted field is not closed properly; the file was probably truncated. Make it again.",
  ],
])("%j is refused in a sentence", (text, sentence) => {
  writeFileSync(path, text);
  const read = () => readColumns(path, { n: "number", t: "category" }, { chunkBytes: 5 });
  expect(read).toThrow(UserError);
  expect(read).toThrow(sentence);
});

test("what is no UTF-8 is refused, and a file that is not there", () => {
  writeFileSync(path, Buffer.from([0x74, 0x0a, 0xe9, 0x0a]));
  expect(() => readColumns(path, { t: "category" })).toThrow("table.csv is not UTF-8 text.");
  const absent = join(folder, "absent.csv");
  expect(() => readColumns(absent, { t: "category" })).toThrow(`${absent} does not exist.`);
});
