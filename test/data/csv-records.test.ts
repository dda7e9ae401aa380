/** Records of CSV files that are read in pieces: wherever a piece ends, the fields are the same. */
import Papa from "papaparse";
import { decimalFrom } from "../../lib/src/data/csv/decimal.js";
import { eachRow } from "../../lib/src/data/csv/records.js";
import { readRows } from "../../lib/src/data/csv/rows.js";
import { sourceOf, sourceOfBytes } from "../../lib/src/data/csv/source.js";
import { textOf } from "../../lib/src/data/csv/split.js";

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
  test("are read as papaparse reads them, wherever a piece ends", () => {
    const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
      delimiter: ",",
      skipEmptyLines: true,
    });
    for (let chunkBytes = 1; chunkBytes <= Buffer.byteLength(text) + 1; chunkBytes += 1) {
      const records: string[][] = [];
      let width = 0;
      eachRow(
        sourceOf(Buffer.from(text), "table.csv"),
        { wanted: ["n", "t"], chunkBytes },
        {
          header: (columns) => {
            width = columns.length;
            records.push(columns);
          },
          take: (fields) => {
            records.push(Array.from({ length: width }, (_column, at) => textOf(fields, at)));
          },
        },
      );
      expect(records).toEqual(data);
    }
  });
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

test("lines of spaces are blank, and the line ends of an old Mac are those of the header", () => {
  const read = (text: string) =>
    readRows<{ n: number; t: string }>(sourceOfBytes(Buffer.from(text), "table.csv"), {
      n: { type: "number" },
      t: { type: "string" },
    });
  expect(read("n,t\n1,a\n   \n2,b\n \t\n")).toEqual([
    { n: 1, t: "a" },
    { n: 2, t: "b" },
  ]);
  expect(read('n,t\r1,"a\nb"\r2,c\r')).toEqual([
    { n: 1, t: "a\nb" },
    { n: 2, t: "c" },
  ]);
  expect(read('n,t\r\n1,"a\rb"\r\n')).toEqual([{ n: 1, t: "a\rb" }]);
});

test("texts that occur often and lists of them are the same in every row, and no two rows share a list", () => {
  // More different texts than are kept, short and long ones, of one hash and of several.
  const texts = Array.from({ length: 40_000 }, (_, i) => `${"é".repeat(i % 30)}${i % 35_000}`);
  const lines = texts.map((text, i) => `${text},"[""${i % 7}""]"`);
  const schema = { t: { type: "string" }, l: { type: "strings" } } as const;
  const rows = readRows<{ t: string; l: string[] }>(
    sourceOf(Buffer.from(`t,l\n${lines.join("\n")}\n`), "table.csv"),
    schema,
  );
  expect(rows.map(({ t }) => t)).toEqual(texts);
  rows[0]!.l.push("changed by hand");
  expect(rows.slice(1).map(({ l }) => l)).toEqual(
    texts.slice(1).map((_, i) => [String((i + 1) % 7)]),
  );
});
