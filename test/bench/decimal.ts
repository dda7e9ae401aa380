/** Numbers straight from the bytes of a CSV file. */
import { parseNumber } from "../../lib/src/data/csv/decimal.js";

const [ZERO, NINE, DOT, MINUS, COMMA] = [0x30, 0x39, 0x2e, 0x2d, 0x2c];
/**
 * Powers of ten that float64 represents exactly; a quotient of two exact numbers is rounded once.
 */
const POWERS = Array.from({ length: 16 }, (_, k) => 10 ** k);

/**
 * The number in the bytes from `from` to `to` (not included), bit for bit as {@link parseNumber}
 * reads it.
 *
 * @throws TypeError if it is not a finite number in decimal notation.
 */
export function decimalFrom(bytes: Buffer, from: number, to: number, delimiter = COMMA): number {
  const parse = () => parseNumber(bytes.toString("latin1", from, to), delimiter);
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
