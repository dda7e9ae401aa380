/** How often the intervals of notebook 05's adjusted rates and odds ratios hold what is true. */
import { assertJudged } from "../../lib/src/base/outcome.js";
import { comparisonsOf } from "../../lib/src/model/effects/comparisons.js";
import { fitDesign, saidBy } from "../../lib/src/model/effects/fit.js";
import { effectsOf, type Effect, type Estimated } from "../../lib/src/model/effects/index.js";
import { RandomState } from "../../lib/src/stats/random.js";
import { drawLabels, madeFeatures } from "./made-features.js";
import {
  eachRun,
  share,
  type Measure,
  type Simulation,
  type SimulationOptions,
} from "./simulation.js";

/** Labels that are drawn in each run: 200 runs tell a coverage to less than a hundredth. */
const DRAWS = 4;

export const effects: Simulation = {
  about:
    "2,000 series whose chances of a hit are known. Of shuffled labels at most 6% of the features are\n" +
    `  clear of 1; of labels drawn by the chances, ${DRAWS} times in each run, every interval holds the truth in\n` +
    "  92 to 98%.",
  runs: 200,
  run: async (options) => {
    const { shuffled, coverage } = await measureEffects(options, 2000);
    return [shuffled, ...coverage];
  },
};

/** The measures with as many series as wanted. */
export async function measureEffects(
  options: SimulationOptions,
  series: number,
): Promise<{ shuffled: Measure; coverage: Measure[] }> {
  const { table, chances } = madeFeatures(series, options.seed);
  const expected = comparisonsOf({ ...table, y: chances });
  const truths = expected.comparisons.map((comparison): Truth => {
    // The fit to the chances themselves: what as many series as one likes would come to.
    const said = saidBy(fitDesign(comparison.design, { corrected: false }), comparison);
    const { factor, name, reference } = comparison;
    const ofWhat = `${factor === null ? "" : `${factor} `}${name} against ${reference}`;
    const { rate, difference, oddsRatio } = said;
    return { name, ofWhat, rate: rate.rate, difference: difference.rate, oddsRatio };
  });
  const rowsOf = async (y: (0 | 1)[]): Promise<Effect[]> =>
    assertJudged(await effectsOf({ ...table, y })).rows;
  const runs = await eachRun(options, async (seed) => {
    const drawn: Effect[][] = [];
    for (let draw = 0; draw < DRAWS; draw += 1) {
      drawn.push(await rowsOf(drawLabels(chances, (seed + draw) % 2 ** 32)));
    }
    const shuffled = new RandomState(seed).permutation(drawLabels(chances, seed)) as (0 | 1)[];
    return { drawn, shuffled: await rowsOf(shuffled) };
  });
  const clear = runs.flatMap(({ shuffled }) =>
    shuffled.map(({ oddsRatio }) => !holds(oddsRatio, 1)),
  );
  const drawn = runs.flatMap((run) => run.drawn);
  return {
    shuffled: {
      what: "shuffled labels: features clear of 1",
      found: share(clear),
      wanted: [0, 0.06],
      of: clear.length,
    },
    // A number that seems not to follow a line is not told in that run.
    coverage: truths.flatMap((truth) =>
      coverages(
        truth,
        drawn.flatMap((rows) => rows.filter(({ name }) => name === truth.name)),
      ),
    ),
  };
}

interface Truth extends Record<Measured, number> {
  name: string;
  /** Such as "country South Korea against United States". */
  ofWhat: string;
}

type Measured = "rate" | "difference" | "oddsRatio";

const MEASURED = [
  ["rate", "adjusted rate"],
  ["difference", "difference"],
  ["oddsRatio", "odds ratio"],
] as const;

function coverages(truth: Truth, found: readonly Effect[]): Measure[] {
  return MEASURED.map(([key, words]) => ({
    what: `${words}: ${truth.ofWhat}`,
    found: share(found.map((effect) => holds(effect[key], truth[key]))),
    wanted: [0.92, 0.98],
    of: found.length,
  }));
}

function holds({ interval: [low, high] }: Estimated, value: number): boolean {
  return low <= value && value <= high;
}
