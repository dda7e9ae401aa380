/** Text chunks of PNG files, which hold metadata that viewers do not show. */

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
/** A chunk is preceded by its length and followed by its checksum. */
const [LENGTH, TYPE, CHECKSUM] = [4, 4, 4];
const END = "IEND";

interface Chunk {
  type: string;
  data: Buffer;
  /** Where the next chunk begins. */
  end: number;
}

/** Whether bytes are a complete PNG. */
export function isPng(bytes: Buffer): boolean {
  const isBegun = bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);
  return isBegun && bytes.subarray(-CHECKSUM - TYPE, -CHECKSUM).toString("latin1") === END;
}

/**
 * The PNG with a text (a `tEXt` chunk of the PNG specification) right after its header.
 *
 * @param keyword 1 to 79 characters of Latin-1; `text` must be Latin-1 too.
 */
export function withPngText(png: Buffer, keyword: string, text: string): Buffer {
  const head = chunkAt(png, SIGNATURE.length);
  if (head === null) throw new TypeError("Not a PNG.");
  const content = Buffer.from(`tEXt${keyword}\0${text}`, "latin1");
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(content.length - TYPE);
  const checksum = Buffer.alloc(CHECKSUM);
  checksum.writeUInt32BE(crc32(content));
  const [before, after] = [png.subarray(0, head.end), png.subarray(head.end)];
  return Buffer.concat([before, length, content, checksum, after]);
}

/**
 * The text of {@link withPngText}; null if there is none.
 *
 * @param png the file, or its beginning up to the end of the text.
 */
export function readPngText(png: Buffer, keyword: string): string | null {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  for (
    let chunk = chunkAt(png, SIGNATURE.length);
    chunk !== null;
    chunk = chunkAt(png, chunk.end)
  ) {
    const [name = "", text = ""] = chunk.data.toString("latin1").split("\0");
    if (chunk.type === "tEXt" && name === keyword) return text;
  }
  return null;
}

function chunkAt(png: Buffer, start: number): Chunk | null {
  const begin = start + LENGTH + TYPE;
  if (begin > png.length) return null;
  const end = begin + png.readUInt32BE(start) + CHECKSUM;
  if (end > png.length) return null;
  const type = png.subarray(start + LENGTH, begin).toString("latin1");
  return { type, data: png.subarray(begin, end - CHECKSUM), end };
}

/** The checksum of PNG chunks: CRC-32 of ISO 3309. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
