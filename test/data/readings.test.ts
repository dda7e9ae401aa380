import { popularity, votes } from "../../lib/src/data/variable.js";
import { reaches } from "../../lib/src/label/definition.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { genreIdReading, originReading, planReading } from "../../lib/src/collect/readings.js";
import { hitCountReading, labelCheckReading } from "../../lib/src/label/readings.js";
import { leadersReading, releaseYearReading } from "../../lib/src/findings/readings.js";
import { genres, primaryCountry, primaryGenre } from "../../lib/src/data/variable.js";
import { sourceReading } from "../../lib/src/data/readings.js";
import { testSettings } from "../support/settings.js";
import { discoverTitle, labelledTitle, title } from "../support/titles.js";

/** `count` labelled series of which the first `hits` are hits. */
function group(count: number, hits: number, fields: Partial<LabelledTitle>): LabelledTitle[] {
  return Array.from({ length: count }, (_, i) =>
    labelledTitle({ ...fields, hit: i < hits ? 1 : 0 }),
  );
}

describe("labelCheckReading", () => {
  const rule = reaches([popularity, 5], [votes, 10]).fit([
    ...group(20, 1, {}),
    labelledTitle({ popularity: 9 }),
  ]);
  const hit = labelledTitle({ hit: 1, popularity: 5, vote_count: 10 });
  const miss = labelledTitle({ hit: 0, popularity: 9, vote_count: 9 });

  test("confirms a label that fits", () => {
    expect(labelCheckReading([hit, miss], rule)).toMatch(/^The label fits/);
  });

  test("says so when it does not", () => {
    const wrong = labelledTitle({ hit: 1, popularity: 4.9, vote_count: 10 });
    const missed = labelledTitle({ hit: 0, popularity: 5, vote_count: 10 });
    expect(labelCheckReading([hit, wrong, missed], rule)).toMatch(
      /does not fit its definition:\*\* 1 hits lie below a threshold, and 1 other/,
    );
  });
});

test("hitCountReading counts hits and the popular without votes", () => {
  const rows = [
    labelledTitle({ hit: 1, popularity: 9, vote_count: 9 }),
    labelledTitle({ hit: 0, popularity: 9, vote_count: 0 }),
    ...group(18, 0, {}),
  ];
  expect(hitCountReading(rows, reaches([popularity, 5], [votes, 5]).fit(rows))).toBe(
    "1 of 20 series are hits (**5.0%**). 2 were popular enough; 1 of these had too few votes.",
  );
});

test("leadersReading names the leader, the first three and the missing", () => {
  const rows = ["US", "US", "KR", "JP", "ES", null].map((country) =>
    title({ primary_country: country }),
  );
  expect(leadersReading(rows, primaryCountry)).toBe(
    "**US** leads with 2 of 6 series (33.3%); the first three together have 66.7%. 1 have no primary country.",
  );
});

test("leadersReading counts a series of several values once among the first three", () => {
  const rows = [["Drama", "Crime"], ["Drama"], ["Comedy", "Kids"], ["Soap"], []].map((own) =>
    title({ genres: own }),
  );
  expect(leadersReading(rows, genres)).toBe(
    "**Drama** leads with 2 of 5 series (40.0%); the first three together have 60.0%. 1 have no genre.",
  );
});

test("names from the data are escaped", () => {
  const rows = [title({ primary_genre: "<img src=x> *bold*" })];
  const reading = leadersReading(rows, primaryGenre);
  expect(reading).not.toContain("<img");
  expect(reading).not.toContain("*bold*");
});

test("releaseYearReading names the most frequent year and the undated", () => {
  const rows = [2020, 2020, 2021, null].map((year) => title({ year }));
  expect(releaseYearReading(rows)).toBe(
    "The most frequent release year is **2020** (2 series). 1 (25.0%) have no year.",
  );
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

test("genreIdReading lists the unknown ids", () => {
  expect(genreIdReading([])).toBe("Every genre id has a name.");
  expect(genreIdReading([7, 999])).toMatch(/no name for 2 genre ids \(7, 999\)/);
});

test("every kind of source is named, the simulated one as unreal", () => {
  const settings = testSettings({});
  const source = { kind: "simulated", label: "simulated catalogue (seed 213)" } as const;
  expect(sourceReading(source, settings)).toMatch(/simulated catalogue .* no title.* is real/);
  expect(sourceReading({ kind: "file", label: "catalogue file a.csv" }, settings)).toContain(
    "a.csv",
  );
  const notice = "This product uses the TMDB API but is not endorsed or certified by TMDB.";
  expect(sourceReading({ kind: "live", label: "TMDb" }, settings)).toBe(
    `Data: Netflix, from TMDb. ${notice}`,
  );
  expect(sourceReading({ kind: "live", label: "TMDb, changed by hand" }, settings)).toBe(
    `Data: Netflix, from TMDb, changed by hand. ${notice}`,
  );
  expect(sourceReading({ kind: "unknown", label: "x" }, settings)).toContain("no manifest");
});

test("planReading says what will be asked, without the key", () => {
  const key = "0123456789abcdef0123456789abcdef";
  expect(planReading(testSettings({}))).toContain("simulated catalogue");
  const live = planReading(testSettings({ TMDB_API_KEY: key }));
  expect(live).toContain("api.themoviedb.org");
  expect(live).not.toContain(key);
});
