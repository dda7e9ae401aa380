/** The fields of a CSV file as places in a buffer of bytes, chunk after chunk. */
import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { brokenQuotes, cannotRead } from "./faults.js";

const [QUOTE, COMMA, LF, CR] = [0x22, 0x2c, 0x0a, 0x0d];
const BOM = Buffer.from("\uFEFF");

/** A record of {@link eachRecord}. It is the same object each time, to be read before the next. */
export interface Fields {
  bytes: Buffer;
  /** Fields in the record; places of those beyond the wanted ones are not kept. */
  count: number;
  /** Where each field begins, behind its opening quote. */
  from: Int32Array;
  /** Where each field ends, before its closing quote. */
  to: Int32Array;
  /** 1 where a quoted field has doubled quotes, which are not undone. */
  escaped: Uint8Array;
}

/**
 * Call `take` with each record of the file, the header first. Blank lines are skipped.
 *
 * RFC 4180: a field that begins with a quote goes on to the next single quote, newlines and commas
 * included; a record ends with `\n` or `\r\n`.
 *
 * @param keep how many fields of a record have places; the header has all of them, up to this.
 * @param chunkBytes bytes read at a time.
 * @throws UserError when the file cannot be read or a quoted field does not end properly.
 */
export function eachRecord(
  path: string,
  { keep, chunkBytes }: { keep: number; chunkBytes: number },
  take: (fields: Fields) => void,
): void {
  const descriptor = open(path);
  try {
    const fields: Fields = {
      bytes: Buffer.allocUnsafe(chunkBytes + 4),
      count: 0,
      from: new Int32Array(keep),
      to: new Int32Array(keep),
      escaped: new Uint8Array(keep),
    };
    let records = 0;
    let filled = 0;
    let begin = -1; // Not known before it is known whether there is a byte order mark.
    for (;;) {
      const read = readInto(descriptor, fields.bytes, filled, chunkBytes, path);
      const isLast = read === 0;
      filled += read;
      if (begin < 0) {
        if (filled < BOM.length && !isLast) continue;
        begin = filled >= BOM.length && BOM.equals(fields.bytes.subarray(0, 3)) ? 3 : 0;
      }
      for (;;) {
        const end = splitRecord(fields, begin, filled, isLast);
        if (end === UNFINISHED) break;
        if (end === BROKEN) throw brokenQuotes(basename(path), records);
        begin = end;
        if (isBlank(fields)) continue;
        take(fields);
        records += 1;
      }
      if (isLast) return;
      // What has begun goes to the front; one record longer than the buffer makes it grow.
      const rest = filled - begin;
      const { bytes } = fields;
      if (rest + chunkBytes > bytes.length)
        fields.bytes = Buffer.allocUnsafe(2 * (rest + chunkBytes));
      bytes.copy(fields.bytes, 0, begin, filled);
      filled = rest;
      begin = 0;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The record goes on behind the bytes that are there, or there is none. */
const UNFINISHED = -1;
const BROKEN = -2;

/** Find the fields of the record at `begin`. @returns where the next one begins. */
function splitRecord(fields: Fields, begin: number, end: number, isLast: boolean): number {
  const { bytes, from, to, escaped } = fields;
  const keep = from.length;
  let at = begin;
  let count = 0;
  if (begin >= end) return UNFINISHED;
  for (;;) {
    let isEscaped = 0;
    let first = at;
    let last: number;
    if (at < end && bytes[at] === QUOTE) {
      first = at + 1;
      at = first;
      for (;;) {
        // A loop beats indexOf: lists are full of quotes, and a call costs as much as 100 bytes.
        while (at < end && bytes[at] !== QUOTE) at += 1;
        if (at >= end) return isLast ? BROKEN : UNFINISHED;
        if (at + 1 < end && bytes[at + 1] === QUOTE) {
          isEscaped = 1;
          at += 2;
        } else if (at + 1 >= end && !isLast) return UNFINISHED;
        else break;
      }
      last = at;
      at += 1;
      if (at < end && bytes[at] === CR) {
        if (at + 1 >= end && !isLast) return UNFINISHED;
        if (at + 1 >= end || bytes[at + 1] === LF) at += 1;
      }
      if (at < end && bytes[at] !== COMMA && bytes[at] !== LF) return BROKEN;
    } else {
      let byte = 0;
      while (at < end && (byte = bytes[at]!) !== COMMA && byte !== LF) at += 1;
      last = at;
      if ((at >= end || byte === LF) && last > first && bytes[last - 1] === CR) last -= 1;
    }
    if (at >= end && !isLast) return UNFINISHED;
    if (count < keep) {
      from[count] = first;
      to[count] = last;
      escaped[count] = isEscaped;
    }
    count += 1;
    if (at >= end || bytes[at] === LF) break;
    at += 1;
  }
  fields.count = count;
  return at + 1;
}

/** A line without a byte; one of an empty field in quotes is a record. */
function isBlank({ count, from, to, bytes }: Fields): boolean {
  return count === 1 && from[0] === to[0] && !(from[0]! > 0 && bytes[from[0]! - 1] === QUOTE);
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function readInto(
  descriptor: number,
  bytes: Buffer,
  at: number,
  count: number,
  path: string,
): number {
  try {
    return readSync(descriptor, bytes, at, Math.min(count, bytes.length - at), null);
  } catch (error) {
    throw cannotRead(path, error);
  }
}
