/** The measurements of the collection as a Markdown table, and what they were meant to be. */
import { formatCount, formatShare } from "../../lib/src/base/format.js";
import { markdownTable } from "./markdown.js";
import { CONTENDERS, limitOf, pagesOf, type Contender, type Measured } from "./collect.js";

/** Something that was aimed at. */
export interface Target {
  text: string;
  met: boolean;
}

const HEAD = ["contender", "coverage", "requests", "requests / pages", "wall time", "limit"];
const PEAKS = ["wall / limit", "most in a second", "most connections"];

/** One row for each contender; the limit is the time of its requests at 20 a second. */
export function benchTable(all: readonly Measured[]): string {
  const head = [...HEAD, ...PEAKS];
  const rows = all.map((measured) => {
    const { contender, series, distinct, requests, seconds, perSecond, connections } = measured;
    const limit = limitOf(measured);
    return [
      CONTENDERS[contender],
      formatShare(distinct, series),
      formatCount(requests),
      (requests / pagesOf(measured)).toFixed(2),
      `${seconds.toFixed(1)} s`,
      `${limit.toFixed(1)} s`,
      (seconds / limit).toFixed(2),
      perSecond === null ? "" : formatCount(perSecond),
      connections === null ? "" : formatCount(connections),
    ];
  });
  return markdownTable([head, ...rows]);
}

/** What is aimed at, each with the measured value. */
export function benchTargets(all: readonly Measured[]): Target[] {
  const [plain, ours, calm] = [find(all, "plain"), find(all, "ours"), find(all, "calm")];
  const share = ours.seconds / limitOf(ours);
  const times = plain.seconds / ours.seconds;
  const perPage = calm.requests / pagesOf(calm);
  const missing = ours.series - ours.distinct;
  return [
    { text: `coverage of ours: all series, ${formatCount(missing)} missing`, met: missing === 0 },
    { text: `wall / limit of ours: at most 1.15, ${share.toFixed(3)}`, met: share <= 1.15 },
    {
      text: `times faster than the sequential loop: at least 5, ${times.toFixed(1)}`,
      met: times >= 5,
    },
    {
      text: `requests / pages where nothing moves: at most 2.5, ${perPage.toFixed(2)}`,
      met: perPage <= 2.5,
    },
    ...atMost("requests of ours in any second", 20, [ours.perSecond, calm.perSecond]),
    ...atMost("connections of ours", 10, [ours.connections, calm.connections]),
  ];
}

/** A target for what the server has counted, if it has. */
function atMost(name: string, limit: number, counts: readonly (number | null)[]): Target[] {
  const known = counts.flatMap((count) => count ?? []);
  const most = Math.max(...known);
  if (known.length === 0) return [];
  return [{ text: `${name}: at most ${limit}, ${formatCount(most)}`, met: most <= limit }];
}

/** The targets as lines: met or NOT MET. */
export function targetLines(targets: readonly Target[]): string {
  return targets.map(({ text, met }) => `- ${met ? "met" : "NOT MET"}: ${text}`).join("\n");
}

function find(all: readonly Measured[], contender: Contender): Measured {
  const measured = all.find((one) => one.contender === contender);
  if (measured === undefined) throw new Error(`${contender} was not measured`);
  return measured;
}
