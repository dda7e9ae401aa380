/** How the hit rate moves over the release years, in words. */
import { formatPercent, listed } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { rateCurve, type CurvePoint, type RateCurve } from "../stats/rate-curve.js";
import { yearSpan } from "./year-span.js";

/**
 * The smooth curve of the hit rate over the release years on which the statement on recent rates
 * stands, for the chart of the rates.
 *
 * @param asOfYear the year that is not over yet.
 * @returns null where there is too little to draw one.
 */
export function yearCurve(
  titles: readonly Pick<LabelledTitle, "year" | "hit">[],
  asOfYear?: number,
): CurvePoint[] | null {
  return rateCurve(yearSpan(titles, asOfYear)?.groups ?? [])?.points ?? null;
}

/**
 * What the curve does between the places where it turns, such as "falls from 31.2% in 2012 to 6.4%
 * in 2021 and has no clear direction after". A stretch counts as rising or falling only when the
 * interval of its change leaves 0 out.
 */
export function shapeWords(curve: RateCurve): string {
  const stretches = stretchesOf(curve);
  // Neighbours of which neither is clear are one stretch without a direction.
  const merged = stretches.filter(
    ({ verb }, i) => i === 0 || verb !== null || stretches[i - 1]!.verb !== null,
  );
  const words = merged.map(({ from, to, verb }, i) => {
    if (verb === null) {
      const until = merged[i + 1];
      if (merged.length === 1) return "has no clear direction";
      return until === undefined
        ? "has no clear direction after"
        : `has no clear direction until ${until.from.score}`;
    }
    const start =
      i === 0 ? `from ${at(from)} ` : merged[i - 1]?.verb === null ? `from ${at(from)} ` : "";
    return `${verb} ${start}to ${at(to)}`;
  });
  return listed(words);
}

/** Whether the curve clearly rises in one stretch and clearly falls in another. */
export function goesBothWays(curve: RateCurve): boolean {
  const verbs = stretchesOf(curve).map(({ verb }) => verb);
  return verbs.includes("rises") && verbs.includes("falls");
}

interface Stretch {
  from: CurvePoint;
  to: CurvePoint;
  /** Null where the change is not clear. */
  verb: "rises" | "falls" | null;
}

function stretchesOf({ points, change }: RateCurve): Stretch[] {
  return parts(points).map(([from, to]) => {
    const { value, isClear } = change(from.score, to.score);
    return { from, to, verb: !isClear ? null : value > 0 ? "rises" : "falls" };
  });
}

function at({ rate, score }: CurvePoint): string {
  return `${formatPercent(rate)} in ${score}`;
}

/** From each turning point to the next, the ends of the curve included. */
function parts(points: readonly CurvePoint[]): [CurvePoint, CurvePoint][] {
  const turns = points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    return (point.rate - before.rate) * (after.rate - point.rate) < 0;
  });
  return turns.slice(1).map((to, i) => [turns[i]!, to]);
}
