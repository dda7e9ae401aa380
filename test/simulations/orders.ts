/** How often notebook 05 tells an order of what is the same. */
import { groupImportance, learntCoefficients } from "../../lib/src/model/validation/index.js";
import type { FeatureTable } from "../../lib/src/features/table.js";
import { crossValidate, validate } from "../support/judged.js";
import { twinGroups } from "../support/twin-groups.js";
import { eachRun, share, type Measure, type Simulation } from "./simulation.js";

const SERIES = 1000;

/** Two columns of {@link twinGroups} that raise the odds the same. */
const TWINS = ["primary_genre_grouped_7", "primary_country_7"];

export const orders: Simulation = {
  about:
    "1,000 series whose genres and countries matter the same. At most 8% have one of them told as what\n" +
    "  the scores rest on most, or one of two equal coefficients told as the larger.",
  runs: 200,
  run: async (options): Promise<Measure[]> => {
    const runs = await eachRun(options, async (seed) => ({
      same: await ordersIn(twinGroups(SERIES, seed)),
      other: await ordersIn(twinGroups(SERIES, seed, 0.4)),
    }));
    const measure = (what: string, told: boolean[], wanted: Measure["wanted"]): Measure => ({
      what,
      found: share(told),
      wanted,
      of: told.length,
    });
    return [
      measure(
        "kinds that matter the same: one is told as the first",
        runs.map(({ same }) => same.kind !== null),
        [0, 0.08],
      ),
      measure(
        "coefficients that are the same: one is told as the larger",
        runs.map(({ same }) => same.coefficient !== null),
        [0, 0.08],
      ),
      measure(
        "a kind with 0.4 times the log-odds: the other is told as the first",
        runs.map(({ other }) => other.kind === "genre"),
        null,
      ),
      measure(
        "a coefficient 0.4 times the other: the other is told as the larger",
        runs.map(({ other }) => other.coefficient === TWINS[0]),
        null,
      ),
    ];
  },
};

/** Which of the two kinds is told as the first, and which of the two coefficients as the larger. */
async function ordersIn(
  table: FeatureTable,
): Promise<{ kind: string | null; coefficient: string | null }> {
  const cv = await crossValidate(table);
  const [first] = await groupImportance(table, cv);
  const learnt = learntCoefficients(table, await validate(table), cv);
  const [larger, smaller] = learnt.filter(({ feature }) => TWINS.includes(feature));
  const isTold =
    larger!.coefficient > 0 &&
    smaller!.coefficient > 0 &&
    !larger!.tiedWith.includes(smaller!.name);
  return {
    kind: first?.tiedWith.length === 0 ? first.group : null,
    coefficient: isTold ? larger!.feature : null,
  };
}
