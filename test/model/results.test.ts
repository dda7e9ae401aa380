import { modelResultOf, resultsOf } from "../../lib/src/model/validation/results.js";

test("resultsOf counts series and hits apart, and gives the reason of what is unjudged", () => {
  const none = { unjudged: "too few hits" };
  const results = resultsOf({
    features: { y: [1, 0, 0, 1, 0] },
    result: none,
    cv: none,
    luck: none,
    curves: none,
    calibration: none,
    ahead: none,
  });
  expect(results).toMatchObject({ titles: 5, hits: 2 });
  expect(results.unjudged?.["Calibration"]).toBe("too few hits");
});

test("what was let through stands in the results, and nothing where nothing was", () => {
  const none = { unjudged: "too few hits" };
  const parts = {
    features: { y: [1, 0] },
    result: none,
    cv: none,
    luck: none,
    curves: none,
    calibration: none,
    ahead: none,
  };
  expect(resultsOf(parts as never)).not.toHaveProperty("allowed_features");
  const leak = {
    feature: "seasons",
    column: "hit",
    how: "tells",
    score: 0.95,
    message: ".",
  } as const;
  const allowed = [{ leak, reason: "It is planned before." }];
  expect(resultsOf({ ...parts, allowed }).allowed_features).toEqual({
    seasons: "It is planned before.",
  });
});

test("claims are judged on an AUC only with its interval and its rows", () => {
  const whole = {
    titles: 900,
    hits: 80,
    roc_auc: 0.8,
    roc_auc_interval: [0.7, 0.9] as [number, number],
    validation: { titles: 225, hits: 20 },
  };
  expect(modelResultOf(whole)).toEqual({ auc: 0.8, interval: [0.7, 0.9], n: 225, hits: 20 });
  expect(modelResultOf({ ...whole, permutation_p: 0.01 })).toHaveProperty("permutationP", 0.01);
  for (const part of ["roc_auc", "roc_auc_interval", "validation"] as const) {
    const { [part]: _, ...rest } = whole;
    expect(modelResultOf(rest as typeof whole)).toBeUndefined();
  }
});

test("the average precision has an interval where there is one", () => {
  const none = { unjudged: "too few hits" };
  const of = (curves: object) =>
    resultsOf({
      ...{ features: { y: [1, 0] }, result: none, cv: none, luck: none },
      ...{ curves, calibration: none, ahead: none },
    } as never);
  const judged = of({ averagePrecision: 0.4, averagePrecisionInterval: [0.3, 0.5] });
  expect(judged).toMatchObject({
    average_precision: 0.4,
    average_precision_interval: [0.3, 0.5],
  });
  expect(Object.keys(judged).filter((key) => /^\d/.test(key))).toEqual([]);
  expect(of({ averagePrecision: 0.4, averagePrecisionInterval: null })).not.toHaveProperty(
    "average_precision_interval",
  );
});
