import { resultsOf } from "../../lib/src/model/validation/results.js";

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
