/** Two definitions of a hit on the same series: how far they agree, and who changes sides. */
import type { HitDefinition } from "./definition.js";
import { md } from "../base/escape.js";
import { formatCount as n, formatPercent, formatSeries, formatUnit } from "../base/format.js";
import type { Title } from "../data/titles.js";

/** How two definitions label the same series. */
export interface DefinitionComparison {
  /** The two in words. */
  words: readonly [string, string];
  both: number;
  neither: number;
  /** Hits by the first alone, and by the second alone, the most popular first. */
  onlyFirst: Title[];
  onlySecond: Title[];
  /** Cohen's kappa: 1 for the same labels, 0 for as much agreement as chance gives; null where either is constant. */
  kappa: number | null;
}

/**
 * Compare two definitions on the same series (Cohen, Educational and Psychological Measurement 20, 1960).
 *
 * @throws UserError as each definition's `fit`.
 */
export function compareDefinitions(
  titles: readonly Title[],
  first: HitDefinition,
  second: HitDefinition,
): DefinitionComparison {
  const [a, b] = [first.fit(titles), second.fit(titles)];
  const of = (inFirst: boolean, inSecond: boolean): Title[] =>
    titles.filter((title) => a.isHit(title) === inFirst && b.isHit(title) === inSecond);
  const byPopularity = (rows: Title[]) => rows.sort((x, y) => y.popularity - x.popularity);
  const [both, neither] = [of(true, true).length, of(false, false).length];
  const [onlyFirst, onlySecond] = [byPopularity(of(true, false)), byPopularity(of(false, true))];
  const total = titles.length;
  const [p, q] = [(both + onlyFirst.length) / total, (both + onlySecond.length) / total];
  const expected = p * q + (1 - p) * (1 - q);
  const isConstant = [p, q].some((share) => share === 0 || share === 1);
  const kappa = isConstant ? null : ((both + neither) / total - expected) / (1 - expected);
  return { words: [first.words, second.words], both, neither, onlyFirst, onlySecond, kappa };
}

/** How far two definitions agree, in words. */
export function comparisonReading(comparison: DefinitionComparison): string {
  const { words, both, neither, onlyFirst, onlySecond, kappa } = comparison;
  const total = both + neither + onlyFirst.length + onlySecond.length;
  const agreement = kappa === null ? "" : ` (Cohen's kappa ${formatUnit(kappa)})`;
  return (
    md`“${words[0]}” and “${words[1]}” agree on **${formatPercent((both + neither) / total)}** of ${formatSeries(total)}` +
    `${agreement}: ${n(both)} are hits by both, ${n(onlyFirst.length)} by the first alone and ` +
    `${n(onlySecond.length)} by the second alone.`
  );
}
