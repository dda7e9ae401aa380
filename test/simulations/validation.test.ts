import { validation } from "./validation.js";

/** The short form of `npm run simulate -- validation`. */
test("the intervals of the validation hold the truth in most of a few catalogues", async () => {
  const measures = await validation.run({ runs: 6, seed: 5 });
  expect(measures.map(({ what }) => what)).toContain("coverage: mean of later years");
  for (const { what, found } of measures) {
    expect([what, found >= 4 / 6]).toEqual([what, true]);
  }
});
