import { findings } from "./findings.js";

/** The short form of `npm run simulate -- findings`: the bounds leave room for the luck of 40 catalogues. */
test("where nothing goes with a hit hardly anything is claimed, franchises with clusterBy included", async () => {
  const measures = await findings.run({ runs: 40, seed: 2 });
  const judged = measures.filter(({ wanted }) => wanted !== null);
  expect(judged).toHaveLength(5);
  for (const { found } of judged) expect(found).toBeLessThanOrEqual(0.1);
  const independent = measures.find(({ what }) => what.includes("taken for independent"));
  expect(independent?.found).toBeGreaterThan(0.3);
}, 180_000);
