/**
 * The bytes of a CSV file as UTF-8 text with `\n` as line ends, whatever program wrote it:
 * compressed with gzip, in UTF-16 (Excel's "Unicode text", PowerShell's `>`), or with the line ends
 * of an old Mac.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { brokenGzip, cannotRead, notUtf16, workbook } from "./errors.js";

/** Bytes that can be read once, from first to last. */
export interface ByteSource {
  /** The name of the file in errors. */
  readonly name: string;
  /** The first bytes, or all of a short file. Reading begins with them too. */
  readonly head: Buffer;
  /**
   * Copy the next bytes, at most `count`, into `bytes` at position `at`; returns their number, 0 at
   * the end.
   *
   * @throws UserError if the file cannot be read.
   */
  read(bytes: Buffer, at: number, count: number): number;
  /** Size and SHA-256 of the file as it was read; whole once all has been read. */
  digest(): FileDigest;
  close(): void;
}

/** Size in bytes and SHA-256 of a file. */
export interface FileDigest {
  bytes: number;
  sha256: string;
}

const HEAD_BYTES = 1 << 16;
/** Most bytes of a decompressed file: more may be a decompression bomb. */
const MAX_UNPACKED = 1 << 30;
const [LF, CR] = [0x0a, 0x0d];

/**
 * Open a CSV file. UTF-8, the usual case, is read in pieces; other formats are held in memory.
 *
 * @throws UserError if the file cannot be read, is a workbook, or is badly compressed or encoded.
 */
export function openSource(path: string): ByteSource {
  const name = basename(path);
  const descriptor = attempt(path, () => openSync(path, "r"));
  let head: Buffer;
  try {
    head = attempt(path, () => readHead(descriptor));
    const form = formOf(head);
    if (form === "workbook") throw workbook(name);
    if (form !== "plain") {
      const rest = attempt(path, () => readFileSync(descriptor));
      closeSync(descriptor);
      const packed = Buffer.concat([head, rest]);
      return sourceOfBytes(packed, name);
    }
  } catch (error) {
    closeQuietly(descriptor);
    throw error;
  }
  let served = 0;
  const hash = createHash("sha256");
  return {
    name,
    head,
    read(bytes, at, count) {
      const wanted = Math.min(count, bytes.length - at);
      const read =
        served < head.length
          ? head.copy(bytes, at, served, served + wanted)
          : attempt(path, () => readSync(descriptor, bytes, at, wanted, null));
      served += read;
      hash.update(bytes.subarray(at, at + read));
      return read;
    },
    digest: () => ({ bytes: served, sha256: hash.copy().digest("hex") }),
    close: () => closeSync(descriptor),
  };
}

/** A source of UTF-8 bytes in memory. */
export function sourceOf(bytes: Buffer, name: string): ByteSource {
  let served = 0;
  return {
    name,
    head: bytes.subarray(0, HEAD_BYTES),
    read(into, at, count) {
      const copied = bytes.copy(into, at, served, served + Math.min(count, into.length - at));
      served += copied;
      return copied;
    },
    digest: () => digestOf(bytes),
    close: () => undefined,
  };
}

/**
 * Bytes of a whole file that are in memory, in any form that {@link openSource} takes.
 *
 * @throws UserError when they are a workbook, or packed or encoded wrongly.
 */
export function sourceOfBytes(bytes: Buffer, name: string): ByteSource {
  return { ...sourceOf(asUtf8(bytes, name), name), digest: () => digestOf(bytes) };
}

function digestOf(bytes: Buffer): FileDigest {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

type Form = "plain" | "gzip" | "workbook" | "utf-16le" | "utf-16be" | "old line ends";

/** The format of the bytes, by the first of them. */
function formOf(head: Buffer): Form {
  const [a, b, c, d] = head;
  if (a === 0x1f && b === 0x8b) return "gzip";
  if (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) return "workbook";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // Without a byte order mark: a header is mostly ASCII, and text contains no NUL.
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le";
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return "utf-16be";
  const end = head.indexOf(CR);
  // A field may hold the other kind: what ends the header decides.
  const isOld = end >= 0 && head[end + 1] !== LF && !head.subarray(0, end).includes(LF);
  return isOld ? "old line ends" : "plain";
}

function asUtf8(bytes: Buffer, name: string): Buffer {
  const form = formOf(bytes.subarray(0, HEAD_BYTES));
  switch (form) {
    case "plain":
      return bytes;
    case "workbook":
      throw workbook(name);
    case "gzip":
      return asUtf8(unpack(bytes, name), name);
    case "old line ends":
      return bytes.map((byte) => (byte === CR ? LF : byte)) as Buffer;
    default:
      try {
        return asUtf8(Buffer.from(new TextDecoder(form, { fatal: true }).decode(bytes)), name);
      } catch (error) {
        throw notUtf16(name, error);
      }
  }
}

function unpack(bytes: Buffer, name: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    throw brokenGzip(name, error);
  }
}

function readHead(descriptor: number): Buffer {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  let filled = 0;
  for (let read = -1; read !== 0 && filled < HEAD_BYTES; filled += read) {
    read = readSync(descriptor, head, filled, HEAD_BYTES - filled, null);
  }
  return head.subarray(0, filled);
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is already closed.
  }
}
