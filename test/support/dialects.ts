/** The same rows as different programs write them to a CSV file, quoting and all. */
import { gzipSync } from "node:zlib";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";

/** How a program writes a table. */
interface Dialect {
  delimiter: string;
  newline: string;
  text: (value: string) => string;
  number: (value: number) => string;
  boolean: (value: boolean) => string;
  date: (iso: string) => string;
  missing: string;
  /** The name of the column of row names, and how a name is written; none without it. */
  rowNames?: (row: number) => string;
}

const doubled = (text: string): string => text.replaceAll('"', '""');
const always = (text: string): string => `"${doubled(text)}"`;
const whereNeeded =
  (special: RegExp) =>
  (text: string): string =>
    special.test(text) ? always(text) : text;
const pythonList = (items: readonly (string | number)[]): string =>
  `[${items.map((item) => (typeof item === "string" ? `'${item}'` : item)).join(", ")}]`;
const withComma = (text: string): string => text.replace(".", ",");
const [year, month, day] = [0, 1, 2].map((at) => (iso: string) => Number(iso.split("-")[at]));
const monthFirst = (iso: string) => `${month?.(iso)}/${day?.(iso)}/${year?.(iso)}`;
const dayFirst = (iso: string) => iso.split("-").reverse().join(".");
/** R and pandas write a hundred thousand as 1e+05. */
const shortest = (value: number): string => {
  const scientific = value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  return scientific.length < String(value).length ? scientific : String(value);
};

const EXCEL: Dialect = {
  delimiter: ",",
  newline: "\r\n",
  text: whereNeeded(/[",\n]/),
  number: (value) => String(value).replace("e-", "E-0"),
  boolean: (value) => (value ? "TRUE" : "FALSE"),
  date: monthFirst,
  missing: "",
};
const R: Dialect = {
  delimiter: ",",
  newline: "\n",
  text: always,
  number: shortest,
  boolean: (value) => (value ? "TRUE" : "FALSE"),
  date: always,
  missing: "NA",
  rowNames: (row) => `"${row}"`,
};
const LIBRE_OFFICE: Dialect = {
  ...EXCEL,
  newline: "\n",
  number: String,
  date: (iso) => iso,
};

/** The files, each by the name of what writes it. */
export const DIALECTS: Readonly<Record<string, (titles: readonly DiscoverTitle[]) => Buffer>> = {
  "R's write.csv": (titles) => Buffer.from(write(titles, R)),
  "R's write.csv, packed": (titles) => gzipSync(write(titles, R)),
  "R's write.csv2": (titles) =>
    Buffer.from(
      write(titles, { ...R, delimiter: ";", number: (value) => withComma(shortest(value)) }),
    ),
  "readr's write_csv": (titles) =>
    Buffer.from(
      write(titles, {
        ...LIBRE_OFFICE,
        text: (value) => (value === "NA" ? always(value) : whereNeeded(/[",\n]/)(value)),
        number: shortest,
        missing: "NA",
      }),
    ),
  'Excel\'s "CSV UTF-8"': (titles) => Buffer.from(`\uFEFF${write(titles, EXCEL)}`),
  'Excel\'s "CSV UTF-8" in Germany': (titles) =>
    Buffer.from(
      `\uFEFF${write(titles, {
        ...EXCEL,
        delimiter: ";",
        text: whereNeeded(/[";\n]/),
        number: (value) => withComma(EXCEL.number(value)),
        boolean: (value) => (value ? "WAHR" : "FALSCH"),
        date: dayFirst,
      })}`,
    ),
  'Excel\'s "Unicode text"': (titles) => utf16(`\uFEFF${write(titles, unicodeText)}`),
  "a big-endian Unicode text": (titles) => utf16(`\uFEFF${write(titles, unicodeText)}`).swap16(),
  "UTF-16 without a mark": (titles) => utf16(write(titles, unicodeText)),
  "Excel's first line sep=": (titles) =>
    Buffer.from(`sep=;\r\n${write(titles, { ...EXCEL, delimiter: ";", text: always })}`),
  "Excel with empty rows and columns": (titles) => {
    const lines = write(titles, { ...EXCEL, newline: "\r" }).split("\r");
    const wider = lines.filter((line) => line !== "").map((line) => `${line},,\r\n`);
    return Buffer.from(`\uFEFF${wider.join("")}${",".repeat(15)}\r\n`);
  },
  "Excel for an old Mac": (titles) =>
    Buffer.from(write(titles.map(withoutNewlines), { ...EXCEL, newline: "\r" })),
  LibreOffice: (titles) => Buffer.from(write(titles, LIBRE_OFFICE)),
  "LibreOffice in Germany": (titles) =>
    Buffer.from(
      write(titles, {
        ...LIBRE_OFFICE,
        // The comma stays between the fields: a number with one gets quotes.
        number: (value) => whereNeeded(/,/)(withComma(String(value))),
        boolean: (value) => (value ? "WAHR" : "FALSCH"),
      }),
    ),
};

const unicodeText: Dialect = { ...EXCEL, delimiter: "\t", text: whereNeeded(/["\t\n,]/) };

/** A title on one line each: an old Mac's line ends cannot be told from those inside a text. */
export function withoutNewlines(title: DiscoverTitle): DiscoverTitle {
  return { ...title, overview: title.overview?.replaceAll("\n", " ") ?? null };
}

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

function write(titles: readonly DiscoverTitle[], dialect: Dialect): string {
  const { delimiter, newline, rowNames } = dialect;
  const columns = Object.keys(titles[0] ?? {}) as (keyof DiscoverTitle)[];
  const header = columns.map((column) => dialect.text(column));
  const rows = titles.map((title) => columns.map((column) => field(title, column, dialect)));
  const records = [header, ...rows].map((record, i) =>
    rowNames === undefined ? record : [i === 0 ? '""' : rowNames(i), ...record],
  );
  return records.map((record) => `${record.join(delimiter)}${newline}`).join("");
}

function field(title: DiscoverTitle, column: keyof DiscoverTitle, dialect: Dialect): string {
  const value = title[column];
  if (value === null) return dialect.missing;
  if (typeof value === "number") return dialect.number(value);
  if (typeof value === "boolean") return dialect.boolean(value);
  if (typeof value === "object") return dialect.text(pythonList(value));
  return column === "first_air_date" ? dialect.date(value) : dialect.text(value);
}
