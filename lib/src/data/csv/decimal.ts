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

const [ZERO, NINE, DOT, MINUS] = [0x30, 0x39, 0x2e, 0x2d];
/** Powers of ten that float64 represents exactly; a quotient of two exact numbers is rounded once. */
const POWERS = Array.from({ length: 16 }, (_, k) => 10 ** k);

/**
 * The number in the bytes from `from` to `to` (not included), bit for bit as {@link parseNumber} reads it.
 *
 * @throws TypeError as it does.
 */
export function decimalFrom(bytes: Buffer, from: number, to: number, delimiter = COMMA): number {
  const parse = () => parseNumber(bytes.toString("utf8", from, to), delimiter);
  const isNegative = bytes[from] === MINUS;
  const first = isNegative ? from + 1 : from;
  // Up to 15 digits are exact as an integer; longer or unusual numbers are parsed the slow way.
  if (to - first > 16) return parse();
  let digits = 0;
  let count = 0;
  let decimals = -1;
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      digits = 10 * digits + (byte - ZERO);
      count += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === DOT && decimals < 0) decimals = 0;
    else return parse();
  }
  if (count === 0 || count > 15) return parse();
  const value = decimals > 0 ? digits / POWERS[decimals]! : digits;
  return isNegative ? -value : value;
}
