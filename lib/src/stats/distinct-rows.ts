/** Which rows of a sparse matrix are equal, found by a hash of their entries. */
import type { MatrixParts } from "./matrix-parts.js";

/**
 * The first of each kind of row, and for each row the number of its equal among them.
 */
export function distinctRows(parts: Pick<MatrixParts, "rows" | "starts" | "places" | "values">): {
  firsts: number[];
  of: Int32Array;
} {
  const { starts, places, values, rows } = parts;
  const bits = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 2))).fill(-1);
  const mask = slots.length - 1;
  const of = new Int32Array(rows);
  const firsts: number[] = [];
  const same = (a: number, b: number): boolean => {
    const from = starts[a]!;
    const other = starts[b]!;
    const count = starts[a + 1]! - from;
    if (starts[b + 1]! - other !== count) return false;
    for (let e = 0; e < count; e += 1) {
      if (places[from + e] !== places[other + e]) return false;
      if (values[from + e] !== values[other + e]) return false;
    }
    return true;
  };
  for (let row = 0; row < rows; row += 1) {
    let hash = 0;
    for (let e = starts[row]!; e < starts[row + 1]!; e += 1) {
      hash = Math.imul(hash ^ places[e]!, 0x01000193);
      hash = Math.imul(hash ^ bits[2 * e]! ^ (bits[2 * e + 1]! >>> 7), 0x5bd1e995);
      hash ^= hash >>> 15;
    }
    let slot = hash & mask;
    while (slots[slot]! >= 0 && !same(firsts[slots[slot]!]!, row)) slot = (slot + 1) & mask;
    if (slots[slot]! < 0) {
      slots[slot] = firsts.length;
      firsts.push(row);
    }
    of[row] = slots[slot]!;
  }
  return { firsts, of };
}
