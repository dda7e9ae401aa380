/** The errors of CSV files, the same from every reader. */
import { UserError } from "../../base/errors.js";
import { showControls } from "../../base/escape.js";
import { formatCount, formatQuantity } from "../../base/format.js";

/** A file without even a header. */
export function emptyFile(name: string): UserError {
  return new UserError(`${name} is empty: expected a header and rows. Make the file again.`);
}

/** @throws UserError if a column name occurs twice. */
export function assertDistinct(header: readonly string[], name: string): void {
  // Spreadsheets may write unnamed columns beside the table.
  const repeated = header.find((column, i) => column !== "" && header.indexOf(column) !== i);
  if (repeated === undefined) return;
  throw new UserError(`${name}: column ${quote(repeated)} occurs twice. Rename one of them.`);
}

/** @throws UserError listing the wanted columns that are missing from the header. */
export function assertColumns(
  header: readonly string[],
  wanted: readonly string[],
  name: string,
): void {
  const missing = wanted.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  throw new UserError(
    `${name}: column ${missing.join(", ")} is missing (found: ${showControls(header.join(", "))}). ` +
      "Make the file again with the notebook that writes it, or check that it is the right file.",
  );
}

/** A quoted field that continues to the end of the file, or has text after its closing quote. */
export function brokenQuotes(name: string, row: number): UserError {
  return new UserError(
    `${name}, data row ${row}: a quoted field is not closed properly; ` +
      "the file was probably truncated. Make it again.",
  );
}

/** A record with `found` fields, fewer or more than the header. */
export function raggedRow(
  name: string,
  row: number,
  found: number,
  header: readonly string[],
): UserError {
  const last = header[Math.min(found, header.length) - 1]!;
  return new UserError(
    `${name}, data row ${row}: ${formatQuantity(found, "field")} where the header has ${header.length} ` +
      `(the row ${found < header.length ? "ends after" : "continues after"} column ${last}). ` +
      "The file was probably truncated or edited; make it again.",
  );
}

/** An invalid field. */
export interface BadField {
  row: number;
  column: string;
  expected: string;
  found: string;
  cause?: unknown;
}

/** Collects the invalid fields of a file, to report them all at once. */
export class BadFields {
  #first: BadField[] = [];
  #count = 0;

  constructor(private readonly name: string) {}

  add(field: BadField): void {
    this.#count += 1;
    this.#first.push(field);
    // Columns may be checked one after the other: the fields with the lowest rows are kept.
    if (this.#first.length > 2 * LISTED) this.#shorten();
  }

  /** @throws UserError naming the first three and the count, if there are any. */
  throwIfAny(): void {
    this.#shorten();
    const [first, ...others] = this.#first;
    if (first === undefined) return;
    const options = first.cause === undefined ? {} : { cause: first.cause };
    if (others.length === 0) {
      throw new UserError(
        `${this.name}, ${placeOf(first)}. Correct the value or make the file again.`,
        options,
      );
    }
    const rest = this.#count - this.#first.length;
    const list = this.#first.map((field) => `  ${placeOf(field)}`);
    if (rest > 0) list.push(`  and ${formatCount(rest)} more`);
    throw new UserError(
      `${this.name}: ${formatCount(this.#count)} values are invalid:\n${list.join("\n")}\n` +
        "Correct them or make the file again.",
      options,
    );
  }

  #shorten(): void {
    this.#first = this.#first.sort((a, b) => a.row - b.row).slice(0, LISTED);
  }
}

/** The number of invalid fields that are named. */
const LISTED = 3;

function placeOf({ row, column, expected, found }: BadField): string {
  return `data row ${row}, column ${column}: expected ${expected}, found ${quote(found)}`;
}

/** A file that is not UTF-8. */
export function notUtf8(name: string): UserError {
  return new UserError(`${name} is not UTF-8 text. Save it as "CSV UTF-8".`);
}

/** A file that begins as UTF-16 but is not valid to its end. */
export function notUtf16(name: string, cause: unknown): UserError {
  return new UserError(
    `${name} begins as UTF-16 text but is invalid further on; it was probably truncated. ` +
      'Save it as "CSV UTF-8".',
    { cause },
  );
}

/** A gzip file that is damaged or far too large. */
export function brokenGzip(name: string, cause: unknown): UserError {
  const isLarge = cause instanceof RangeError;
  return new UserError(
    isLarge
      ? `${name} is larger than 1 GB when decompressed. Decompress it and use the CSV itself.`
      : `${name} is a gzip file that cannot be decompressed; it was probably truncated. Make it again.`,
    { cause },
  );
}

/** A workbook or another archive. */
export function workbook(name: string): UserError {
  return new UserError(
    `${name} is a workbook or a ZIP archive, not a CSV. Open it and save the sheet as "CSV UTF-8".`,
  );
}

/** A file that cannot be opened or read. */
export function cannotRead(path: string, cause: unknown): UserError {
  const code = (cause as NodeJS.ErrnoException).code;
  return new UserError(
    code === "ENOENT"
      ? `${path} does not exist. Check the path, or run the notebook that makes it.`
      : `Cannot read ${path} (${code ?? String(cause)}). Check its permissions.`,
    { cause },
  );
}

/** A text in quotes, truncated to 60 characters, with control characters made visible. */
export function quote(text: string): string {
  return showControls(JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text));
}
