/** Features that tell the label by themselves, whatever they are made of. */
import { newcombeInterval } from "../../stats/newcombe-interval.js";
import { meanRanks } from "../../stats/ranks.js";
import { distinctValues, type Column } from "./by-value.js";

/** How well one feature orders hits before others, or others before hits. */
export interface UnivariateAuc {
  /** At least 0.5: the direction does not matter. */
  auc: number;
  /** Whether that is too much to be honest, and no accident. */
  tells: boolean;
}

/** The ROC-AUC from which a single feature is refused. Honest ones of real catalogues reach about 0.6. */
export const LEAST_AUC = 0.9;
/** What the lower end of the interval must exceed: because with few rows a high AUC may be chance. */
const SURE_ABOVE = 0.75;
/** The level of that interval, which allows for many features. */
const LEVEL = 0.999;

/**
 * The ROC-AUC of each feature alone, on the rows that have a value.
 *
 * A feature tells the label where its AUC is at least {@link LEAST_AUC} and Newcombe's 99.9% interval lies
 * above {@link SURE_ABOVE}: with 5 hits among 200 rows an AUC of 0.99 is not enough, with 15 one of 0.95 is.
 *
 * @returns for each feature its AUC, or null where it has one value or one label occurs.
 */
export function univariateAucs(
  features: readonly Column[],
  label: Column,
): (UnivariateAuc | null)[] {
  return features.map((feature) => {
    const counted =
      distinctValues(feature) === null ? rankSum(feature, label) : rankSumOfFew(feature, label);
    const { sum, hits, others } = counted;
    if (hits === 0 || others === 0) return null;
    const found = (sum - (hits * (hits + 1)) / 2) / hits / others;
    const auc = Math.max(found, 1 - found);
    const tells = auc >= LEAST_AUC && newcombeInterval(auc, hits, others, LEVEL)[0] > SURE_ABOVE;
    return { auc, tells };
  });
}

/** The sum of the hits' ranks, ties by mean ranks, among the rows that have a value and a label. */
interface RankSum {
  sum: number;
  hits: number;
  others: number;
}

function rankSum(feature: Column, label: Column): RankSum {
  const both = (_: number, row: number): boolean =>
    !Number.isNaN(feature[row]) && !Number.isNaN(label[row]);
  const [x, y] = [feature.filter(both), label.filter(both)];
  const hits = y.reduce((sum, value) => sum + value, 0);
  const sum = meanRanks(x).reduce((total, rank, row) => total + rank * y[row]!, 0);
  return { sum, hits, others: y.length - hits };
}

/** The same for a feature of few values: counted, not sorted. */
function rankSumOfFew(feature: Column, label: Column): RankSum {
  const counts = new Map(distinctValues(feature)!.map((value) => [value, { hits: 0, rows: 0 }]));
  for (let row = 0; row < feature.length; row += 1) {
    const count = counts.get(feature[row]!);
    if (count === undefined || Number.isNaN(label[row])) continue;
    count.hits += label[row]!;
    count.rows += 1;
  }
  let [sum, hits, before] = [0, 0, 0];
  for (const count of counts.values()) {
    sum += count.hits * (before + (count.rows + 1) / 2);
    hits += count.hits;
    before += count.rows;
  }
  return { sum, hits, others: before - hits };
}
