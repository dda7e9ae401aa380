/** The sentences about a CSV file that does not fit, the same from every reader. */
import { UserError } from "../../base/errors.js";
import { showControls } from "../../base/escape.js";
import { formatCount } from "../../base/format.js";

/** There is not even a header. */
export function emptyFile(name: string): UserError {
  return new UserError(`${name} is empty: expected a header and rows. Make the file again.`);
}

/** @throws UserError when a column's name occurs twice. */
export function assertDistinct(header: readonly string[], name: string): void {
  // Spreadsheets write columns without a name beside the table.
  const repeated = header.find((column, i) => column !== "" && header.indexOf(column) !== i);
  if (repeated === undefined) return;
  throw new UserError(`${name}: column ${quote(repeated)} occurs twice. Rename one of them.`);
}

/** @throws UserError listing the wanted columns that the header does not have. */
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

/** A quoted field goes on to the end of the file, or something follows its closing quote. */
export function brokenQuotes(name: string, row: number): UserError {
  return new UserError(
    `${name}, data row ${row}: a quoted field does not end properly; ` +
      "the file was probably cut off. Make it again.",
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
    `${name}, data row ${row}: ${found} fields where the header has ${header.length} ` +
      `(the row ${found < header.length ? "ends after" : "goes on after"} column ${last}). ` +
      "The file was probably cut off or edited; make it again.",
  );
}

/** A field that is not what its column holds. */
export interface BadField {
  row: number;
  column: string;
  expected: string;
  found: string;
  cause?: unknown;
}

/** The fields of a file that do not fit, gathered so that all of them are told at once. */
export class BadFields {
  #first: BadField[] = [];
  #count = 0;

  constructor(private readonly name: string) {}

  add(field: BadField): void {
    this.#count += 1;
    this.#first.push(field);
    // Columns may be judged one after the other: those with the lowest rows are kept.
    if (this.#first.length > 2 * LISTED) this.#shorten();
  }

  /** @throws UserError naming the first three and the count; nothing happens when there are none. */
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
      `${this.name}: ${formatCount(this.#count)} values do not fit:\n${list.join("\n")}\n` +
        "Correct them or make the file again.",
      options,
    );
  }

  #shorten(): void {
    this.#first = this.#first.sort((a, b) => a.row - b.row).slice(0, LISTED);
  }
}

/** Bad fields that are named. */
const LISTED = 3;

function placeOf({ row, column, expected, found }: BadField): string {
  return `data row ${row}, column ${column}: expected ${expected}, found ${quote(found)}`;
}

/** The file's bytes are no UTF-8. */
export function notUtf8(name: string): UserError {
  return new UserError(`${name} is not UTF-8 text. Save it as "CSV UTF-8".`);
}

/** The file begins as UTF-16 and does not go on so. */
export function notUtf16(name: string, cause: unknown): UserError {
  return new UserError(
    `${name} begins as UTF-16 text but is none to its end; it was probably cut off. ` +
      'Save it as "CSV UTF-8".',
    { cause },
  );
}

/** The file is packed with gzip, but damaged or far too large. */
export function brokenGzip(name: string, cause: unknown): UserError {
  const isLarge = cause instanceof RangeError;
  return new UserError(
    isLarge
      ? `${name} holds more than 1 GB when it is unpacked. Unpack it and give the CSV itself.`
      : `${name} is packed with gzip and cannot be unpacked; it was probably cut off. Make it again.`,
    { cause },
  );
}

/** The file is a workbook, or another archive. */
export function workbook(name: string): UserError {
  return new UserError(
    `${name} is a workbook or a ZIP archive, not a CSV. Open it and save the sheet as "CSV UTF-8".`,
  );
}

/** The file cannot be opened or read. */
export function cannotRead(path: string, cause: unknown): UserError {
  const code = (cause as NodeJS.ErrnoException).code;
  return new UserError(
    code === "ENOENT"
      ? `${path} does not exist. Check the path, or run the notebook that makes it.`
      : `Cannot read ${path} (${code ?? String(cause)}). Check its permissions.`,
    { cause },
  );
}

/** A text as it stood, cut to a length at which it can be recognised; control characters are shown. */
export function quote(text: string): string {
  return showControls(JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text));
}
