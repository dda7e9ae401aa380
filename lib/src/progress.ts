/** How far a collection has come, as one line. */
import type { CollectProgress } from "./collect.js";
import { formatCount, formatPercent } from "./format.js";
import { updatable } from "./jupyter-output.js";

const WIDTH = 24;

/**
 * A bar with the count and the coverage, such as `██████░░ 1,240 of 2,561 series (48.4%), page 62 of
 * 129`.
 */
export function progressLine(progress: CollectProgress): string {
  const { pagesDone, pagesTotal, distinct, reported } = progress;
  const filled = Math.round((pagesDone / pagesTotal) * WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
  const share = reported > 0 ? ` (${formatPercent(distinct / reported)})` : "";
  const series = `${formatCount(distinct)} of ${formatCount(reported)} series${share}`;
  return `${bar} ${series}, page ${formatCount(pagesDone)} of ${formatCount(pagesTotal)}`;
}

/** Show the progress of a collection in a cell, updated in place at most ten times a second. */
export function showProgress(): (progress: CollectProgress) => void {
  const output = updatable();
  let shownAt = -Infinity;
  return (progress) => {
    const now = performance.now();
    const isLast = progress.pagesDone === progress.pagesTotal;
    if (!isLast && now - shownAt < 100) return;
    shownAt = now;
    output.show({ "text/plain": progressLine(progress) });
  };
}
