import {
  formatCount,
  formatPercent,
  formatQuantity,
  roundSignificant,
} from "../../lib/src/base/format.js";

test("counts have thousands separators", () => {
  expect(formatCount(2561)).toBe("2,561");
  expect(formatCount(7)).toBe("7");
});

test("shares are per cent with one decimal unless told otherwise", () => {
  expect(formatPercent(0.0906)).toBe("9.1%");
  expect(formatPercent(1, 0)).toBe("100%");
});

test("a quantity has its noun in the right number", () => {
  expect(formatQuantity(1, "hit")).toBe("1 hit");
  expect(formatQuantity(0, "hit")).toBe("0 hits");
  expect(formatQuantity(1200, "country", "countries")).toBe("1,200 countries");
});

test("numbers are rounded to significant digits", () => {
  expect(roundSignificant(1234.567)).toBe(1235);
  expect(roundSignificant(0.000123456)).toBe(0.0001235);
  expect(roundSignificant(0)).toBe(0);
});
