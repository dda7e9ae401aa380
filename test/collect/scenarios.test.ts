import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectNetwork } from "../../lib/src/collect/index.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { SCENARIOS, type Scenario } from "../../lib/src/sandbox/scenarios.js";
import { startSandbox } from "../../lib/src/sandbox/server.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";
import { testSettings } from "../support/settings.js";

/** The scenarios' durations and the client's, a hundred times shorter than they are. */
const TIME_SCALE = 0.01;
const LIMITS = {
  attemptTimeout: 400,
  contactPatience: 10_000,
  retryDelay: 5,
  maxRetryDelay: 80,
  pause: 10,
  maxPause: 300,
};
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
/** Large enough to be cut into windows. */
const TITLES = simulateCatalogue({ series: 520, seed: 8 });

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "scenario-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function collect(scenarios: readonly Scenario[], seed: number, titles = TITLES) {
  const sandbox = await startSandbox({
    titles,
    label: "test catalogue",
    kind: "simulated",
    scenarios,
    scenarioSeed: seed,
    timeScale: TIME_SCALE,
  });
  const settings = testSettings({
    DATA_DIR: folder,
    TMDB_BASE_URL: sandbox.baseUrl,
    TMDB_API_KEY: sandbox.key,
    TMDB_REQUESTS_PER_SECOND: "unlimited",
  });
  try {
    return { ...(await collectNetwork(settings, { limits: LIMITS })), peaks: sandbox.peaks };
  } finally {
    await sandbox.close();
  }
}

/** Nothing lost, nothing doubled, every field equal; in the order of the files. */
const inOrder = (titles: readonly DiscoverTitle[]) =>
  [...titles].sort((a, b) => b.popularity - a.popularity || a.id - b.id);

const names = Object.keys(SCENARIOS) as Scenario[];

describe.each(names.filter((name) => name !== "huge"))("%s", (scenario) => {
  test.each(SEEDS)("loses nothing with seed %i", async (seed) => {
    const { titles, collection, peaks } = await collect([scenario], seed);
    expect(titles).toEqual(inOrder(TITLES));
    expect(collection).toMatchObject({ complete: true, reported_total: 520, problems: [] });
    expect(peaks.connections).toBeLessThanOrEqual(10);
  });
});

test.each(SEEDS)("all scenarios together lose nothing with seed %i", async (seed) => {
  const { titles, collection } = await collect(names, seed);
  expect(titles).toEqual(inOrder(TITLES));
  expect(collection).toMatchObject({ complete: true, reported_total: 520, problems: [] });
});

test("a catalogue of more series than there are pages for loses nothing while it drifts", async () => {
  const titles = simulateCatalogue({ series: 12_000, seed: 8 });
  const collected = await collect(["huge", "drift"], 1, titles);
  expect(collected.titles).toEqual(inOrder(titles));
  expect(collected.collection.complete).toBe(true);
});
