/** Small networks: the notebooks from the label on and the report, on random parts of a catalogue. */
import { readCatalogue } from "../../lib/src/data/catalogue/index.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";
import { defineStudy, popularity, votes } from "../../lib/src/study/index.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { study } from "../support/study.js";
import { runThrough, type Shorter } from "../support/notebooks-in-process.js";
import { eachRun, type Measure, type Simulation } from "./simulation.js";

/** What is done to a part, by name; every run takes the next. */
const KINDS: Readonly<Record<string, (title: DiscoverTitle) => DiscoverTitle>> = {
  "as it is": (title) => title,
  "without dates": (title) => ({ ...title, first_air_date: null }),
  "of one genre": (title) => ({ ...title, genre_ids: [18] }),
  "of one country": (title) => ({ ...title, origin_country: ["KR"] }),
  "of tied popularity": (title) => ({ ...title, popularity: 3 }),
  "without votes": (title) => ({ ...title, vote_count: 0, vote_average: 0 }),
};
const [SMALLEST, LARGEST] = [20, 200];

/** Fewer repeats of what only gets more exact by them. */
const SHORTER: Shorter = {
  crossValidate: { nRepeats: 2 },
  permutationNull: { repeats: 19 },
  nestedProbabilities: { Cs: [0.1, 1] },
  groupImportance: { halvings: 2, shufflings: 1 },
  yardsticks: { treeRepeats: 1 },
};
const SHORT_STUDY = defineStudy({
  ...study,
  otherDefinitions: {
    x: { variable: popularity, quantiles: [0.8, 0.9] },
    y: { variable: votes, quantiles: [0, 0.5] },
  },
});

/** What no sentence may hold. */
const NONSENSE = /\b(NaN|undefined|null|Infinity|0 of 0)\b|\[object /;

/** What is wrong with a sentence: a number that is none, or a share outside 0 to 100%; null if nothing. */
export function faultOf(sentence: string): string | null {
  const [found] = NONSENSE.exec(sentence) ?? [];
  if (found !== undefined) return found;
  const shares = sentence.matchAll(/(?<![\d.,])([-−]?)(\d[\d,]*(?:\.\d+)?)%/g);
  for (const [share, sign, digits] of shares) {
    const value = Number(digits?.replaceAll(",", ""));
    if (value > 100 || (sign !== "" && value > 0)) return share;
  }
  return null;
}

/** Run everything on one part; what went wrong, each with what it was about. */
async function faultsOfPart(
  titles: readonly DiscoverTitle[],
  kind: string,
  seed: number,
): Promise<string[]> {
  const random = generator(seed, "subsets");
  const rows = SMALLEST + random.below(LARGEST - SMALLEST + 1);
  const drawn = titles.map((title) => ({ title, at: random.uniform() }));
  const part = drawn
    .sort((a, b) => a.at - b.at)
    .slice(0, rows)
    .map(({ title }) => KINDS[kind]!(title));
  const what = `seed ${seed}, ${rows} series ${kind}`;
  try {
    const { said } = await runThrough(part, { shorter: SHORTER, own: SHORT_STUDY });
    return said.flatMap((sentence) => {
      const fault = faultOf(sentence);
      return fault === null ? [] : [`${what}: "${fault}" in: ${sentence}`];
    });
  } catch (error) {
    return [`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

/** The rows of REAL_CATALOGUE, which are not part of the project, or a simulated catalogue. */
function rowsToDraw(): DiscoverTitle[] {
  const file = process.env["REAL_CATALOGUE"] ?? "";
  return file === "" ? simulateCatalogue({ series: 600 }) : readCatalogue(file, GENRES).titles;
}

export const subsets: Simulation = {
  about:
    "20 to 200 series drawn from a catalogue (that of REAL_CATALOGUE, else a simulated one), in turn as they\n" +
    "  are, without dates, of one genre, of one country, of tied popularity, without votes. Notebooks 02 to 05\n" +
    "  and the report end well, and no sentence holds a number that is none.",
  runs: 300,
  run: async (options): Promise<Measure[]> => {
    const titles = rowsToDraw();
    const kinds = Object.keys(KINDS);
    let at = 0;
    const found = await eachRun(options, async (seed) => {
      const kind = kinds[at++ % kinds.length]!;
      return { kind, faults: await faultsOfPart(titles, kind, seed) };
    });
    for (const fault of found.flatMap(({ faults }) => faults)) process.stderr.write(`${fault}\n`);
    return kinds.map((kind) => {
      const own = found.filter((run) => run.kind === kind);
      const faults = own.reduce((sum, run) => sum + run.faults.length, 0);
      return {
        what: `faults, ${kind}`,
        found: faults,
        wanted: [0, 0],
        of: own.length,
        format: String,
      };
    });
  },
};
