/** One record of a CSV text in bytes, split into fields by RFC 4180. */

const [QUOTE, LF, CR, SPACE, TAB] = [0x22, 0x0a, 0x0d, 0x20, 0x09];

/** A record. The object is reused: read it before the next record. */
export interface Fields {
  bytes: Buffer;
  /** The byte between two fields. */
  delimiter: number;
  /** Number of fields; positions are kept only for the first ones, as many as wanted. */
  count: number;
  /** Where each field begins, after its opening quote. */
  from: Int32Array;
  /** Where each field ends, before its closing quote. */
  to: Int32Array;
  /** 0 if a field is unquoted, 1 if it is quoted, 2 if there are doubled quotes inside too. */
  quotes: Uint8Array;
}

/** An empty record with room for `keep` fields. */
export function makeFields(bytes: Buffer, delimiter: number, keep: number): Fields {
  return {
    bytes,
    delimiter,
    count: 0,
    from: new Int32Array(keep),
    to: new Int32Array(keep),
    quotes: new Uint8Array(keep),
  };
}

/** The text of a field. The bytes must be valid UTF-8. */
export function textOf({ bytes, from, to, quotes }: Fields, at: number): string {
  const text = bytes.toString("utf8", from[at], to[at]);
  return quotes[at] === 2 ? text.replaceAll('""', '"') : text;
}

/** The record continues beyond the available bytes, or there is none. */
export const UNFINISHED = -1;
/** A quoted field continues to the end of the file, or has text after its closing quote. */
export const BROKEN = -2;

/**
 * Find the fields of the record at `begin`: a field that begins with a quote continues to the next
 * quote that is not doubled, newlines and delimiters included; a record ends with `\n` or `\r\n`.
 *
 * @returns where the next one begins.
 */
export function splitRecord(fields: Fields, begin: number, end: number, isLast: boolean): number {
  const { bytes, delimiter, from, to, quotes } = fields;
  const keep = from.length;
  let at = begin;
  let count = 0;
  if (begin >= end) return UNFINISHED;
  for (;;) {
    let quoted = 0;
    let first = at;
    let last: number;
    if (at < end && bytes[at] === QUOTE) {
      quoted = 1;
      first = at + 1;
      at = first;
      for (;;) {
        // A loop is faster than indexOf: lists are full of quotes, and a call costs as much as 100
        // bytes.
        while (at < end && bytes[at] !== QUOTE) at += 1;
        if (at >= end) return isLast ? BROKEN : UNFINISHED;
        if (at + 1 < end && bytes[at + 1] === QUOTE) {
          quoted = 2;
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
      if (at < end && bytes[at] !== delimiter && bytes[at] !== LF) return BROKEN;
    } else {
      let byte = 0;
      while (at < end && (byte = bytes[at]!) !== delimiter && byte !== LF) at += 1;
      last = at;
      if ((at >= end || byte === LF) && last > first && bytes[last - 1] === CR) last -= 1;
    }
    if (at >= end && !isLast) return UNFINISHED;
    if (count < keep) {
      from[count] = first;
      to[count] = last;
      quotes[count] = quoted;
    }
    count += 1;
    if (at >= end || bytes[at] === LF) break;
    at += 1;
  }
  fields.count = count;
  return at + 1;
}

/** Whether the line is empty but for spaces; a line with one empty quoted field is a record. */
export function isBlank({ bytes, count, from, to, quotes }: Fields): boolean {
  if (count !== 1 || quotes[0] !== 0) return false;
  for (let at = from[0]!; at < to[0]!; at += 1) {
    if (bytes[at] !== SPACE && bytes[at] !== TAB) return false;
  }
  return true;
}

/** Whether all fields are empty, as in the rows that spreadsheets write after the last one. */
export function isEmpty({ count, from, to }: Fields): boolean {
  for (let at = 0; at < Math.min(count, from.length); at += 1)
    if (from[at] !== to[at]) return false;
  return true;
}
