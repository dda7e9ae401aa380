/** The rows of a CSV file as positions in a buffer of bytes, chunk by chunk. */
import { isUtf8 } from "node:buffer";
import { dialectOf, MAX_COLUMNS } from "./dialect.js";
import {
  assertColumns,
  assertDistinct,
  brokenQuotes,
  emptyFile,
  notUtf8,
  raggedRow,
} from "./errors.js";
import type { ByteSource } from "./source.js";
import {
  BROKEN,
  isBlank,
  makeFields,
  splitRecord,
  textOf,
  UNFINISHED,
  type Fields,
} from "./split.js";

const CHUNK_BYTES = 1 << 20;
const LF = 0x0a;

/** A consumer of a table. */
export interface RowReader {
  /** The header, before the first row. */
  header(columns: string[], fields: Fields): void;
  /** Called for each row; `row` counts from 1. */
  take(fields: Fields, row: number): void;
}

/** Options of {@link eachRow}. */
export interface RowOptions {
  /** Columns by which the delimiter is detected. */
  wanted: readonly string[];
  /** Whether all of `wanted` are required; default true. */
  required?: boolean;
  /** Bytes read at a time; default 1 MiB. */
  chunkBytes?: number;
}

/**
 * Pass a table to a reader, row by row, and close its source. Blank lines are skipped.
 *
 * @throws UserError if there is no header, a column is missing or occurs twice, a row has more or
 * fewer fields than the header, a quoted field is not closed, or the bytes are not UTF-8; and
 * whatever the reader throws.
 */
export function eachRow(
  source: ByteSource,
  { wanted, required = true, chunkBytes = CHUNK_BYTES }: RowOptions,
  reader: RowReader,
): void {
  const { name } = source;
  let header: string[] | null = null;
  let row = 0;
  eachRecord(source, wanted, chunkBytes, (fields) => {
    if (header === null) {
      header = Array.from({ length: Math.min(fields.count, MAX_COLUMNS) }, (_, at) =>
        textOf(fields, at).trim(),
      );
      assertDistinct(header, name);
      if (required) assertColumns(header, wanted, name);
      reader.header(header, fields);
      return;
    }
    row += 1;
    if (fields.count !== header.length) throw raggedRow(name, row, fields.count, header);
    reader.take(fields, row);
  });
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set in the callback above
  if (header === null) throw emptyFile(name);
}

/** Call `take` with each record, the header first. */
function eachRecord(
  source: ByteSource,
  wanted: readonly string[],
  chunkBytes: number,
  take: (fields: Fields) => void,
): void {
  try {
    const { begin: first, delimiter } = dialectOf(source.head, wanted);
    const fields = makeFields(Buffer.allocUnsafe(chunkBytes + 4), delimiter, MAX_COLUMNS);
    let records = 0;
    let filled = 0;
    let checked = 0;
    let begin = 0;
    let skipped = first;
    for (;;) {
      const read = source.read(fields.bytes, filled, chunkBytes);
      const isLast = read === 0;
      filled += read;
      // The byte order mark and anything else before the header.
      const gone = Math.min(skipped, filled - begin);
      begin += gone;
      skipped -= gone;
      // A line end is never part of a longer character: up to the last one the text is complete.
      const whole = isLast ? filled : fields.bytes.subarray(0, filled).lastIndexOf(LF) + 1;
      if (whole > checked) {
        if (!isUtf8(fields.bytes.subarray(checked, whole))) throw notUtf8(source.name);
        checked = whole;
      }
      for (;;) {
        const end = splitRecord(fields, begin, filled, isLast);
        if (end === UNFINISHED) break;
        if (end === BROKEN) throw brokenQuotes(source.name, records);
        begin = end;
        if (isBlank(fields)) continue;
        take(fields);
        records += 1;
      }
      if (isLast) return;
      // An incomplete record is moved to the front; a record longer than the buffer makes it grow.
      const rest = filled - begin;
      const { bytes } = fields;
      if (rest + chunkBytes > bytes.length)
        fields.bytes = Buffer.allocUnsafe(2 * (rest + chunkBytes));
      bytes.copy(fields.bytes, 0, begin, filled);
      checked = Math.max(0, checked - begin);
      filled = rest;
      begin = 0;
    }
  } finally {
    source.close();
  }
}
