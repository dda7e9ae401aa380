import { hitThresholds, labelHits } from "../../lib/src/label/hits.js";
import { titles } from "../support/titles.js";

describe("the hit label", () => {
  // Popularity and votes 1 to 21: the 90th percentile is 19, the median 11, both of them rows.
  const rising = titles(21, (i) => ({ popularity: i + 1, vote_count: i + 1 }));

  test("has the 90th percentile of popularity and the median of votes as thresholds", () => {
    expect(hitThresholds(rising)).toEqual({ popularity: 19, votes: 11 });
  });

  test("counts a series that just reaches a threshold", () => {
    const hits = labelHits(rising).filter(({ hit }) => hit === 1);
    expect(hits.map(({ popularity }) => popularity)).toEqual([19, 20, 21]);
  });

  test("needs both: popular series without votes are no hits", () => {
    const opposed = titles(21, (i) => ({ popularity: i + 1, vote_count: 21 - i }));
    expect(labelHits(opposed).some(({ hit }) => hit === 1)).toBe(false);
  });

  test("interpolates between rows", () => {
    const twenty = titles(20, (i) => ({ popularity: i, vote_count: i }));
    expect(hitThresholds(twenty)).toEqual({ popularity: 17.1, votes: 9.5 });
  });

  test("takes other quantiles", () => {
    const definition = { popularityQuantile: 0.5, voteQuantile: 0 };
    expect(hitThresholds(rising, definition)).toEqual({ popularity: 11, votes: 1 });
  });

  test("refuses fewer than 20 series in a sentence", () => {
    expect(() => hitThresholds(titles(19))).toThrow(/only 19 series.*at least 20/);
    expect(() => hitThresholds([])).toThrow(/no series/);
  });
});
