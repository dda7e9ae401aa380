import { popularity, votes } from "../../lib/src/data/variable.js";
import { reaches } from "../../lib/src/label/definition.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { hitCountReading, labelCheckReading } from "../../lib/src/label/readings.js";
import { labelledTitle } from "../support/titles.js";

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
      /does not fit its definition:\*\* 1 hit lies below a threshold, and 1 other series reaches both/,
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
