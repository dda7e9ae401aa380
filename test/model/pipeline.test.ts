import { LogisticRegression } from "../../lib/src/model/logistic/index.js";
import { hitPipeline, Pipeline } from "../../lib/src/model/pipeline.js";
import {
  FeatureFrame,
  MedianImputer,
  OneHotEncoder,
  StandardScaler,
} from "../../lib/src/model/preprocessing/index.js";
import { testBackends } from "../support/backends.js";

test("the pipeline learns its medians and scales from the rows it is fitted on alone", async () => {
  const pipeline = await hitPipeline().fit([[1], [2], [3], [null]], [0, 1, 1, 0]);
  const before = pipeline.predictProba([[2], [null]]);
  pipeline.predictProba([[1000], [2000]]);
  expect(pipeline.predictProba([[2], [null]])).toEqual(before);
  expect(before[0]).toBe(before[1]);
});

describe.each(testBackends())("a pipeline from texts to probabilities, on %s", (backend) => {
  const frame = new FeatureFrame({
    age: [3, null, 8, 1, 5, 2, 9, 4],
    genre: ["Drama", "Crime", "Drama", null, "Soap", "Crime", "Drama", "Crime"],
  });
  const y = [1, 0, 1, 0, 0, 1, 1, 0];
  const made = () =>
    new Pipeline(
      [
        new OneHotEncoder({ minFrequency: 2, handleUnknown: "infrequent" }),
        new MedianImputer(),
        new StandardScaler(),
      ],
      new LogisticRegression({ classWeight: "balanced", backend }),
    );

  test("is the model on what its steps make, one after the other", async () => {
    const pipeline = await made().fit(frame, y);
    const encoded = pipeline.transform(frame);
    expect(encoded.names).toEqual([
      "age",
      "genre_Crime",
      "genre_Drama",
      "genre_Other",
      "genre_unknown",
    ]);
    const model = new LogisticRegression({ classWeight: "balanced", backend });
    await model.fit(encoded, y);
    expect(pipeline.predictProba(frame)).toEqual(model.predictProba(encoded));
    expect(pipeline.predict(frame)).toEqual(model.predict(encoded));
  });

  test("predicts the same after it was saved and loaded, other rows too", async () => {
    const pipeline = await made().fit(frame, y);
    const text = JSON.stringify(pipeline);
    const loaded = Pipeline.fromJSON(JSON.parse(text) as ReturnType<Pipeline["toJSON"]>);
    const others = new FeatureFrame({ age: [7, null], genre: ["News", "Soap"] });
    expect(loaded.predictProba(frame)).toEqual(pipeline.predictProba(frame));
    expect(loaded.decisionFunction(others)).toEqual(pipeline.decisionFunction(others));
    expect(JSON.stringify(loaded)).toBe(text);
  });
});

test("what is no saved pipeline is refused in a sentence", () => {
  expect(() => Pipeline.fromJSON({} as never)).toThrow(/not a saved Pipeline/);
  const state = { kind: "Pipeline", transformers: [{ kind: "Exec" }] };
  const model = { kind: "LogisticRegression", options: {}, coef: [1] };
  expect(() => Pipeline.fromJSON({ ...state, model } as never)).toThrow(/no transformer "Exec"/);
});

test("texts without an encoder are refused, and an empty training part", async () => {
  const frame = new FeatureFrame({ genre: ["Drama", "Crime"] });
  await expect(hitPipeline().fit(frame, [0, 1])).rejects.toThrow(/put a OneHotEncoder before it/);
  await expect(new Pipeline([], new LogisticRegression()).fit(frame, [0, 1])).rejects.toThrow(
    /add a OneHotEncoder to/,
  );
  await expect(hitPipeline().fit([], [])).rejects.toThrow(/no training rows/);
});
