import { isMet } from "./simulation.js";
import { orders } from "./orders.js";

/** The short form of `npm run simulate -- orders`. */
test("no order is told of what is the same, and one of what is not", async () => {
  const [kinds, coefficients, otherKinds] = await orders.run({ runs: 3, seed: 2 });
  expect(kinds!.found).toBeLessThanOrEqual(1 / 3);
  expect(coefficients!.found).toBeLessThanOrEqual(1 / 3);
  expect(otherKinds!.found).toBeGreaterThanOrEqual(0.5);
  expect(isMet(otherKinds!)).toBe(true);
});
