import type { FeatureTable } from "netflix-hits/features";
import { RandomState } from "netflix-hits/random";
import { repeatValidation, validate } from "netflix-hits/validation";

/** 200 rows whose label follows the first feature with some noise; the second has gaps. */
function madeTable(): FeatureTable {
  const random = new RandomState(5);
  const draw = () => random.integer(1000) / 1000;
  const X = Array.from({ length: 200 }, () => [draw(), draw() < 0.2 ? null : draw()]);
  const y = X.map(([signal]) => ((signal as number) + draw() > 1.2 ? 1 : 0));
  return { names: ["signal", "noise"], ids: X.map((_, i) => i), X, y };
}

describe("validate", () => {
  test("finds the planted signal on rows it has not seen", async () => {
    const { auc, coefficients, split, y } = await validate(madeTable());
    expect(auc).toBeGreaterThan(0.8);
    expect(auc).toBeLessThan(1);
    expect(coefficients[0]?.feature).toBe("signal");
    expect(split.test).toHaveLength(50);
    expect(y).toHaveLength(50);
  });

  test("is at chance when the labels have nothing to do with the features", async () => {
    const table = madeTable();
    const y = new RandomState(1).permutation(table.y) as (0 | 1)[];
    const { auc } = await validate({ ...table, y });
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.2);
  });

  test("gives the same result for the same seed and another for another", async () => {
    const [a, b, c] = [
      await validate(madeTable(), { randomState: 1 }),
      await validate(madeTable(), { randomState: 1 }),
      await validate(madeTable(), { randomState: 2 }),
    ];
    expect(a.probabilities).toEqual(b.probabilities);
    expect(a.split).not.toEqual(c.split);
  });
});

test("repeatValidation gives the AUC of the seeds that follow", async () => {
  const table = madeTable();
  const aucs = await repeatValidation(table, { repeats: 2, randomState: 2 ** 32 - 2 });
  const [a, b] = [
    await validate(table, { randomState: 2 ** 32 - 1 }),
    await validate(table, { randomState: 0 }),
  ];
  expect(aucs).toEqual([a.auc, b.auc]);
});
