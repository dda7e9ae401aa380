/** A progress bar for the steps of a long computation. */
import { isNotebook, updatable } from "./output.js";
import { formatCount } from "../base/format.js";

const BAR = 24;

/**
 * Show the steps done of a long computation as a bar in a cell, updated in place at most ten times
 * a second. Outside a notebook nothing is shown.
 *
 * @param noun what the steps are, such as "folds".
 */
export function showSteps(noun: string): (done: number, total: number) => void {
  if (!isNotebook()) return () => undefined;
  const output = updatable();
  let shownAt = -Infinity;
  return (done, total) => {
    const now = performance.now();
    if (done < total && now - shownAt < 100) return;
    shownAt = now;
    output.show({ "text/plain": stepsLine(done, total, noun) });
  };
}

/** A bar with a count: `████████░░░░ 120 of 200 folds`. */
function stepsLine(done: number, total: number, noun: string): string {
  const filled = total > 0 ? Math.round((done / total) * BAR) : BAR;
  const line = "█".repeat(filled) + "░".repeat(BAR - filled);
  return `${line} ${formatCount(done)} of ${formatCount(total)} ${noun}`;
}
