import { createHash } from "node:crypto";
import {
  KFold,
  RepeatedStratifiedKFold,
  type Split,
  StratifiedKFold,
  stratifiedSplit,
  trainTestSplit,
} from "../../lib/src/model/split/index.js";
import sklearn from "../fixtures/sklearn.json";
import fixtures from "../fixtures/splits.json";

type Case = (typeof fixtures.cases)[number];
type Kind = keyof Case["digests"];

/** A case's own call for each kind of split. */
const CALLS: Record<Kind, (c: Case) => Iterable<Split>> = {
  plain: (c) => [trainTestSplit(c.y.length, { ...sizes(c), randomState: c.seed })],
  unshuffled: (c) => [trainTestSplit(c.y.length, { ...sizes(c), shuffle: false })],
  stratified: (c) => [
    trainTestSplit(c.y.length, { ...sizes(c), stratify: labels(c), randomState: c.seed }),
  ],
  kfold: (c) => new KFold({ nSplits: c.n_splits }).split(c.y.length),
  kfold_shuffled: (c) => new KFold(shuffled(c)).split(c.y),
  folds: (c) => new StratifiedKFold({ nSplits: c.n_splits }).split(labels(c)),
  folds_shuffled: (c) => new StratifiedKFold(shuffled(c)).split(labels(c)),
  repeated: (c) =>
    new RepeatedStratifiedKFold({
      nSplits: c.n_splits,
      nRepeats: 3,
      randomState: c.seed,
    }).split(labels(c)),
};

const shuffled = (c: Case) => ({ nSplits: c.n_splits, shuffle: true, randomState: c.seed });

function labels({ y, texts }: Case): (number | string)[] {
  return texts ? [...y] : [...y].map(Number);
}

function sizes({ test_size, train_size }: Case) {
  return {
    ...(test_size === null ? {} : { testSize: test_size }),
    ...(train_size === null ? {} : { trainSize: train_size }),
  };
}

/** The indices as the fixture keeps them. */
function indicesOf(splits: Iterable<Split>): number[][][] {
  return [...splits].map(({ train, test }) => [train, test]);
}

function digestOf(indices: number[][][]): string {
  return createHash("sha256").update(JSON.stringify(indices)).digest("hex").slice(0, 16);
}

describe("the splits equal scikit-learn's index for index", () => {
  // Classes with fewer rows than folds are among the cases: scikit-learn too only warns of them.
  beforeEach(() => jest.spyOn(console, "warn").mockImplementation(() => {}));
  afterEach(() => jest.restoreAllMocks());

  const kinds = Object.keys(CALLS) as Kind[];

  test.each(kinds)("%s, 240 random cases", (kind) => {
    const wrong = fixtures.cases.flatMap((c, i) => {
      try {
        return digestOf(indicesOf(CALLS[kind](c))) === c.digests[kind] ? [] : [i];
      } catch {
        return c.digests[kind] === "error" ? [] : [i];
      }
    });
    expect(wrong).toEqual([]);
    expect(fixtures.cases.filter((c) => c.digests[kind] !== "error").length).toBeGreaterThan(199);
  });

  const literal = fixtures.cases.flatMap(({ indices, ...c }, i) =>
    Object.entries(indices ?? {}).flatMap(([kind, expected]) =>
      expected === "error" ? [] : [[kind as Kind, i, c, expected] as const],
    ),
  );
  test.each(literal)("%s, case %i in full", (kind, _, c, expected) => {
    expect(indicesOf(CALLS[kind](c))).toEqual(expected);
  });
});

