import {
  Categorical,
  FeatureFrame,
  MedianImputer,
  OneHotEncoder,
  StandardScaler,
} from "../../lib/src/model/preprocessing/index.js";
import { FeatureMatrix } from "../../lib/src/stats/matrix.js";

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
    expect(imputer.transform([[null, null]]).toArray()).toEqual([[3, 6]]);
  });

  test("counts zeros and negative values, and takes the mean of the two in the middle", () => {
    const medians = (values: (number | null)[]) =>
      new MedianImputer().fit(values.map((value) => [value])).medians;
    expect(medians([0, 0, 5])).toEqual([0]);
    expect(medians([0, 4])).toEqual([2]);
    expect(medians([-3, -1, 0, 7])).toEqual([-0.5]);
    expect(medians([null, -2, -1, 0, 0, null])).toEqual([-0.5]);
  });

  test("leaves its input as it was", () => {
    const imputer = new MedianImputer().fit(X);
    imputer.transform(X);
    expect(X[0]).toEqual([1, null]);
  });

  test("refuses a column without a value, naming it", () => {
    const empty = FeatureMatrix.from([[null], [null]], ["age"]);
    expect(() => new MedianImputer().fit(empty)).toThrow(/Feature age has no value/);
  });

  test("refuses rows of another width, no rows, texts, and to transform before the fit", () => {
    expect(() => new MedianImputer().fit(X).transform([[1]])).toThrow(
      /rows of 1 values: expected 2/,
    );
    expect(() => new MedianImputer().fit([])).toThrow(/no training rows/);
    const texts = new FeatureFrame({ genre: ["Drama"] });
    expect(() => new MedianImputer().fit(texts)).toThrow(
      /texts in column genre, expected numbers: put a OneHot/,
    );
    expect(() => new MedianImputer().transform(X)).toThrow(/MedianImputer has not been fitted/);
  });
});

describe("StandardScaler", () => {
  test("gives mean 0 and standard deviation 1 with ddof 0", () => {
    const scaler = new StandardScaler().fit([[1], [3]]);
    expect([scaler.means, scaler.scales]).toEqual([[2], [1]]);
    expect(scaler.transform([[1], [3], [4]]).toArray()).toEqual([[-1], [1], [2]]);
  });

  test("counts the zeros of a sparse column", () => {
    const scaler = new StandardScaler().fit([[0], [0], [0], [4]]);
    expect(scaler.means).toEqual([1]);
    expect(scaler.scales).toEqual([Math.sqrt(3)]);
  });

  test("only shifts a constant column", () => {
    expect(new StandardScaler().fit([[0.1], [0.1], [0.1]]).scales).toEqual([1]);
    expect(new StandardScaler().fit([[0], [0]]).scales).toEqual([1]);
  });

  test("scales what is scaled already to itself", () => {
    const once = new StandardScaler().fit([[1], [2], [6]]).transform([[1], [2], [6]]);
    const again = new StandardScaler().fit(once);
    expect(again.means[0]).toBeCloseTo(0, 14);
    expect(again.scales[0]).toBeCloseTo(1, 14);
  });

  test("uses the training rows' mean for other rows", () => {
    const scaler = new StandardScaler().fit([[0], [2]]);
    expect(scaler.transform([[100]]).toArray()).toEqual([[99]]);
  });

  test("refuses a missing or an infinite value, naming feature and row", () => {
    const gap = FeatureMatrix.from([[1], [null]], ["age"]);
    expect(() => new StandardScaler().fit(gap)).toThrow(
      /Feature age has a missing value in training row 2: impute it/,
    );
    expect(() => new StandardScaler().fit([[Infinity]])).toThrow(
      /x0 has Infinity in training row 1/,
    );
  });
});

