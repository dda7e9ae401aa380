import { isMet } from "./simulation.js";
import { faultOf, subsets } from "./subsets.js";

/** The short form of `npm run simulate -- subsets`. */
test("60 small networks of six kinds reach the report, and every sentence is whole", async () => {
  const measures = await subsets.run({ runs: 60, seed: 1 });
  expect(measures.map(({ of }) => of)).toEqual(Array<number>(6).fill(10));
  expect(measures.filter((measure) => !isMet(measure))).toEqual([]);
}, 180_000);

test.each([
  ["the mean AUC is NaN", "NaN"],
  ["0 of 0 series", "0 of 0"],
  ["a rate of 104.2%", "104.2%"],
  ["a rate of −3%", "−3%"],
  ["10 of 20 series (50.0%), 95% interval 0.2 to 1", null],
  ["100% of 20, 0% of them", null],
])("%s: what is wrong is %s", (sentence, fault) => {
  expect(faultOf(sentence)).toBe(fault);
});
