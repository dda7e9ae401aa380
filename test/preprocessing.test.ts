import { MedianImputer, StandardScaler } from "netflix-hits/preprocessing";

describe("MedianImputer", () => {
  const X = [
    [1, null],
    [null, 4],
    [3, 6],
    [10, 8],
  ];

  test("puts the training median in the place of a missing value", () => {
    const imputer = new MedianImputer().fit(X);
    expect(imputer.medians).toEqual([3, 6]);
    expect(imputer.transform([[null, null]])).toEqual([[3, 6]]);
  });

  test("leaves its input as it was", () => {
    const imputer = new MedianImputer().fit(X);
    imputer.transform(X);
    expect(X[0]).toEqual([1, null]);
  });

  test("refuses a column without a value, naming it", () => {
    expect(() => new MedianImputer().fit([[null], [null]], ["age"])).toThrow(/Feature age has no/);
  });

  test("refuses rows of another width and no rows", () => {
    expect(() => new MedianImputer().fit(X).transform([[1]])).toThrow(/Row 1 has 1 values where 2/);
    expect(() => new MedianImputer().fit([])).toThrow(/no training rows/);
  });
});

describe("StandardScaler", () => {
  test("gives mean 0 and standard deviation 1 with ddof 0", () => {
    const scaler = new StandardScaler().fit([[1], [3]]);
    expect([scaler.means, scaler.scales]).toEqual([[2], [1]]);
    expect(scaler.transform([[1], [3], [4]])).toEqual([[-1], [1], [2]]);
  });

  test("only shifts a constant column", () => {
    expect(new StandardScaler().fit([[0.1], [0.1], [0.1]]).scales).toEqual([1]);
  });

  test("uses the training rows' mean for other rows", () => {
    const scaler = new StandardScaler().fit([[0], [2]]);
    expect(scaler.transform([[100]])).toEqual([[99]]);
  });

  test("refuses a missing value, naming feature and row", () => {
    expect(() => new StandardScaler().fit([[1], [null]], ["age"])).toThrow(
      /Feature age has a missing value in training row 2/,
    );
  });
});
