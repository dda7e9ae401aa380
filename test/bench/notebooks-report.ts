/** The measurements of the notebooks as a Markdown table, and what they were meant to be. */
import { quantile } from "../../lib/src/stats/summary.js";
import type { Target } from "./collect-report.js";
import { markdownTable } from "./markdown.js";
import { CONTENDERS, type Contender, type NotebookRun } from "./notebooks.js";

/** What is timed: one value of each run. */
interface Quantity {
  name: string;
  of: (run: NotebookRun) => number;
}

const KERNEL: Quantity = {
  name: "kernel ready, median",
  of: ({ notebooks }) => median(notebooks.map(({ kernel }) => kernel)),
};
const IMPORT: Quantity = {
  name: "first import, slowest notebook",
  of: ({ notebooks }) => Math.max(...notebooks.map(({ cells }) => cells[0] ?? NaN)),
};
const CELL: Quantity = {
  name: "cell, median",
  of: ({ notebooks }) => median(notebooks.flatMap(({ cells }) => cells)),
};
const ALL: Quantity = { name: "02 to 05, wall time", of: ({ seconds }) => seconds };

/** One row for each quantity: medians over the runs, and the ratios to the better of Python's two. */
export function notebookTable(runs: readonly NotebookRun[]): string {
  const head = ["", ...Object.values(CONTENDERS), "all drawn / Python", "drawn before / Python"];
  const rows = quantitiesOf(runs).map((quantity) => [
    quantity.name,
    ...(Object.keys(CONTENDERS) as Contender[]).map((contender) =>
      formatSeconds(medianOf(runs, contender, quantity)),
    ),
    ratioOf(runs, "cold", quantity).toFixed(2),
    ratioOf(runs, "warm", quantity).toFixed(2),
  ]);
  return markdownTable([head, ...rows]);
}

/** What is aimed at with every figure drawn anew, each with the measured value. */
export function notebookTargets(runs: readonly NotebookRun[]): Target[] {
  const ratio = ratioOf(runs, "cold", ALL);
  const [first, cell] = [IMPORT, CELL].map((quantity) => medianOf(runs, "cold", quantity)) as [
    number,
    number,
  ];
  return [
    {
      text: `02 to 05, wall time / Python's: at most 1.0 (ambition 0.6), ${ratio.toFixed(2)}`,
      met: ratio <= 1,
    },
    { text: `${IMPORT.name}: at most 1.0 s, ${first.toFixed(2)} s`, met: first <= 1 },
    { text: `${CELL.name}: at most 100 ms, ${(1000 * cell).toFixed(0)} ms`, met: cell <= 0.1 },
  ];
}

function quantitiesOf(runs: readonly NotebookRun[]): Quantity[] {
  const names = (runs[0]?.notebooks ?? []).map(({ notebook }) => notebook);
  const each = names.map((name) => ({
    name: name.slice(0, 2),
    of: ({ notebooks }: NotebookRun) =>
      notebooks.find(({ notebook }) => notebook === name)!.seconds,
  }));
  return [KERNEL, IMPORT, CELL, ...each, ALL];
}

function ratioOf(runs: readonly NotebookRun[], contender: Contender, quantity: Quantity): number {
  const theirs = (["python", "python1"] as const).map((one) => medianOf(runs, one, quantity));
  return medianOf(runs, contender, quantity) / Math.min(...theirs);
}

function medianOf(runs: readonly NotebookRun[], contender: Contender, quantity: Quantity): number {
  return median(runs.filter((run) => run.contender === contender).map((run) => quantity.of(run)));
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}
