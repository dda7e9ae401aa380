import { lostTitles, plainWalk } from "../../lib/src/collect/plain-walk.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { SANDBOX_KEY, startSandbox } from "../../lib/src/sandbox/server.js";
import { testSettings } from "../support/settings.js";
import { discoverTitle } from "../support/titles.js";

test("every page of the default order is asked for once", async () => {
  const titles = simulateCatalogue({ series: 65, seed: 3 });
  const sandbox = await startSandbox({ titles, label: "test catalogue", kind: "simulated" });
  const walk = await plainWalk(
    testSettings({
      TMDB_BASE_URL: sandbox.baseUrl,
      TMDB_API_KEY: SANDBOX_KEY,
      TMDB_REQUESTS_PER_SECOND: "unlimited",
    }),
  );
  expect(sandbox.requests).toBe(4);
  expect(walk).toMatchObject({ pages: 4, rows: 65 });
  expect(walk?.ids.size).toBe(65);
  await sandbox.close();
});

test("the order of the simulated catalogue moves, so that a fifth is lost", async () => {
  const walk = await plainWalk(testSettings());
  expect(walk).toMatchObject({ pages: 129, rows: 2561 });
  const share = (walk?.ids.size ?? 0) / 2561;
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThan(0.83);
});

test("a catalogue file has no pages: nothing is asked, and nothing is told as lost", async () => {
  const walk = await plainWalk(testSettings({ CATALOGUE_FILE: "no-matter.csv" }));
  expect(walk).toBeNull();
  expect(lostTitles([discoverTitle({})], walk)).toEqual([]);
});

test("the lost series come by popularity, ties by id", () => {
  const titles = [
    discoverTitle({ id: 1, popularity: 5 }),
    discoverTitle({ id: 4, popularity: 9 }),
    discoverTitle({ id: 2, popularity: 9 }),
    discoverTitle({ id: 3, popularity: 7 }),
  ];
  const lost = lostTitles(titles, { pages: 1, rows: 1, ids: new Set([3]) });
  expect(lost.map(({ id }) => id)).toEqual([2, 4, 1]);
});
