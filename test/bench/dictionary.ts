/** Texts as numbers, looked up by their bytes so that each distinct text is decoded once. */
import { Categorical } from "../../lib/src/data/categorical.js";
import { compareValues } from "../../lib/src/stats/summary.js";

/** The distinct texts of a column of bytes, in order of first occurrence. */
export class ByteDictionary {
  readonly #texts: Uint8Array[] = [];
  #slots = new Int32Array(256).fill(-1);

  /** The number of the text whose UTF-8 bytes are from `from` to `to` (not included). */
  codeOf(bytes: Uint8Array, from: number, to: number): number {
    let slot = hash(bytes, from, to) & (this.#slots.length - 1);
    for (;;) {
      const code = this.#slots[slot]!;
      if (code < 0) return this.#add(Uint8Array.from(bytes.subarray(from, to)), slot);
      if (isEqual(this.#texts[code]!, bytes, from, to)) return code;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
  }

  /**
   * The column with these codes (-1 is missing), its categories sorted by code point.
   *
   * @throws TypeError if a text is not UTF-8.
   */
  categorical(codes: Int32Array): Categorical {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const texts = this.#texts.map((bytes) => decoder.decode(bytes));
    const order = texts.map((_, code) => code);
    order.sort((a, b) => compareValues(texts[a]!, texts[b]!));
    const placeOf = new Int32Array(texts.length);
    order.forEach((code, place) => (placeOf[code] = place));
    for (let row = 0; row < codes.length; row += 1) {
      if (codes[row]! >= 0) codes[row] = placeOf[codes[row]!]!;
    }
    return new Categorical(
      codes,
      order.map((code) => texts[code]!),
    );
  }

  #add(text: Uint8Array, slot: number): number {
    const code = this.#texts.push(text) - 1;
    this.#slots[slot] = code;
    if (2 * this.#texts.length > this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    this.#texts.forEach((text, code) => {
      let slot = hash(text, 0, text.length) & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = code;
    });
    this.#slots = slots;
  }
}

/** FNV-1a, with the upper bits mixed into the lower ones, which select the slot. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ bytes[at]!, 0x01000193);
  return value ^ (value >>> 15);
}

function isEqual(text: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i += 1) if (text[i] !== bytes[from + i]) return false;
  return true;
}