describe("trainTestSplit", () => {
  test("takes typed arrays and lists for labels alike", () => {
    const stratify = Array.from({ length: 40 }, (_, i) => i % 3);
    const split = trainTestSplit(stratify, { stratify, randomState: 7 });
    expect(trainTestSplit(40, { stratify: Uint8Array.from(stratify), randomState: 7 })).toEqual(
      split,
    );
  });

  test("does not change its argument", () => {
    const y = Object.freeze([0, 1, 0, 1, 0, 1, 0, 1]) as number[];
    expect(trainTestSplit(y, { stratify: y }).test).toHaveLength(2);
  });

  test("refuses sizes that do not fit, naming them", () => {
    expect(() => trainTestSplit(10, { testSize: 10 })).toThrow(/testSize.*below 10, found 10/);
    expect(() => trainTestSplit(10, { testSize: 0 })).toThrow(/testSize.*found 0/);
    expect(() => trainTestSplit(10, { trainSize: 1.5 })).toThrow(/trainSize.*found 1.5/);
    expect(() => trainTestSplit(10, { testSize: 6, trainSize: 5 })).toThrow(/11 rows of 10/);
    expect(() => trainTestSplit(3, { testSize: 0.5, trainSize: 0.6 })).toThrow(/reduce one/);
    expect(() => trainTestSplit(1)).toThrow(/leaves none of 1 row/);
    expect(() => trainTestSplit(2.5)).toThrow(/number of rows or an array, found 2.5/);
  });

  test("refuses labels that do not fit, naming the row", () => {
    expect(() => trainTestSplit(3, { stratify: [0, 1] })).toThrow(/each of 3 rows, found 2/);
    expect(() => trainTestSplit(3, { stratify: [0, NaN, 1] })).toThrow(/row 2 is NaN/);
    expect(() => trainTestSplit(2, { stratify: [0, 1], shuffle: false })).toThrow(/shuffle: true/);
    expect(() => trainTestSplit(6, { stratify: [0, 0, 0, 1, 1, 1], testSize: 1 })).toThrow(
      /6 rows are too few to put each of 2 labels into both parts \(5 for training, 1 for the test\)/,
    );
  });

  test("refuses a seed that is none", () => {
    expect(() => trainTestSplit(9, { randomState: -1 })).toThrow(/randomState/);
  });
});

describe("stratifiedSplit", () => {
  test.each(sklearn.splits.map((c, i) => [i, c.y.length, c] as const))(
    "case %i returns the indices that scikit-learn returns for %i rows",
    (_, __, { y, test_size, seed, train, test }) => {
      const split = stratifiedSplit(y, { testSize: test_size, randomState: seed });
      expect(split).toEqual({ train, test });
    },
  );

  test("puts every row into exactly one part", () => {
    const y = Array.from({ length: 101 }, (_, i) => Number(i % 7 === 0));
    const { train, test } = stratifiedSplit(y);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
    expect(test).toHaveLength(26);
  });

  test("refuses one label only, naming what is needed", () => {
    expect(() => stratifiedSplit([0, 0, 0, 0])).toThrow(/All 4 rows have the same label/);
    expect(() => stratifiedSplit([])).toThrow(/All 0 rows/);
  });

  test("refuses a class of one row", () => {
    expect(() => stratifiedSplit([0, 0, 0, 1])).toThrow(/Only one row has the label 1/);
  });

  test("refuses a share outside (0, 1)", () => {
    expect(() => stratifiedSplit([0, 0, 1, 1], { testSize: 1.1 })).toThrow(/testSize/);
    expect(() => stratifiedSplit([0, 0, 1, 1], { testSize: -0.1 })).toThrow(/testSize/);
  });
});

describe("folds", () => {
  const y = Array.from({ length: 103 }, (_, i) => Number(i % 9 === 0));

  test("put every row into exactly one test part, classes spread evenly", () => {
    const folds = [...new StratifiedKFold({ nSplits: 4, shuffle: true }).split(y)];
    expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(y.map((_, i) => i));
    expect(folds.map(({ test }) => test.filter((row) => y[row] === 1).length)).toEqual([
      3, 3, 3, 3,
    ]);
  });

  test("are the same each time they are asked for, and differ between repeats", () => {
    const cv = new RepeatedStratifiedKFold({ nSplits: 3, nRepeats: 2, randomState: 5 });
    const first = [...cv.split(y)];
    expect([...cv.split(y)]).toEqual(first);
    expect(first).toHaveLength(6);
    expect(first[0]).not.toEqual(first[3]);
  });

  test("warn once of a class that cannot be in each of them", () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    const folds = [...new StratifiedKFold({ nSplits: 3 }).split([0, 0, 0, 0, 1, 1])];
    expect(folds).toHaveLength(3);
    expect(warn.mock.calls).toEqual([
      ["The label 1 has only 2 rows, fewer than the 3 folds: it is missing in some of them."],
    ]);
    warn.mockRestore();
  });

  test("refuse options out of range, naming them", () => {
    expect(() => new StratifiedKFold({ nSplits: 1 })).toThrow(/nSplits.*at least 2, found 1/);
    expect(() => new RepeatedStratifiedKFold({ nRepeats: 0 })).toThrow(/nRepeats.*found 0/);
    expect(() => new KFold({ randomState: 1 })).toThrow(/no effect without shuffling/);
    expect(() => new StratifiedKFold({ shuffle: true, randomState: 0.5 })).toThrow(/randomState/);
    expect(() => [...new KFold({ nSplits: 4 }).split(3)]).toThrow(
      /4 folds need at least as many rows/,
    );
    expect(() => [...new StratifiedKFold({ nSplits: 3 }).split([0, 0, 1, 1])]).toThrow(
      /most frequent has 2/,
    );
  });
});
