/** The text of what a function was called with, which distinguishes two definitions. */

/** What carries its own text; see {@link specOf}. */
export interface Specified {
  /** The call that made it, such as `flag("is_english",(t)=>t.original_language==="en")`. */
  spec?: string;
}

/**
 * Values as one text: the same for the same values, and for functions with the same source. What a function
 * closes over is not seen, so whatever is made by a call carries the arguments of that call as its `spec`.
 */
export function specOf(...values: readonly unknown[]): string {
  return values.map(text).join(",");
}

function text(value: unknown): string {
  if (typeof value === "function") return Function.prototype.toString.call(value);
  if (value instanceof RegExp || value instanceof Date) return String(value);
  if (Array.isArray(value)) return `[${specOf(...(value as unknown[]))}]`;
  if (typeof value === "object" && value !== null) {
    const { spec } = value as Specified;
    if (typeof spec === "string") return spec;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, own]) => `${key}:${text(own)}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
