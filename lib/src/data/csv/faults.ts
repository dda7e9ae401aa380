/** The sentences about a CSV file that does not fit, the same from every reader. */
import { UserError } from "../../base/errors.js";

/** There is not even a header. */
export function emptyFile(name: string): UserError {
  return new UserError(`${name} is empty: expected a header and rows. Make the file again.`);
}

/** @throws UserError when a column's name occurs twice. */
export function assertDistinct(header: readonly string[], name: string): void {
  const repeated = header.find((column, i) => header.indexOf(column) !== i);
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
    `${name}: column ${missing.join(", ")} is missing (found: ${header.join(", ")}). ` +
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
  const last = header[Math.min(found, header.length) - 1] as string;
  return new UserError(
    `${name}, data row ${row}: ${found} fields where the header has ${header.length} ` +
      `(the row ${found < header.length ? "ends after" : "goes on after"} column ${last}). ` +
      "The file was probably cut off or edited; make it again.",
  );
}

/** A field that is not what its column holds. */
export function badField(
  name: string,
  row: number,
  column: string,
  expected: string,
  found: string,
  cause?: unknown,
): UserError {
  return new UserError(
    `${name}, data row ${row}, column ${column}: expected ` +
      `${expected}, found ${quote(found)}. Correct the value or make the file again.`,
    cause === undefined ? {} : { cause },
  );
}

/** The file's bytes are no UTF-8. */
export function notUtf8(name: string): UserError {
  return new UserError(`${name} is not UTF-8 text. Save it as "CSV UTF-8".`);
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

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
