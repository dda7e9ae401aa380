import { dependentColumns, invert } from "../../lib/src/stats/positive-definite.js";

test("invert gives the inverse and the determinant", () => {
  const matrix = Float64Array.of(4, 2, 0.6, 2, 5, 1, 0.6, 1, 3);
  const { inverse, logDeterminant } = invert(matrix, 3)!;
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      let sum = 0;
      for (let k = 0; k < 3; k += 1) sum += matrix[3 * i + k]! * inverse[3 * k + j]!;
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
  // By Sarrus: 60 + 1.2 + 1.2 - 1.8 - 4 - 12.
  expect(Math.exp(logDeterminant)).toBeCloseTo(44.6, 10);
});

test("what is not positive definite has no inverse", () => {
  expect(invert(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
  expect(invert(Float64Array.of(1, 0, 0, -1), 2)).toBeNull();
});

test("columns that are sums of those before them are found", () => {
  // Rows of (1, a, b, a + 2 b, c).
  const rows = [
    [1, 1, 0, 1, 2],
    [1, 0, 1, 2, 0],
    [1, 1, 1, 3, 1],
    [1, 0, 0, 0, 5],
    [1, 1, 0, 1, 1],
  ];
  const products = new Float64Array(25);
  for (const row of rows) {
    row.forEach((a, i) => row.forEach((b, j) => (products[5 * i + j]! += a * b)));
  }
  expect(dependentColumns(products, 5)).toEqual([3]);
  expect(dependentColumns(new Float64Array(4), 2)).toEqual([0, 1]);
});
