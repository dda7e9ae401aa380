/** Three ways to collect a catalogue, measured at the same server: coverage, requests, time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { collectNetwork } from "../../lib/src/collect/index.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { startSandboxProcess, type ServerCount } from "./sandbox-process.js";

const PAGE_SIZE = 20;
const NETWORK = 213;
/** Requests a second of every contender that asks several at once, which is our default. */
const RATE = 20;
const CONNECTIONS = 10;
/** What the original waited after each page. */
const PAUSE_MS = 250;

/** What to measure. */
export interface BenchOptions {
  /** Default 2,561. */
  series?: number;
  /** Milliseconds before each answer; default 350. */
  latencyMs?: number;
  /** Seed of the catalogue and of its order; default 213. */
  seed?: number;
  /** Told as each contender begins. */
  onBegin?: (name: string) => void;
  /** Told as each contender has ended. */
  onEnd?: (measured: Measured) => void;
  signal?: AbortSignal;
}

/** What was measured of one contender. */
export interface Measured extends ServerCount {
  contender: Contender;
  /** Series in the catalogue. */
  series: number;
  /** Distinct ids that came. */
  distinct: number;
  seconds: number;
}

/** The contenders, in the order in which they run. */
export const CONTENDERS = {
  plain: "plain loop (sequential, 0.25 s pause)",
  concurrent: "plain loop (10 at once, 20 a second)",
  ours: "ours",
  calm: "ours, catalogue that stands still",
} as const;
export type Contender = keyof typeof CONTENDERS;

interface Server {
  baseUrl: string;
  key: string;
}

/** Returns the distinct ids that came. */
type Walk = (server: Server, signal: AbortSignal | undefined) => Promise<number>;

const WALKS: Readonly<Record<Contender, Walk>> = {
  plain: walkPlainly,
  concurrent: walkConcurrently,
  ours: collect,
  calm: collect,
};

/**
 * Run the contenders one after the other, each against a fresh sandbox in a process of its own.
 *
 * @throws the signal's reason when it aborts.
 */
export async function benchCollect({
  series = 2561,
  latencyMs = 350,
  seed = 213,
  onBegin,
  onEnd,
  signal,
}: BenchOptions = {}): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const contender of Object.keys(CONTENDERS) as Contender[]) {
    signal?.throwIfAborted();
    onBegin?.(CONTENDERS[contender]);
    const scenario = contender === "calm" ? "calm" : "drift";
    const sizes = { series, "latency-ms": latencyMs, seed };
    const options = Object.entries(sizes).flatMap(([name, n]) => [`--${name}`, String(n)]);
    const server = await startSandboxProcess([...options, "--scenario", scenario]);
    let measured: Measured;
    try {
      const began = performance.now();
      const distinct = await WALKS[contender](server, signal);
      const seconds = (performance.now() - began) / 1000;
      measured = { contender, series, distinct, seconds, ...(await server.close()) };
    } finally {
      await server.close();
    }
    all.push(measured);
    onEnd?.(measured);
  }
  return all;
}

/** Page after page in the default order, with a pause after each, as the original asked. */
async function walkPlainly(server: Server, signal?: AbortSignal): Promise<number> {
  const ids = new Set<number>();
  for (let [page, pages] = [1, 1]; page <= pages; page += 1) {
    pages = await askPage(server, page, ids, signal);
    await sleep(PAUSE_MS, undefined, signal ? { signal } : {});
  }
  return ids.size;
}

/** The same pages, several at once. */
async function walkConcurrently(server: Server, signal?: AbortSignal): Promise<number> {
  const { default: PQueue } = await import("p-queue");
  const queue = new PQueue({ concurrency: CONNECTIONS, interval: 1000 / RATE, intervalCap: 1 });
  const ids = new Set<number>();
  const ask = (page: number) => queue.add(() => askPage(server, page, ids, signal));
  const pages = await ask(1);
  await Promise.all(Array.from({ length: pages - 1 }, (_, i) => ask(i + 2)));
  return ids.size;
}

/** Ask one page and note its ids. @returns the number of pages. */
async function askPage(
  { baseUrl, key }: Server,
  page: number,
  ids: Set<number>,
  signal?: AbortSignal,
): Promise<number> {
  const query = `api_key=${key}&with_networks=${NETWORK}&language=en-US&page=${page}`;
  const response = await fetch(`${baseUrl}/discover/tv?${query}`, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The sandbox answered page ${page} with ${response.status}.`);
  const answer = (await response.json()) as { total_pages: number; results: { id: number }[] };
  for (const { id } of answer.results) ids.add(id);
  return Math.min(answer.total_pages, 500);
}

/** Collect as the notebook does, with the default pace, into a folder that is removed. */
async function collect({ baseUrl, key }: Server, signal?: AbortSignal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const variables = { TMDB_BASE_URL: baseUrl, TMDB_API_KEY: key, TMDB_NETWORK_ID: String(NETWORK) };
  try {
    const settings = readSettings({ ...variables, DATA_DIR: folder }, folder);
    const { titles } = await collectNetwork(settings, signal ? { signal } : {});
    return titles.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pages of the catalogue. */
export function pagesOf({ series }: Measured): number {
  return Math.ceil(series / PAGE_SIZE);
}

/** Seconds that the requests take at the allowed rate, whatever else happens. */
export function limitOf({ requests }: Measured): number {
  return requests / RATE;
}
