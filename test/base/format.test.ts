import {
  formatCount,
  formatP,
  formatPercent,
  formatQuantity,
  formatShare,
  formatUnit,
  roundSignificant,
} from "../../lib/src/base/format.js";

test("counts have thousands separators", () => {
  expect(formatCount(2561)).toBe("2,561");
  expect(formatCount(7)).toBe("7");
});

test("shares are percentages with one decimal by default", () => {
  expect(formatPercent(0.0906)).toBe("9.1%");
  expect(formatPercent(1, 0)).toBe("100%");
});

test.each([
  [2560 / 2561, 1, "above 99.9%"],
  [249_999 / 250_000, 1, "above 99.9%"],
  [0.9994, 1, "99.9%"],
  [0.9995, 1, "above 99.9%"],
  [1 / 250_000, 1, "below 0.1%"],
  [0.0005, 1, "0.1%"],
  [0.00049, 1, "below 0.1%"],
  [0.996, 0, "above 99%"],
  [0.004, 0, "below 1%"],
  [0, 1, "0.0%"],
  [1, 1, "100.0%"],
  [1 - 1e-16, 1, "100.0%"],
  [1e-17, 1, "0.0%"],
  [1.2, 1, "120.0%"],
])("the share %d with %d decimals is %s: all or none only where it is", (share, digits, text) => {
  expect(formatPercent(share, digits)).toBe(text);
});

test("no share of up to 5,000 reads as all or none unless it is", () => {
  for (let whole = 1; whole <= 5000; whole += 1) {
    for (const part of [1, whole - 1].filter((count) => count > 0 && count < whole)) {
      expect(formatShare(part, whole)).not.toMatch(/^(0\.0|100\.0)%$/);
    }
    expect([formatShare(0, whole), formatShare(whole, whole)]).toEqual(["0.0%", "100.0%"]);
  }
});

test("a share of an unknown whole is unknown", () => {
  expect([formatShare(600, null), formatShare(0, 0)]).toEqual(["unknown", "unknown"]);
});

test.each([
  [0.83286, "0.833"],
  [0.9996, "above 0.999"],
  [0.0004, "below 0.001"],
  [1, "1.000"],
  [0, "0.000"],
  [0.9994, "0.999"],
])("the AUC %d is %s", (auc, text) => expect(formatUnit(auc)).toBe(text));

test.each([
  [0.0311999, "0.0312"],
  [1e-9, "below 0.001"],
  [0.99972, "above 0.999"],
  [1, "1.00"],
])("the p-value %d is %s", (p, text) => expect(formatP(p)).toBe(text));

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
