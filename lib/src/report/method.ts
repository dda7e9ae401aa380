/**
 * What the descriptions of methods have in common: their type, and the letters of their formulas.
 */
import { op, v } from "./mathml.js";

/** One method: its purpose, formula and source. */
export interface Method {
  id: string;
  title: string;
  /** Trusted HTML. */
  html: string;
  source: string;
}

export const n = v("n");
export const p = v("p");
export const x = v("x");
export const y = v("y");
export const z = v("z");
export const i = v("i");
export const j = v("j");
export const m = v("m");
export const k = v("k");
export const q = v("q");
export const h = v("h");
export const low = v("l");
export const high = v("u");
export const eq = op("=");
export const plus = op("+");
export const minus = op("−");
export const pm = op("±");
export const times = op("·");
export const le = op("≤");