describe("OneHotEncoder", () => {
  const frame = new FeatureFrame({
    age: [1, 2, null, 4, 5],
    genre: ["Drama", "Crime", null, "Drama", "Soap"],
  });

  test("makes a column for each category in code-point order, beside the numbers", () => {
    const encoded = new OneHotEncoder().fit(frame).transform(frame);
    expect(encoded.names).toEqual([
      "age",
      "genre_Crime",
      "genre_Drama",
      "genre_Soap",
      "genre_unknown",
    ]);
    expect(encoded.toArray()).toEqual([
      [1, 0, 1, 0, 0],
      [2, 1, 0, 0, 0],
      [null, 0, 0, 0, 1],
      [4, 0, 1, 0, 0],
      [5, 0, 0, 1, 0],
    ]);
  });

  test("groups rare categories of the training rows as Other", () => {
    const encoder = new OneHotEncoder({ minFrequency: 2 }).fit(frame);
    const encoded = encoder.transform(frame);
    expect(encoded.names).toEqual(["age", "genre_Drama", "genre_Other", "genre_unknown"]);
    expect(Array.from(encoded.column(2))).toEqual([0, 1, 0, 0, 1]);
    expect(encoder.learnt[1]?.infrequent).toEqual(["Crime", "Soap"]);
  });

  test("leaves a category that it has not seen without a column, or counts it as Other", () => {
    const news = new FeatureFrame({ age: [1, 2], genre: ["News", "Soap"] });
    const encode = (handleUnknown: "ignore" | "infrequent") =>
      new OneHotEncoder({ minFrequency: 2, handleUnknown }).fit(frame).transform(news).toArray();
    expect(encode("ignore")).toEqual([
      [1, 0, 0, 0],
      [2, 0, 1, 0],
    ]);
    expect(encode("infrequent")).toEqual([
      [1, 0, 1, 0],
      [2, 0, 1, 0],
    ]);
  });

  test("keeps values that are called as its own categories apart from them", () => {
    const genre = ["Other", "Other", "unknown", "unknown", "Rare", null];
    const named = new FeatureFrame({ genre });
    const encoder = new OneHotEncoder({ minFrequency: 2 }).fit(named);
    const encoded = encoder.transform(named);
    expect(encoded.names).toEqual([
      "genre_Other",
      "genre_Other (rare)",
      "genre_unknown",
      "genre_unknown (missing)",
    ]);
    expect(encoded.toArray()).toEqual([
      [1, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ]);
  });

  test("takes a literal Other or unknown that no training row had for a category not seen", () => {
    const encoder = new OneHotEncoder({ minFrequency: 3 }).fit(
      new FeatureFrame({ v: ["Z", null] }),
    );
    const found = encoder.transform(new FeatureFrame({ v: ["Other", "unknown", "Z", null] }));
    expect(found.names).toEqual(["v_Other", "v_unknown"]);
    expect(found.toArray()).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  test("or refuses it, naming column and category", () => {
    const encoder = new OneHotEncoder({ handleUnknown: "error" }).fit(frame);
    const news = new FeatureFrame({ age: [1], genre: ["News"] });
    expect(() => encoder.transform(news)).toThrow(/Column genre has the category "News", which no/);
  });

  test("refuses other columns, another kind of column, and a share for a count", () => {
    const encoder = new OneHotEncoder().fit(frame);
    expect(() => encoder.transform(new FeatureFrame({ age: [1] }))).toThrow(/columns age, genre/);
    const numbers = new FeatureFrame({ age: [1], genre: [3] });
    expect(() => encoder.transform(numbers)).toThrow(
      /Column genre held texts .* holds numbers now/,
    );
    expect(() => new OneHotEncoder({ minFrequency: 0.1 })).toThrow(
      /minFrequency: expected at least 1/,
    );
    expect(() => new OneHotEncoder().transform(frame)).toThrow(/has not been fitted/);
  });
});

describe("FeatureFrame", () => {
  test("takes rows of numbers and texts alike", () => {
    const taken = new FeatureFrame({ a: [1, 2, 3], b: ["x", null, "z"] }).take([2, 1]);
    expect(taken.columns[0]).toEqual(Float64Array.from([3, 2]));
    expect(taken.columns[1]).toEqual(new Categorical(Int32Array.from([1, -1]), ["x", "z"]));
  });

  test("refuses columns of unequal length, and numbers among texts", () => {
    expect(() => new FeatureFrame({ a: [1], b: [1, 2] })).toThrow(
      /Column b has 2 rows, but a has 1/,
    );
    expect(() => new FeatureFrame({ a: ["x", 2] })).toThrow(/Column a, row 2 is 2: expected/);
  });
});

test("Categorical keeps texts as numbers of their categories", () => {
  const column = Categorical.from(["b", null, "a", "b"]);
  expect([...column.codes]).toEqual([1, -1, 0, 1]);
  expect(column.categories).toEqual(["a", "b"]);
  expect([...column.counts()]).toEqual([1, 2]);
});

test("StandardScaler keeps its digits far from zero", () => {
  const offsets = Array.from({ length: 400 }, (_, i) => ((i * 37) % 101) / 32);
  const scale = (shift: number) => {
    const X = offsets.map((value) => [value + shift, value]);
    return new StandardScaler().fit(X).transform(X);
  };
  const scaled = scale(2 ** 40);
  // The offsets are whole multiples of 1/32, which the large values hold exactly; their mean is rounded to
  // 2 ** -12, by which all rows may be off alike, as they are in scikit-learn.
  const [large, small] = [scaled.column(0), scaled.column(1)];
  const shift = large[0]! - small[0]!;
  expect(Math.abs(shift)).toBeLessThan(2 ** -12);
  large.forEach((value, i) => expect(value - shift).toBeCloseTo(small[i]!, 10));
});
