import { FeatureMatrix, MatrixBuilder } from "../../lib/src/stats/matrix.js";

const ROWS = [
  [1, 0, null],
  [0, 2, 3],
  [1, 0, null],
  [0, 0, 0],
];
const matrix = () => FeatureMatrix.from(ROWS, ["a", "b", "c"]);

describe("FeatureMatrix", () => {
  test("gives back what it was made from, and stores no zero", () => {
    expect(matrix().toArray()).toEqual(ROWS);
    expect(matrix().values).toEqual(Float64Array.from([1, NaN, 2, 3, 1, NaN]));
    expect([matrix().rows, matrix().columns]).toEqual([4, 3]);
  });

  test("is made of a typed array with its shape, and of a DataFrame, alike", () => {
    const data = Float64Array.from(ROWS.flat(), (value) => value ?? NaN);
    expect(FeatureMatrix.from({ data, shape: [4, 3] }).toArray()).toEqual(ROWS);
    const frame = { columns: ["a", "b", "c"], values: ROWS };
    expect(FeatureMatrix.from(frame).names).toEqual(["a", "b", "c"]);
    expect(FeatureMatrix.from(frame).toArray()).toEqual(ROWS);
  });

  test("names columns that have no name by their place", () => {
    expect(FeatureMatrix.from([[1, 2]]).names).toEqual(["x0", "x1"]);
  });

  test("takes rows in any order, as often as asked", () => {
    expect(matrix().take([3, 1, 1]).toArray()).toEqual([ROWS[3], ROWS[1], ROWS[1]]);
    expect(matrix().take([]).toArray()).toEqual([]);
  });

  test("selects columns by name, in the order asked", () => {
    const selected = matrix().select(["c", "a"]);
    expect(selected.names).toEqual(["c", "a"]);
    expect(selected.toArray()).toEqual(ROWS.map(([a, , c]) => [c, a]));
    expect(() => matrix().select(["d"])).toThrow(/no column d: expected some of a, b, c/);
  });

  test("standardises without a copy, the missing staying missing", () => {
    const raw = matrix();
    const scaled = raw.standardised([1, 1, 1], [2, 1, 1]);
    expect(scaled.values).toBe(raw.values);
    expect(scaled.toArray()).toEqual([
      [0, -1, null],
      [-0.5, 1, 2],
      [0, -1, null],
      [-0.5, -1, -1],
    ]);
    expect(scaled.select(["b"]).column(0)).toEqual(Float64Array.from([-1, 1, -1, -1]));
  });

  test("scores and sums rows as the dense product does, shifted columns included", () => {
    const full = FeatureMatrix.from([
      [1, 0],
      [0, 2],
      [3, 4],
    ]).standardised([1, -1], [2, 4]);
    const dense = [
      [0, 0.25],
      [-0.5, 0.75],
      [1, 1.25],
    ];
    expect(full.toArray()).toEqual(dense);
    expect(Array.from(full.scores([2, 4], 1))).toEqual([2, 3, 8]);
    expect(Array.from(full.weightedSum([1, 2, 1]))).toEqual([0, 3]);
  });

  test("finds the distinct rows, and which row equals which", () => {
    const { matrix: distinct, of } = FeatureMatrix.from([
      [1, 0],
      [0, 1],
      [1, 0],
      [2, 0],
    ]).distinct();
    expect(distinct.toArray()).toEqual([
      [1, 0],
      [0, 1],
      [2, 0],
    ]);
    expect(Array.from(of)).toEqual([0, 1, 0, 2]);
  });

  test("finds the distinct ones of many rows", () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [i % 7, (i * 31) % 11, i % 2]);
    const { matrix: distinct, of } = FeatureMatrix.from(rows).distinct();
    expect(distinct.rows).toBe(new Set(rows.map(String)).size);
    expect(distinct.take(of).toArray()).toEqual(rows);
  });

  test("tells the first entry that is missing or infinite", () => {
    expect(matrix().firstNonFinite()).toEqual({ row: 0, column: 2, value: NaN });
    expect(FeatureMatrix.from([[1], [-Infinity]]).firstNonFinite()?.row).toBe(1);
    expect(FeatureMatrix.from([[1]]).firstNonFinite()).toBeNull();
  });

  test.each([
    ["rows of unequal width", () => FeatureMatrix.from([[1], [1, 2]]), /Row 2 has 2 values/],
    [
      "a shape that does not fit",
      () => FeatureMatrix.from({ data: [1, 2], shape: [1, 3] }),
      /\[1, 3\], but there are 2/,
    ],
    ["a text", () => FeatureMatrix.from([["US" as never]]), /Row 1, column 1 is "US"/],
    [
      "names of another number",
      () => FeatureMatrix.from([[1]], ["a", "b"]),
      /2 names .* 1 columns/,
    ],
  ])("refuses %s", (_, make, sentence) => {
    expect(make).toThrow(sentence);
  });
});

test("a builder grows with what is added", () => {
  const builder = new MatrixBuilder(["a"], 100, 0);
  for (let row = 0; row < 100; row += 1) {
    builder.add(0, row);
    builder.endRow();
  }
  expect(Array.from(new FeatureMatrix(builder.build()).column(0))).toEqual(
    Array.from({ length: 100 }, (_, i) => i),
  );
});

test("transposed and weighted, the rows are the same entries", () => {
  const matrix = FeatureMatrix.from([
    [1, 0, 2],
    [0, 3, 0],
    [4, 0, 0],
  ]).standardised([1, 0, 0], [1, 2, 1]);
  const columns = new Float32Array(6);
  // Rows 1 and 2 are [-1, 1.5, 0] and [3, 0, 0].
  matrix.fillTransposed(columns, [9, 10, 100], 1, 3);
  expect(Array.from(columns)).toEqual([-10, 300, 15, 0, 0, 0]);
});
