/** The byte between two fields: programs in Europe write a semicolon, others a tab. */
import { makeFields, splitRecord, textOf } from "./split.js";

/** Where the header begins, and the byte between its fields. */
export interface Dialect {
  begin: number;
  delimiter: number;
}

const COMMA = 0x2c;
/** The comma first: it is chosen if the header does not decide. */
const DELIMITERS = [COMMA, 0x3b, 0x09, 0x7c];
const BOM = Buffer.from("\uFEFF");
/** More columns than any supported table has; further names in the header are ignored. */
export const MAX_COLUMNS = 4096;
/** A first line that Excel writes before the header. */
const SEPARATOR_LINE = /^sep=([,;|\t])\r?\n/;

/**
 * Detect the dialect of a text by its header: with the right delimiter it has the most wanted
 * columns or, if it has none of them, the most fields.
 *
 * @param head the first bytes, at least the header.
 */
export function dialectOf(head: Buffer, wanted: readonly string[]): Dialect {
  const start = BOM.equals(head.subarray(0, 3)) ? 3 : 0;
  const line = SEPARATOR_LINE.exec(head.toString("latin1", start, start + 8));
  const begin = start + (line?.[0].length ?? 0);
  const given = line?.[1]?.charCodeAt(0);
  if (given !== undefined) return { begin, delimiter: given };
  let best = { delimiter: COMMA, found: -1, fields: 0 };
  for (const delimiter of DELIMITERS) {
    const header = splitHeader(head, begin, delimiter);
    const found = wanted.filter((column) => header.includes(column)).length;
    const isBetter =
      found > best.found || (found === best.found && found === 0 && header.length > best.fields);
    if (isBetter) best = { delimiter, found, fields: header.length };
  }
  return { begin, delimiter: best.delimiter };
}

function splitHeader(head: Buffer, begin: number, delimiter: number): string[] {
  const fields = makeFields(head, delimiter, MAX_COLUMNS);
  // Blank lines before the header are skipped, as before any record.
  while (head[begin] === 0x0a || head[begin] === 0x0d) begin += 1;
  if (splitRecord(fields, begin, head.length, true) < 0) return [];
  return Array.from({ length: Math.min(fields.count, MAX_COLUMNS) }, (_, at) =>
    textOf(fields, at).trim(),
  );
}
