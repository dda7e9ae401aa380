/** The progress of a collection as one line, and its completeness at the end. */
import { formatCount, formatQuantity, formatShare } from "../base/format.js";
import { isNotebook, updatable } from "../cell/output.js";
import type { Collection } from "../data/collection.js";

const BAR = 24;
const SHORT_BAR = 12;
/** Parts of the catalogue that are listed one by one when rows are missing in them. */
const MAX_LISTED = 10;
/** Milliseconds over which the rate is measured, and after which there is one. */
const RATE_MS = 5_000;
const FIRST_RATE_MS = 500;
const SAMPLE_MS = 100;

/**
 * A bar with count, coverage, rate and time left: `████████░░░░ 1,240 of 2,561 series (48.4%), 18.9
 * requests a second, 4 s left`. The last line of a collection has neither rate nor time, so that
 * two runs on the same data end with the same bytes.
 *
 * @param columns the available width: if the line is too long, the bar shrinks and then parts are
 * left out, the count last. Default no limit.
 */
export function progressLine(progress: CollectProgress, columns = Infinity): string {
  const { distinct, reported, rate, secondsLeft, done, waiting } = progress;
  if (waiting !== undefined) {
    return distinct > 0 ? `${formatCount(distinct)} series so far, ${waiting}` : waiting;
  }
  if (reported === null)
    return `${bar(progress, BAR)} ${formatQuantity(distinct, "series", "series")}`;
  const series = `${formatCount(distinct)} of ${formatCount(reported)} series`;
  const share = reported >= distinct && reported > 0;
  const count = share ? `${series} (${formatShare(distinct, reported)})` : series;
  const pace = done || rate === null ? "" : `, ${formatRate(rate)} requests a second`;
  const time = done || secondsLeft === null ? "" : `, ${formatDuration(secondsLeft)} left`;
  const forms = [
    `${bar(progress, BAR)} ${count}${pace}${time}`,
    `${bar(progress, SHORT_BAR)} ${count}${pace}${time}`,
    `${bar(progress, SHORT_BAR)} ${count}${time}`,
    `${count}${time}`,
    count,
  ];
  return forms.find((form) => form.length <= columns) ?? series;
}

