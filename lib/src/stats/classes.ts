/** The classes of rows, as integer codes. */
import { UserError } from "../base/errors.js";
import { compareValues } from "./summary.js";

/** A label of a row. */
export type Label = number | string;

/** Rows by class. Classes are numbered in ascending order of their labels. */
export interface Classes {
  labels: Label[];
  /** The class of each row. */
  codes: Uint32Array;
  /** Rows in each class. */
  counts: number[];
}

/**
 * Number the distinct labels in ascending order, numbers by size and strings by code point (numpy's
 * `unique`).
 *
 * @throws UserError if a label is NaN, null or undefined.
 */
export function encodeClasses(y: ArrayLike<Label>): Classes {
  const codeOf = new Map<Label, number>();
  const seen: Label[] = [];
  const counts: number[] = [];
  const codes = new Uint32Array(y.length);
  for (let row = 0; row < y.length; row += 1) {
    const label = y[row]!;
    let code = codeOf.get(label);
    if (code === undefined) {
      assertLabel(label, row);
      code = seen.length;
      codeOf.set(label, code);
      seen.push(label);
      counts.push(0);
    }
    codes[row] = code;
    counts[code] = counts[code]! + 1;
  }
  const order = seen
    .map((label, code) => ({ label, code }))
    .sort((a, b) => compareValues(a.label, b.label));
  const rank = new Uint32Array(seen.length);
  order.forEach(({ code }, i) => (rank[code] = i));
  for (let row = 0; row < codes.length; row += 1) codes[row] = rank[codes[row]!]!;
  return {
    labels: order.map(({ label }) => label),
    codes,
    counts: order.map(({ code }) => counts[code]!),
  };
}

/** The row numbers of each class, ascending. */
export function rowsOfClasses({ codes, counts }: Classes): Uint32Array[] {
  const rows = counts.map((count) => new Uint32Array(count));
  const filled = new Uint32Array(counts.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    const at = filled[code]!;
    (rows[code] as Uint32Array)[at] = row;
    filled[code] = at + 1;
  }
  return rows;
}

function assertLabel(label: Label, row: number): void {
  if (typeof label === "string" || Number.isFinite(label)) return;
  throw new UserError(
    `The label of row ${row + 1} is ${String(label)}: expected a number or a text to stratify by.`,
  );
}
