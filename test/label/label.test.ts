import { popularity, votes } from "../../lib/src/data/variable.js";
import { quantile, reaches } from "../../lib/src/label/definition.js";
import { labelled, study } from "../support/study.js";
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
