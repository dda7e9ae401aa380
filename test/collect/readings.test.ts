import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  changesReading,
  coverageReading,
  genreIdReading,
  manifestTable,
  originReading,
  planReading,
  plainWalkReading,
  windowTable,
} from "../../lib/src/collect/readings.js";
import { writeCollection } from "../../lib/src/data/stages.js";
import { collectionOf, FROM_FILE } from "../support/collection.js";
import { testSettings } from "../support/settings.js";
import { discoverTitle, title } from "../support/titles.js";

const COLLECTION = collectionOf({ reported_total: 2561, distinct_ids: 2561, requests: 142 });

describe("coverageReading", () => {
  test("says complete only when every reported series came", () => {
    expect(coverageReading(COLLECTION)).toBe(
      "**Complete:** 2,561 distinct series of 2,561 reported (100.0%), in 142 requests.",
    );
  });

  test("says how many are missing, and where", () => {
    const reading = coverageReading({
      ...COLLECTION,
      distinct_ids: 2559,
      complete: false,
      windows: [
        { window: "before 2020-01-01", reported: 1000, distinct: 1000 },
        { window: "2020-01-01 and later", reported: 1561, distinct: 1559 },
      ],
      problems: [{ id: 77, field: "popularity", problem: "found *high*", kept: false }],
    });
    expect(reading).toMatch(
      /^\*\*Incomplete:\*\* 2,559 distinct series of 2,561 reported \(99\.9%\)/,
    );
    expect(reading).toContain("- 2 series missing.");
    expect(reading).toContain("2020-01-01 and later: 1,559 of 1,561");
    expect(reading).not.toContain("before 2020");
    expect(reading).toContain("id 77, popularity: found \\*high\\*");
  });

  test("does not call more than the total complete, nor incomplete", () => {
    const reading = coverageReading({ ...COLLECTION, reported_total: 2560, complete: false });
    expect(reading).toMatch(
      /^\*\*The count cannot be trusted:\*\* 2,561 .* more than the 2,560 reported/,
    );
  });

  test("reports responses of an interrupted run, a changing total, and invalid fields", () => {
    const reading = coverageReading({
      ...COLLECTION,
      resumed: 30,
      sweeps: 2,
      problems: [{ id: 7, field: "name", problem: "expected text, found 7", kept: true }],
    });
    expect(reading).toContain("in 142 requests, and 30 responses of an interrupted run.");
    expect(reading).toContain("the whole catalogue was read 2 times");
    expect(reading).toContain("1 field had an invalid value and is missing");
  });
});

describe("of a catalogue file", () => {
  const file = collectionOf(FROM_FILE);

  test("the coverage is unknown, and no word says complete, requests or a day", () => {
    const reading = coverageReading(file);
    expect(reading).toBe(
      "**A file of 42 rows, which hold 40 series; its coverage is unknown:** a file does not report how " +
        "many series the network has, nor when its rows were collected. Ages are counted from 2025, the " +
        "latest year in which a series with votes was released, unless AS_OF_YEAR is set.",
    );
    const words = [windowTable(file), changesReading(file), plainWalkReading([], null), reading];
    expect(JSON.stringify(words)).not.toMatch(/complete|request|100|2026/i);
  });

  test("changes are listed with share and example", () => {
    expect(changesReading(file)).toContain(
      "- first\\_air\\_date: 30 of 40 values (75.0%) had a time of day: cut off, such as",
    );
    expect(changesReading({ ...file, changes: [] })).toBe("Nothing was left out or changed.");
  });

  test("the table of parts has the file alone", () => {
    expect(windowTable(file).rows).toEqual([["the file", "unknown", 40, "unknown"]]);
  });
});

test("the parts of the catalogue stand above the whole", () => {
  const table = windowTable({
    ...COLLECTION,
    distinct_ids: 2560,
    windows: [
      { window: "without a date", reported: 561, distinct: 561 },
      { window: "2020-01-01 and later", reported: 2000, distinct: 1999 },
    ],
  });
  expect(table.rows).toEqual([
    ["without a date", 561, 561, "100.0%"],
    ["2020-01-01 and later", 2000, 1999, "above 99.9%"],
    ["the whole catalogue", 2561, 2560, "above 99.9%"],
  ]);
});

describe("what the plain walk would have lost", () => {
  const titles = [1, 2, 3, 4].map((id) => discoverTitle({ id }));

  test("is counted against the collected series", () => {
    const walk = { pages: 2, rows: 4, ids: new Set([1, 2, 3]) };
    expect(plainWalkReading(titles, walk)).toBe(
      "The 2 pages of the default order had 4 rows with 3 distinct ids. **1 series (25.0%) would have been lost**, and without a count nobody would have noticed.",
    );
  });

  test("may be nothing", () => {
    const walk = { pages: 1, rows: 4, ids: new Set([1, 2, 3, 4]) };
    expect(plainWalkReading(titles, walk)).toMatch(
      /4 distinct ids\. This time no series would have been lost\.$/,
    );
  });
});

test("the manifest is shown with its files, and without times", () => {
  const settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "manifest-")) });
  expect(manifestTable(settings).rows).toEqual([]);
  writeCollection(settings, [discoverTitle()], [title()], COLLECTION);
  const rows = new Map(manifestTable(settings).rows.map(([entry, value]) => [entry, value]));
  expect(rows.get("source")).toBe("simulated catalogue (seed 213)");
  expect(rows.get("requests, retries, sweeps")).toBe("142, 0, 1");
  expect(rows.get("netflix_tv_all.csv")).toMatch(/^1 rows?, \d+ bytes, SHA-256 [0-9a-f]{12}…$/);
  expect(JSON.stringify([...rows])).not.toContain(COLLECTION.collected_at?.slice(0, 10));
  rmSync(settings.dataDir, { recursive: true });
});

test.each([
  [[], "Every genre id has a name."],
  [[5], 'TMDb\'s list has no name for 1 genre id (5): called "Unknown".'],
  [[5, 7], 'TMDb\'s list has no name for 2 genre ids (5, 7): called "Unknown".'],
])("genre ids without a name: %j", (ids, sentence) => {
  expect(genreIdReading(ids)).toBe(sentence);
});

test("originReading counts countries, co-productions and undated series", () => {
  const rows = [
    discoverTitle({ origin_country: ["US", "GB"] }),
    discoverTitle({ origin_country: ["US"], first_air_date: null }),
  ];
  expect(originReading(rows)).toBe(
    "The series come from 2 countries; 1 names more than one. 1 (50.0%) has no first air date.",
  );
});

test("planReading says what will be asked, without the key", () => {
  const key = "0123456789abcdef0123456789abcdef";
  expect(planReading(testSettings({}))).toContain("simulated catalogue");
  const live = planReading(testSettings({ TMDB_API_KEY: key }));
  expect(live).toContain("api.themoviedb.org");
  expect(live).not.toContain(key);
});
