/** The lines of a checkpoint: each begins with a hash of the rest, so that a torn one is known. */
import { createHash } from "node:crypto";
import { readSync } from "node:fs";

const HASH_LENGTH = 16;
const CHUNK = 1 << 20;
const NEW_LINE = 0x0a;

/** A text as a line. */
export function formatLine(text: string): string {
  return `${hash(text)} ${text}\n`;
}

/** The value of a line; undefined if the line is damaged. */
export function parseLine(line: string): unknown {
  const text = line.slice(HASH_LENGTH + 1);
  if (line[HASH_LENGTH] !== " " || line.slice(0, HASH_LENGTH) !== hash(text)) return undefined;
  return JSON.parse(text);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}

/** The complete lines, without line ends. */
export function* lines(file: number): Generator<Buffer> {
  let rest = Buffer.alloc(0);
  for (let at = 0; ;) {
    const chunk = Buffer.alloc(CHUNK);
    const length = readSync(file, chunk, 0, CHUNK, at);
    if (length === 0) return;
    at += length;
    let buffer = Buffer.concat([rest, chunk.subarray(0, length)]);
    for (let end = buffer.indexOf(NEW_LINE); end >= 0; end = buffer.indexOf(NEW_LINE)) {
      yield buffer.subarray(0, end);
      buffer = buffer.subarray(end + 1);
    }
    rest = buffer;
  }
}
