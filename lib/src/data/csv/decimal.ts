/** Numbers of CSV files. */

/** Decimal notation; Infinity, hexadecimal digits and the like are not numbers in a table. */
export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const COMMA = 0x2c;

/** A number with a decimal comma. */
export const COMMA_NUMBER = /^[+-]?\d*,\d+([eE][+-]?\d+)?$/;

/**
 * @param delimiter the byte between the file's fields: "0,5" is a number unless it is a comma.
 * @throws TypeError if the text is not a finite number in decimal notation.
 */
export function parseNumber(field: string, delimiter = COMMA): number {
  const text = delimiter !== COMMA && COMMA_NUMBER.test(field) ? field.replace(",", ".") : field;
  if (!NUMBER.test(text)) throw new TypeError("not a number");
  const value = Number(text);
  if (!Number.isFinite(value)) throw new TypeError("not finite");
  return value;
}
