import { popularity, rating, votes } from "../../lib/src/data/variable.js";
import { quantile, reaches, type Condition } from "../../lib/src/label/definition.js";
import { labelled, study } from "../support/study.js";
import {
  assertLabelled,
  hitCountReading,
  labelCheckReading,
  labelHits,
} from "../../lib/src/label/index.js";
import { titles } from "../support/titles.js";

describe("the hit label", () => {
  // Popularity and votes 1 to 21: the 90th percentile is 19, the median 11, both of them rows.
  const rising = titles(21, (i) => ({ popularity: i + 1, vote_count: i + 1 }));

  test("has the 90th percentile of popularity and the median of votes as thresholds", () => {
    expect(study.hit.fit(rising).least).toEqual({ popularity: 19, votes: 11 });
  });

  test("counts a series that just reaches a threshold", () => {
    const hits = labelled(rising).filter(({ hit }) => hit === 1);
    expect(hits.map(({ popularity }) => popularity)).toEqual([19, 20, 21]);
  });

  test("needs both: popular series without votes are no hits", () => {
    const opposed = titles(21, (i) => ({ popularity: i + 1, vote_count: 21 - i }));
    expect(labelled(opposed).some(({ hit }) => hit === 1)).toBe(false);
  });

  test("interpolates between rows", () => {
    const twenty = titles(20, (i) => ({ popularity: i, vote_count: i }));
    expect(study.hit.fit(twenty).least).toEqual({ popularity: 17.1, votes: 9.5 });
  });

  test("takes other quantiles", () => {
    const definition = reaches([popularity, quantile(0.5)], [votes, quantile(0)]);
    expect(definition.fit(rising).least).toEqual({ popularity: 11, votes: 1 });
  });

  test("refuses fewer than 20 series in a sentence", () => {
    expect(() => study.hit.fit(titles(19))).toThrow(/only 19 series.*at least 20/);
    expect(() => study.hit.fit([])).toThrow(/no series/);
  });
});

describe("the count of hits", () => {
  const rows = titles(40, (i) => ({ popularity: i, vote_count: 40 - i, vote_average: 5 }));
  const countOf = (...conditions: readonly Condition[]) => {
    const rule = reaches(...conditions).fit(rows);
    return hitCountReading(labelHits(rows, rule), rule);
  };

  test("says of two conditions how many series reach the first alone, and of no other number of them", () => {
    const two = countOf([popularity, quantile(0.5)], [votes, 10]);
    expect(two).toMatch(
      /^11 of 40 series are hits .*20 were popular enough; 9 of these had too few votes\.$/,
    );
    expect(countOf([popularity, quantile(0.5)])).toBe("20 of 40 series are hits (**50.0%**).");
    const three = countOf([popularity, quantile(0.5)], [votes, 10], [rating, 2]);
    expect(three).toBe("11 of 40 series are hits (**27.5%**).");
  });

  test.each([
    [0, ""],
    [1, " 1 series without a value that decides is no hit."],
    [2, " 2 series without a value that decides are no hits."],
  ])("with %d series without a value", (missing, sentence) => {
    const gaps = rows.map((row, i) =>
      i < missing ? { ...row, vote_count: 0 } : { ...row, vote_count: 5 },
    );
    const rule = reaches([rating, 2]).fit([
      ...gaps,
      ...titles(1, () => ({ vote_average: 1, vote_count: 3 })),
    ]);
    expect(hitCountReading(labelHits(gaps, rule), rule)).toMatch(
      new RegExp(`%\\*\\*\\)\\.${sentence}$`),
    );
  });
});

test("the check of the label counts the hits that are none and the others that should be", () => {
  const rows = titles(40, (i) => ({ popularity: i }));
  const rule = reaches([popularity, 30]).fit(rows);
  const right = labelHits(rows, rule);
  expect(labelCheckReading(right, rule)).toMatch(/^The label fits its definition/);
  const changed = right.map((row, i) =>
    i < 3 ? { ...row, hit: 1 as const } : i > 37 ? { ...row, hit: 0 as const } : row,
  );
  expect(labelCheckReading(changed, rule)).toMatch(
    /3 hits lie below a threshold, and 2 other series reach it\. Run notebook 02/,
  );
});

test("a row without a label is named", () => {
  const rows = [{ hit: 1 }, { hit: 0 }, { hit: 2 }] as never;
  expect(() => assertLabelled(rows)).toThrow("Row 3 has no label (hit is 2); expected 0 or 1.");
});
