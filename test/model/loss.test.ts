import { LogisticLoss } from "../../lib/src/model/logistic/loss.js";
import { FeatureMatrix } from "../../lib/src/stats/matrix.js";
import { RandomState } from "../../lib/src/stats/random.js";

/** Rows of mixed scales, each with the weight of some hits and some others. */
function made(fitIntercept: boolean): LogisticLoss {
  const random = new RandomState(7);
  const uniform = (): number => random.integer(1_000_000) / 1_000_000;
  const X = Array.from({ length: 40 }, (_, i) => [
    i % 3 === 0 ? 1 : 0,
    10 * uniform(),
    uniform() - 0.5,
  ]);
  const weights = (): Float64Array => Float64Array.from(X, () => 3 * uniform());
  const rows = { matrix: FeatureMatrix.from(X), hits: weights(), others: weights() };
  return new LogisticLoss(rows, Float64Array.of(1, 0.5, 0), fitIntercept);
}

/** (f(x + h) - f(x - h)) / 2h: its error is of the order of h squared. */
function centralDifference(of: (x: number) => number, step = 1e-5): number {
  return (of(step) - of(-step)) / (2 * step);
}

describe.each([true, false])("the objective, intercept %p", (fitIntercept) => {
  const loss = made(fitIntercept);
  const points = [
    new Float64Array(loss.size),
    Float64Array.from({ length: loss.size }, (_, j) => 0.4 - 0.3 * j),
  ];

  test("its gradient is the slope of its value", () => {
    for (const point of points) expectSlopes(point);
  });

  function expectSlopes(point: Float64Array): void {
    const { gradient } = loss.at(point);
    expect(gradient).toHaveLength(loss.size);
    gradient.forEach((component, j) => {
      const slope = centralDifference((move) => {
        const moved = Float64Array.from(point);
        moved[j]! += move;
        return loss.at(moved).value;
      });
      expect(component).toBeCloseTo(slope, 6);
    });
  }

  test("its Hessian times a direction is the slope of its gradient along it", () => {
    const directions = [
      Float64Array.from({ length: loss.size }, (_, j) => 0.7 - 0.5 * j),
      Float64Array.from({ length: loss.size }, (_, j) => Number(j === loss.size - 1)),
    ];
    for (const point of points) {
      const product = directions.map((v) => loss.curve(loss.at(point).curvature, v));
      directions.forEach((direction, d) => {
        expect(product[d]).toHaveLength(loss.size);
        product[d]!.forEach((component, j) => {
          const slope = centralDifference((move) => {
            const moved = point.map((value, k) => value + move * direction[k]!);
            return loss.at(moved).gradient[j]!;
          });
          expect(component).toBeCloseTo(slope, 5);
        });
      });
    }
  });

  test("its curvature weighs rows as the gradient's slope does", () => {
    const point = points[1]!;
    const { curvature } = loss.at(point);
    const { matrix } = loss.rows;
    for (let j = 0; j < loss.size; j += 1) {
      const slope = centralDifference((move) => {
        const moved = Float64Array.from(point);
        moved[j]! += move;
        return loss.at(moved).gradient[j]!;
      });
      // The diagonal of the Hessian: penalty plus the sum of weight times the square of the column.
      const unit = new Float64Array(loss.size);
      unit[j] = 1;
      const column = matrix.scores(unit, j === 3 ? 1 : 0);
      const penalty = loss.penalty[j] ?? 0;
      const diagonal = column.reduce((sum, x, i) => sum + curvature[i]! * x * x, penalty);
      expect(diagonal).toBeCloseTo(slope, 5);
    }
  });
});
