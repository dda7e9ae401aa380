/** Short texts by their bytes, so that a text that occurs in many rows is decoded once. */
import { textOf, type Fields } from "./split.js";

/** Longer texts are seldom alike. */
const MAX_BYTES = 48;
/** Most texts that are kept. */
const MAX_TEXTS = 1 << 15;
/** After so many fields a cache that has seldom been of use is given up: names are all different. */
const TRIAL = 1 << 12;

/** What was made of the texts of one column. */
export class TextCache<V> {
  readonly #texts: Uint8Array[] = [];
  readonly #values: V[] = [];
  #slots = new Int32Array(1 << 10).fill(-1);
  #asked = 0;
  #isUseless = false;

  /** @param make what is made of a text, once for each; what it throws is thrown on. */
  constructor(private readonly make: (text: string) => V) {}

  /** What is made of the text of a field. */
  get(fields: Fields, at: number): V {
    const { bytes, from, to, quotes } = fields;
    const [first, last] = [from[at]!, to[at]!];
    if (this.#isUseless || quotes[at] === 2 || last - first > MAX_BYTES) {
      return this.make(textOf(fields, at));
    }
    this.#asked += 1;
    if (this.#asked === TRIAL) this.#isUseless = 2 * this.#texts.length > TRIAL;
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, first, last) & mask;
    for (let code = this.#slots[slot]!; code >= 0; code = this.#slots[slot]!) {
      if (isEqual(this.#texts[code]!, bytes, first, last)) return this.#values[code]!;
      slot = (slot + 1) & mask;
    }
    const value = this.make(textOf(fields, at));
    if (this.#texts.length < MAX_TEXTS) {
      this.#slots[slot] = this.#texts.push(Uint8Array.from(bytes.subarray(first, last))) - 1;
      this.#values.push(value);
      if (2 * this.#texts.length > this.#slots.length) this.#grow();
    }
    return value;
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
