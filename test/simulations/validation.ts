/** How often the intervals of notebook 05's validation hold what is true. */
import { aucInterval } from "../../lib/src/model/metrics/auc-interval.js";
import { averagePrecision, rocAuc } from "../../lib/src/model/metrics/index.js";
import { isUnjudged } from "../../lib/src/base/outcome.js";
import { calibrationLine } from "../../lib/src/model/validation/calibration-line.js";
import { curveBands } from "../../lib/src/model/validation/curve-bands.js";
import { validateInTime } from "../../lib/src/model/validation/index.js";
import { featureMatrix, type FeatureTable } from "../../lib/src/features/table.js";
import { hitPipeline } from "../../lib/src/model/pipeline.js";
import { sigmoid } from "../../lib/src/model/logistic/loss.js";
import { crossValidate } from "../support/judged.js";
import { drawLabels, madeFeatures } from "./made-features.js";
import { eachRun, share, type Measure, type Simulation } from "./simulation.js";

/** Series of a run, and those on which the truth of its models is measured. */
const SERIES = 2000;
const MANY = 30_000;
const AS_OF_YEAR = 2026;
const COVERED = [0.92, 0.98] as const;

export const validation: Simulation = {
  about:
    "2,000 series whose chances of a hit are known. The intervals of the ROC-AUC (also with few hits),\n" +
    "  average precision, calibration slope and intercept, the cross-validated mean and the mean of later\n" +
    "  years hold in 92 to 98% what the same models, or as many of their kind, reach on new series.",
  runs: 200,
  run: async (options): Promise<Measure[]> => {
    const many = madeFeatures(MANY, options.seed);
    const later = { ...many.table, y: drawLabels(many.chances, options.seed) };
    const runs = await eachRun(options, (seed) => coverIn(seed, later));
    // What cross-validation estimates is the mean over training parts: over all runs.
    const expected = runs.reduce((sum, { crossed }) => sum + crossed.truth, 0) / runs.length;
    const covered = {
      ...Object.fromEntries(
        Object.keys(runs[0]?.held ?? {}).map((what) => [what, runs.map(({ held }) => held[what]!)]),
      ),
      "mean over folds": runs.map(({ crossed }) => holds(crossed.interval, expected)),
    };
    return Object.entries(covered).map(([what, held]) => ({
      what: `coverage: ${what}`,
      found: share(held),
      wanted: COVERED,
      of: held.length,
    }));
  },
};

/** One catalogue: which intervals hold the truth. */
async function coverIn(seed: number, later: FeatureTable) {
  const { table: features, chances } = madeFeatures(SERIES, seed);
  const table: FeatureTable = { ...features, y: drawLabels(chances, seed + 1) };
  const known = table.names.filter((name) => later.names.includes(name));
  const [own, other] = [table, later].map((each) => featureMatrix(each).select(known));
  const train = table.ids.flatMap((_, row) => (row % 4 === 0 ? [] : [row]));
  const test = table.ids.flatMap((_, row) => (row % 4 === 0 ? [row] : []));
  const labels = (rows: readonly number[]): number[] => rows.map((row) => table.y[row] as number);
  const pipeline = await hitPipeline({ classWeight: null, C: 0.1 }).fit(
    own!.take(train),
    labels(train),
  );
  const [seen, truth] = [own!.take(test), other!].map((X) => pipeline.decisionFunction(X));
  const y = labels(test);
  const bands = curveBands(y, seen!, { repeats: 300 });
  const [line, trueLine] = [calibrationLine(y, seen!), calibrationLine(later.y, truth!)];
  const few = withFewHits(y, seen!, 8);
  const trueAuc = rocAuc(later.y, truth!);
  const cv = await crossValidate(table, { nRepeats: 4, classWeight: null });
  return {
    held: {
      "ROC-AUC": holds(aucInterval(y, seen!).interval, trueAuc),
      "ROC-AUC of 8 hits": holds(aucInterval(few.y, few.scores).interval, trueAuc),
      "average precision": holds(bands.averagePrecisionInterval, averagePrecision(later.y, truth!)),
      "calibration slope": holds(line?.slopeInterval, trueLine?.slope),
      "calibration intercept": holds(line?.interceptInterval, trueLine?.intercept),
      "mean of later years": await holdsLater(table, later, cv),
    } as Record<string, boolean>,
    crossed: { interval: cv.interval, truth: meanOfFolds(cv, table, later) },
  };
}

/** The hits' first few, and all others: what a year with few hits has. */
function withFewHits(y: readonly number[], scores: readonly number[], hits: number) {
  let left = hits;
  const rows = [...y.keys()].filter((row) => y[row] === 0 || (left -= 1) >= 0);
  return { y: rows.map((row) => y[row]!), scores: rows.map((row) => scores[row]!) };
}

/** The mean over the first repeat's models of their AUC on new series. */
function meanOfFolds(
  { folds, nSplits }: Awaited<ReturnType<typeof crossValidate>>,
  table: FeatureTable,
  later: FeatureTable,
): number {
  const X = inColumnsOf(table, later);
  const aucs = folds
    .slice(0, nSplits)
    .map(({ pipeline }) => rocAuc(later.y, pipeline.decisionFunction(X).map(sigmoid)));
  return aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
}

/** The new series with the columns of a table: a category that it lacks is in none of them. */
function inColumnsOf({ names }: FeatureTable, later: FeatureTable) {
  const places = names.map((name) => later.names.indexOf(name));
  const X = later.X.map((row) => places.map((at) => (at < 0 ? 0 : (row[at] ?? null))));
  return featureMatrix({ names, X });
}

/** Whether the interval of the mean of later years holds what its models reach on many series of the years. */
async function holdsLater(
  table: FeatureTable,
  later: FeatureTable,
  cv: Awaited<ReturnType<typeof crossValidate>>,
): Promise<boolean> {
  const yearsOf = ({ ids, X }: FeatureTable) =>
    ids.map((id, row) => ({ id, year: AS_OF_YEAR - (X[row]?.[0] ?? NaN) }));
  const found = await validateInTime(table, yearsOf(table), cv, { classWeight: null });
  if (isUnjudged(found)) return true;
  const years = yearsOf(table).map(({ year }) => year);
  const laterYears = yearsOf(later).map(({ year }) => year);
  const [matrix, X] = [featureMatrix(table), inColumnsOf(table, later)];
  let [sum, weights] = [0, 0];
  for (const { year, hits } of found.years) {
    const before = [...years.keys()].filter((row) => years[row]! < year);
    const same = [...laterYears.keys()].filter((row) => laterYears[row] === year);
    const pipeline = await hitPipeline({ classWeight: null }).fit(
      matrix.take(before),
      before.map((row) => table.y[row] as number),
    );
    const labels = same.map((row) => later.y[row] as number);
    sum += hits * rocAuc(labels, pipeline.decisionFunction(X.take(same)));
    weights += hits;
  }
  return holds(found.ahead.interval, sum / weights);
}

function holds(
  interval: readonly [number, number] | undefined,
  value: number | undefined,
): boolean {
  if (interval === undefined || value === undefined) return false;
  return interval[0] <= value && value <= interval[1];
}
