/** What danfojs computes with the stand-in of TensorFlow.js, and that it has all methods of tensors. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { DataFrame, MinMaxScaler, OneHotEncoder, Series, StandardScaler } from "danfojs-node";

type Method = (this: tf.Tensor, ...others: unknown[]) => tf.Tensor;

// In production it advertises nothing.
tf.enableProdMode();

const methods = tf.Tensor.prototype as unknown as Record<string, Method | undefined>;

/** The names of the methods that TensorFlow.js gives its tensors, from the files that do so. */
function methodNames(): string[] {
  const main = require.resolve("@tensorflow/tfjs-core");
  const folder = join(dirname(main), "public", "chained_ops");
  const files = readdirSync(folder).filter((name) => /(?<!_test)\.js$/.test(name));
  return files.flatMap((name) => {
    const code = readFileSync(join(folder, name), "utf8");
    return /getGlobalTensorClass\(\)\.prototype\.(\w+) =/.exec(code)?.[1] ?? [];
  });
}

test("tensors have every method that TensorFlow.js gives them", () => {
  const names = methodNames();
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => typeof methods[name] !== "function")).toEqual([]);
});

describe("methods", () => {
  const vector = tf.tensor1d([1, 2, 3, 4]);
  const one = tf.tensor1d([1]);
  const matrix = tf.tensor2d([
    [5, 6],
    [7, 8],
  ]);
  const others = tf.tensor1d([9, 9, 9, 9]);
  const mask = tf.tensor1d([1, 0, 1, 0], "bool");

  test.each<[string, tf.Tensor, unknown[], unknown]>([
    ["add", vector, [1], [2, 3, 4, 5]],
    ["sum", matrix, [0], [12, 14]],
    ["as1D", matrix, [], [5, 6, 7, 8]],
    ["as2D", vector, [1, 4], [[1, 2, 3, 4]]],
    ["as3D", vector, [1, 1, 4], [[[1, 2, 3, 4]]]],
    ["as4D", vector, [1, 1, 1, 4], [[[[1, 2, 3, 4]]]]],
    ["as5D", vector, [1, 1, 1, 1, 4], [[[[[1, 2, 3, 4]]]]]],
    ["asScalar", one, [], 1],
    ["asType", tf.tensor1d([1.5]), ["int32"], [1]],
    ["flatten", matrix, [], [5, 6, 7, 8]],
    ["reshapeAs", vector, [matrix], [[1, 2], [3, 4]]], // prettier-ignore
    ["concat", vector, [one], [1, 2, 3, 4, 1]],
    ["concat", vector, [[one, one], 0], [1, 2, 3, 4, 1, 1]],
    ["stack", one, [one], [[1], [1]]],
    ["stack", one, [[one, one], 1], [[1, 1, 1]]],
    ["toBool", vector, [], [1, 1, 1, 1]],
    ["toFloat", vector, [], [1, 2, 3, 4]],
    ["toInt", tf.tensor1d([2.7]), [], [2]],
    ["where", vector, [mask, others], [1, 9, 3, 9]],
  ])("%s of a tensor is the operation on it", (name, tensor, args, expected) => {
    expect(methods[name]?.apply(tensor, args).arraySync()).toEqual(expected);
  });

  test("refuse a tensor that is disposed", () => {
    const gone = tf.tensor1d([1]);
    gone.dispose();
    expect(() => methods["add"]?.call(gone, 1)).toThrow("Tensor is disposed.");
  });
});

describe("danfojs", () => {
  const frame = new DataFrame({ a: [1, 2, 3, 4], b: [2, 4, 6, 8] });

  test("computes its tensors, scalers and encoders", () => {
    expect((frame.tensor as tf.Tensor).arraySync()).toEqual([[1, 2], [2, 4], [3, 6], [4, 8]]); // prettier-ignore
    const scaled = new MinMaxScaler().fit(frame).transform(frame) as DataFrame;
    expect(scaled.column("b").values[3]).toBe(1);
    const standard = new StandardScaler().fit(frame).transform(frame) as DataFrame;
    expect(standard.column("a").mean()).toBeCloseTo(0, 6);
    const encoder = new OneHotEncoder();
    encoder.fit(["x", "y"]);
    expect(encoder.transform(["y", "x"])).toEqual([[0, 1], [1, 0]]); // prettier-ignore
    expect(new Series([3, 1, 9, 4]).argMax()).toBe(2);
  });

  test("draws samples", async () => {
    const { values } = await frame.sample(2, { seed: 1 });
    expect(values).toHaveLength(2);
    for (const row of values) expect(frame.values).toContainEqual(row);
  });
});
