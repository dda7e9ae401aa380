/** Findings on series that depend on each other, such as those of one franchise. */
import type { LabelledTitle } from "../label/hits.js";
import { clusterTest } from "../stats/clustered.js";
import type { Check, Effect } from "./finding.js";

/** The cluster of a series; null for one that stands alone. */
export type ClusterBy = (title: LabelledTitle) => string | number | null;

/**
 * The check with the p-value of {@link clusterTest}, and with an interval that is wider by the root
 * of the factor by which clusters raise the variance. An association of several groups keeps its
 * plain interval.
 */
export function clustered(
  check: Check,
  titles: readonly LabelledTitle[],
  clusterBy: ClusterBy,
): Check {
  if (check.design === undefined || check.pValue === null) return check;
  const rows = titles.flatMap((title, i) => {
    const x = check.design?.(title) ?? null;
    return x === null ? [] : [{ x, y: title.hit, cluster: clusterBy(title) ?? `alone ${i}` }];
  });
  const test = clusterTest(
    rows.map(({ x }) => x),
    rows.map(({ y }) => y),
    rows.map(({ cluster }) => cluster),
  );
  if (test === null) return { ...check, pValue: null, direction: "neither" };
  const wider = Math.sqrt(Math.max(1, test.inflation ?? 1));
  return {
    ...check,
    pValue: test.pValue,
    effect: check.effect && stretch(check.effect, wider),
    ratio: check.ratio && stretch(check.ratio, wider),
  };
}

/**
 * An interval whose ends lie `factor` times as far from the value, on the scale on which it is
 * symmetric.
 */
function stretch(effect: Effect, factor: number): Effect {
  if (factor === 1) return effect;
  const isFactor = effect.unit === "ratio of shares" || effect.unit === "odds ratio per year";
  const to = (x: number): number => (isFactor ? Math.log(x) : x);
  const back = (x: number): number => (isFactor ? Math.exp(x) : x);
  const ends = effect.interval.map((end) => {
    const moved = back(to(effect.value) + factor * (to(end) - to(effect.value)));
    return effect.unit === "share"
      ? Math.min(1, Math.max(0, moved))
      : effect.unit === "difference of shares"
        ? Math.min(1, Math.max(-1, moved))
        : moved;
  });
  return { ...effect, interval: [ends[0]!, ends[1]!] };
}
