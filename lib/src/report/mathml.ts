/** Formulas as MathML, which browsers draw without additional fonts or scripts. */
import { escapeHtml } from "../base/escape.js";

/** A piece of MathML. */
export type Math = string & { readonly __math?: never };

/** A part of a formula: a piece of MathML or a number. */
type Part = Math | number;

/** A formula on a line of its own. */
export function formula(...parts: Part[]): string {
  return `<math display="block">${row(...parts)}</math>`;
}

/** A formula within a sentence. */
export function inline(...parts: Part[]): string {
  return `<math>${row(...parts)}</math>`;
}

/** Pieces side by side. */
export function row(...parts: Part[]): Math {
  return `<mrow>${parts.map(piece).join("")}</mrow>`;
}

/**
 * A variable; a name of several letters is set upright. A single letter is slanted by the page's
 * style, because slanted mathematical letters are separate characters that few text fonts have.
 */
export function v(name: string): Math {
  const isLetter = [...name].length === 1;
  return `<mi mathvariant="normal"${isLetter ? ' class="letter"' : ""}>${escapeHtml(name)}</mi>`;
}

/** An operator, such as "=" or "≤". */
export function op(sign: string): Math {
  return `<mo>${escapeHtml(sign)}</mo>`;
}

/** A gap between two formulas on one line. */
export const GAP: Math = '<mspace width="1.2em"></mspace>';

/** Words in a formula. */
export function text(words: string): Math {
  return `<mtext>${escapeHtml(words)}</mtext>`;
}

export function frac(above: Part, below: Part): Math {
  return `<mfrac>${piece(above)}${piece(below)}</mfrac>`;
}

/**
 * A root as a sign before brackets: without a mathematical font, browsers omit the sign of `msqrt`.
 */
export function sqrt(...parts: Part[]): Math {
  return row(op("√"), paren(...parts));
}

export function sub(base: Part, index: Part): Math {
  return `<msub>${piece(base)}${piece(index)}</msub>`;
}

export function sup(base: Part, exponent: Part): Math {
  return `<msup>${piece(base)}${piece(exponent)}</msup>`;
}

/** A bar over a variable: its mean. */
export function mean(base: Part): Math {
  return `<mover accent="true">${piece(base)}<mo>¯</mo></mover>`;
}

/** A sum over an index. */
export function sum(index: Part): Math {
  return `<munder><mo movablelimits="false">∑</mo>${piece(index)}</munder>`;
}

/** Brackets that grow with their content. */
export function paren(...parts: Part[]): Math {
  return `<mrow><mo>(</mo>${parts.map(piece).join("")}<mo>)</mo></mrow>`;
}

function piece(part: Part): string {
  return typeof part === "number" ? `<mn>${part}</mn>` : part;
}