function bar({ requests, planned, done }: CollectProgress, width: number): string {
  const share = done || planned <= 0 ? Number(done) : Math.min(1, requests / planned);
  const filled = Math.round(share * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

function formatRate(rate: number): string {
  return rate < 100 ? rate.toFixed(1) : formatCount(rate);
}

/** A duration in seconds as "4 s", "2 min 5 s" or "1 h 2 min", rounded up to the second. */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/**
 * The coverage: "2,560 of 2,561 series (above 99.9%)", or "600 series (coverage unknown)" for a
 * file.
 */
export function coverageWords({ distinct_ids, reported_total }: Collection): string {
  if (reported_total === null) {
    return `${formatQuantity(distinct_ids, "series", "series")} (coverage unknown)`;
  }
  if (distinct_ids > reported_total) {
    return `${formatCount(distinct_ids)} series, more than the ${formatCount(reported_total)} reported`;
  }
  const share = formatShare(distinct_ids, reported_total);
  return `${formatCount(distinct_ids)} of ${formatCount(reported_total)} series (${share})`;
}

/**
 * Whether series are or may be missing: more series than the total prove it wrong, and then
 * completeness is unknown, as it always is for a file.
 */
export function isShort({ distinct_ids, reported_total, problems }: Collection): boolean {
  return (
    (reported_total !== null && distinct_ids !== reported_total) ||
    problems.some(({ kept }) => !kept)
  );
}

/**
 * What is missing from a collection, one line each: how much in all, in which parts of the
 * catalogue, and which rows could not be used. Empty if it is complete.
 */
export function shortfall(collection: Collection): string[] {
  const { distinct_ids, reported_total, windows, problems } = collection;
  const missing = reported_total === null ? 0 : reported_total - distinct_ids;
  const short = windows.filter(({ reported, distinct }) => distinct < reported);
  const lost = problems.filter(({ kept }) => !kept);
  const lines: string[] = [];
  if (missing > 0) lines.push(`${formatQuantity(missing, "series", "series")} missing.`);
  if (missing < 0) {
    lines.push(
      `${formatQuantity(-missing, "series", "series")} more than the server reports: its count cannot be ` +
        "trusted, and series may be missing.",
    );
  }
  lines.push(
    ...listed(
      short.map(
        ({ window, distinct, reported }) =>
          `  ${window}: ${formatCount(distinct)} of ${formatCount(reported)}`,
      ),
    ),
  );
  if (lost.length > 0) lines.push(`${formatQuantity(lost.length, "row")} could not be used:`);
  const named = (id: number | null) => (id === null ? "no id" : `id ${id}`);
  lines.push(
    ...listed(lost.map(({ id, field, problem }) => `  ${named(id)}, ${field}: ${problem}`)),
  );
  return lines;
}

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - MAX_LISTED;
  if (rest <= 0) return [...lines];
  return [...lines.slice(0, MAX_LISTED), `  and ${formatCount(rest)} more`];
}

/** The rate of a collection and the remaining time. */
export interface Pace {
  /** Responses per second over the last seconds. */
  rate: number | null;
  secondsLeft: number | null;
}

/**
 * Measure the rate of responses over the last five seconds. Responses before the first call do not
 * count; in the first half second there is no rate.
 *
 * @param now milliseconds of a monotonic clock; default `performance.now`.
 * @returns a function to call at each response with the responses so far and those expected in all.
 */
export function rateMeter(
  now: () => number = () => performance.now(),
): (requests: number, planned: number) => Pace {
  const samples: { time: number; requests: number }[] = [];
  return (requests, planned) => {
    const time = now();
    const last = samples.at(-1);
    if (last === undefined || time - last.time >= SAMPLE_MS) samples.push({ time, requests });
    while (samples.length > 1 && time - (samples[1]?.time ?? time) >= RATE_MS) samples.shift();
    const first = samples[0] ?? { time, requests };
    const seconds = (time - first.time) / 1000;
    if (seconds * 1000 < FIRST_RATE_MS) return { rate: null, secondsLeft: null };
    const rate = (requests - first.requests) / seconds;
    return { rate, secondsLeft: rate > 0 ? Math.max(0, planned - requests) / rate : null };
  };
}

/**
 * Pass on progress at most once in this many milliseconds; always pass on the last one and what is
 * being waited for.
 */
export function atMostEvery(
  milliseconds: number,
  show: (progress: CollectProgress) => void,
): (progress: CollectProgress) => void {
  let shownAt = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (!progress.done && progress.waiting === undefined && now - shownAt < milliseconds) return;
    shownAt = now;
    show(progress);
  };
}

/**
 * Show the progress of a collection in a cell, updated in place at most ten times a second; outside
 * a notebook as one line every 20 seconds.
 */
export function showProgress(): (progress: CollectProgress) => void {
  const output = updatable();
  return atMostEvery(isNotebook() ? 100 : 20_000, (progress) =>
    output.show(
      { "text/plain": progressLine(progress) },
      // By this the runner of the notebooks knows that the terminal is to say it too.
      { metadata: progress.waiting === undefined ? {} : { waiting: true } },
    ),
  );
}

/** The progress of a collection. */
export interface CollectProgress {
  /** Distinct ids so far. */
  distinct: number;
  /** The API's `total_results`; null for a file, which reports none. */
  reported: number | null;
  /** Responses so far, and the number expected in all. */
  requests: number;
  planned: number;
  /** Responses per second over the last seconds; null at the beginning and if no time passes. */
  rate: number | null;
  /** Null if there is no rate yet. */
  secondsLeft: number | null;
  /** True only in the last one. */
  done: boolean;
  /** What is being waited for and since when, while the server is silent. */
  waiting?: string;
}
