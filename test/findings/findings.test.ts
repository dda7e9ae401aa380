import {
  checkFindings,
  compareGroups,
  compareGroupsTable,
  findingReading,
  findingsTable,
  recentCounts,
  imbalance,
  separability,
  type ClusterBy,
  type Finding,
  type HitWords,
} from "../../lib/src/findings/index.js";
import { primaryGenre } from "../../lib/src/data/variable.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { chiSquareTest, cramersV } from "../../lib/src/stats/chi-square.js";
import { RandomState } from "../../lib/src/stats/random.js";
import { checkDefault } from "../support/default-claims.js";
import { labelledTitle } from "../support/titles.js";

/** `count` labelled series of which the first `hits` are hits. */
function group(count: number, hits: number, fields: Partial<LabelledTitle>): LabelledTitle[] {
  return Array.from({ length: count }, (_, i) =>
    labelledTitle({ ...fields, hit: i < hits ? 1 : 0 }),
  );
}

/** A catalogue with the numbers of series and of hits that each year has, from `first` on. */
function byYear(first: number, years: readonly (readonly [number, number])[]): LabelledTitle[] {
  return years.flatMap(([count, hits], i) => group(count, hits, { year: first + i }));
}

function find(findings: readonly Finding[], id: string): Finding {
  const finding = findings.find((candidate) => candidate.id === id);
  if (finding === undefined) throw new Error(`no finding ${id}`);
  return finding;
}

function verdict(titles: readonly LabelledTitle[], id: string): string {
  return find(checkDefault(titles), id).verdict;
}

describe("recent years: counts and rates are kept apart", () => {
  /** Years of these sizes whose odds of a hit change by a factor from each to the next. */
  const steady = (counts: readonly number[], start: number, factor: number) =>
    byYear(
      2016,
      counts.map((count, i) => {
        const odds = start * factor ** i;
        return [count, Math.round((count * odds) / (1 + odds))];
      }),
    );
  const RISING = [60, 80, 120, 160, 280, 300, 320, 340];

  test("falling rates with rising counts: both statements are contradicted", () => {
    const titles = steady(RISING, 0.5, 0.75);
    const rates = find(checkDefault(titles), "recent-rates");
    expect(rates).toMatchObject({
      verdict: "contradicted",
      effect: { unit: "odds ratio per year" },
    });
    expect(rates.sentence).toContain("each later year multiplies the odds of a hit by 0.75");
    // Most hits are recent all the same: nobody would call that a concentration.
    const counts = find(checkDefault(titles), "recent-counts");
    expect(counts.effect?.value).toBeGreaterThan(0.5);
    expect(counts.verdict).toBe("contradicted");
  });

  test("rising rates with falling counts: the other way round", () => {
    const titles = steady([...RISING].reverse(), 0.04, 1.35);
    expect(verdict(titles, "recent-rates")).toBe("supported");
    expect(verdict(titles, "recent-counts")).toBe("supported");
  });

  test("equal rates with rising counts: neither is claimed, in 200 catalogues at most 5%", () => {
    let judged = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const titles = RISING.flatMap((count, year) => {
        const random = new RandomState(seed * 100 + year);
        const hits = Array.from({ length: count }, () => random.integer(9)).filter((x) => x === 0);
        return group(count, hits.length, { year: 2016 + year });
      });
      const [counts] = checkFindings(titles, [recentCounts()]);
      if (counts?.verdict !== "not enough data") judged += 1;
    }
    expect(judged).toBeLessThanOrEqual(10);
  });

  test("a rate that falls and rises again has no factor, but a shape in words", () => {
    const titles = byYear(2014, [
      [100, 30],
      [100, 22],
      [100, 14],
      [150, 12],
      [150, 7],
      [150, 6],
      [150, 7],
      [150, 12],
      [150, 20],
      [150, 27],
      [150, 33],
    ]);
    const rates = find(checkDefault(titles), "recent-rates");
    expect(rates.sentence).not.toContain("multiplies the odds");
    expect(rates.sentence).toMatch(
      /it falls from \d+\.\d% in 2014 to \d\.\d% in 20(18|19) and rises to \d+\.\d% in 2024;/,
    );
    expect(rates.effect?.unit).toBe("difference of shares");
    expect(rates.verdict).not.toBe("contradicted");
  });

  test.each([2015, 2017, 2019, 2021])(
    "a rate that turns in %d is never said to go one way",
    (turn) => {
      const years = Array.from({ length: 16 }, (_, i) => 2010 + i);
      const titles = byYear(
        2010,
        years.map((year): [number, number] => [
          160,
          Math.round(160 * Math.min(0.6, 0.04 + 0.3 * ((year - turn) / 8) ** 2)),
        ]),
      );
      const { verdict, sentence } = find(checkDefault(titles), "recent-rates");
      expect(sentence).toMatch(/it falls from .+ and rises to /);
      expect(["mixed", "not enough data"]).toContain(verdict);
    },
  );

  test("a fall that the oldest years alone make is mixed", () => {
    const titles = byYear(2014, [
      [40, 20],
      [40, 12],
      ...Array<[number, number]>(9).fill([150, 12]),
    ]);
    const rates = find(checkDefault(titles), "recent-rates");
    expect(rates.verdict).toBe("mixed");
    expect(rates.sentence).toContain("and has no clear direction after");
    expect(rates.sentence).toContain("but the direction is not the same throughout");
  });

  test("even years with one rate: nothing is claimed of either", () => {
    const titles = byYear(2016, Array(8).fill([100, 10]));
    const findings = checkDefault(titles);
    for (const id of ["recent-counts", "recent-rates"] as const) {
      expect(find(findings, id)).toMatchObject({ verdict: "not enough data" });
      expect(find(findings, id).pValue).toBeCloseTo(1, 9);
    }
  });

  test("the numbers of the earlier analysis, by year, are judged as they should be", () => {
    // Series and hit rate of its 2,020 series by release year.
    const years = [
      [2009, 14, 0.5],
      [2011, 4, 0.75],
      [2012, 6, 0.333],
      [2013, 6, 0.5],
      [2014, 6, 0.5],
      [2015, 27, 0.407],
      [2016, 48, 0.229],
      [2017, 72, 0.139],
      [2018, 147, 0.116],
      [2019, 195, 0.077],
      [2020, 227, 0.057],
      [2021, 213, 0.089],
      [2022, 270, 0.056],
      [2023, 216, 0.069],
      [2024, 190, 0.084],
      [2025, 241, 0.095],
      [2026, 16, 0],
      [null, 122, 0],
    ] as const;
    const titles = years.flatMap(([year, n, rate]) => group(n, Math.round(n * rate), { year }));
    const findings = checkDefault(titles, { asOfYear: 2026 });
    const counts = find(findings, "recent-counts");
    const rates = find(findings, "recent-rates");
    // The newer years have 67.1% of the hits, and 83.3% of the series.
    expect(counts.verdict).toBe("contradicted");
    expect(counts.sentence).toMatch(
      /^\*\*Hits disproportionately in recent years \(counts\): contradicted\.\*\* 116 of 173 hits of 2012 to 2025 are from 2019 or later: 67\.1% \(95% interval 59\.7% to 73\.6%\), compared with 83\.3% of all series\./,
    );
    // A steep fall until 2019, and no direction since.
    expect(rates.verdict).toBe("mixed");
    expect(rates.sentence).toContain(
      "The rate does not follow a single line over the years (p below 0.001)",
    );
    expect(rates.caveat).toMatch(/0\.9\d|1\.0\d/);
  });

  test("the year that is not over does not count", () => {
    const titles = byYear(2018, [...Array<[number, number]>(8).fill([60, 6]), [60, 60]]);
    expect(find(checkDefault(titles), "recent-counts").verdict).toBe("supported");
    const before = find(checkDefault(titles, { asOfYear: 2026 }), "recent-counts");
    expect(before).toMatchObject({ verdict: "not enough data", n: 480, hits: 48 });
  });

  test("a few series much older than the others do not make the rest recent", () => {
    const even = byYear(2016, Array(8).fill([100, 10]));
    const titles = [...even, ...group(5, 0, { year: 1960 })];
    const counts = find(checkDefault(titles), "recent-counts");
    expect(counts.n).toBe(800);
    expect(counts.pValue).toBeCloseTo(1, 9);
  });

  test("the caveat gives the factor without the oldest years, without the newest, and by other labels", () => {
    const titles = byYear(2016, Array(8).fill([100, 10])).map((title, i) => ({
      ...title,
      popularity: 1 + ((i * 7) % 801),
      vote_count: (i * 11) % 97,
    }));
    const { caveat } = find(checkDefault(titles), "recent-rates");
    expect(caveat).toContain("1.00 (0.88 to 1.13) without the 100 series before 2017");
    expect(caveat).toContain("without those of 2022 or later");
    expect(caveat).toMatch(
      /\) with a popularity at the 95% quantile, \d.+ with votes at the 75% quantile\.$/,
    );
  });
});

describe("genres", () => {
  const titles = [
    ...group(3, 3, { primary_genre: "Western" }),
    ...group(400, 44, { primary_genre: "Drama" }),
    ...group(300, 3, { primary_genre: "Documentary" }),
    ...group(200, 3, { primary_genre: "Reality" }),
    ...group(100, 26, { primary_genre: "Action & Adventure" }),
    ...group(29, 29, { primary_genre: "Sci-Fi & Fantasy" }),
    ...group(300, 24, { primary_genre: "Comedy" }),
    ...group(50, 0, { primary_genre: null }),
  ];
  const findings = checkDefault(titles);

  test("a tiny genre with nothing but hits is neither judged nor named", () => {
    expect(findingReading(findings, "genre")).not.toContain("Western");
    expect(find(findings, "genre").sentence).toContain(
      "2 genres with fewer are too small to judge",
    );
    const western = compareGroups(titles, primaryGenre).find((g) => g.group === "Western");
    expect(western).toMatchObject({ verdict: "too small to judge", pValue: null, ratio: null });
  });

  test("29 series are too few, though all of them are hits", () => {
    const fantasy = find(findings, "genre-fantasy");
    expect(fantasy).toMatchObject({ verdict: "not enough data", effect: null, pValue: null });
    expect(fantasy.sentence).toBe(
      "**Sci-Fi &#38; Fantasy above the other genres: not enough data.** A comparison needs 30 series on each side; for Sci-Fi &#38; Fantasy there are 29.",
    );
  });

  test("rates that differ are told, and the groups that stand apart named", () => {
    expect(find(findings, "genre").verdict).toBe("supported");
    expect(find(findings, "genre").sentence).toMatch(
      /higher Action &#38; Adventure; lower Reality, Documentary\.$/,
    );
    expect(find(findings, "genre-named").verdict).toBe("supported");
    expect(find(findings, "genre-documentary").verdict).toBe("supported");
  });

  test("Drama at 10.9% against 8.7% is not enough data, and its interval holds 0", () => {
    // 494 and 1,486 series with a genre in the earlier analysis.
    const drama = find(
      checkDefault([
        ...group(494, 54, { primary_genre: "Drama" }),
        ...group(1486, 129, { primary_genre: "Comedy" }),
      ]),
      "genre-drama",
    );
    expect(drama.verdict).toBe("not enough data");
    expect(drama.effect?.value).toBeCloseTo(0.0225, 4);
    expect(drama.effect?.interval[0]).toBeLessThan(0);
    expect(drama.effect?.interval[1]).toBeGreaterThan(0);
    expect(drama.ratio?.value).toBeCloseTo(1.2592, 4);
  });

  test("a genre said to be high that is low is contradicted", () => {
    const low = [
      ...group(400, 4, { primary_genre: "Drama" }),
      ...group(400, 60, { primary_genre: "Comedy" }),
    ];
    expect(verdict(low, "genre-drama")).toBe("contradicted");
  });

  test("the comparisons are ranked by rate, the small ones after them by size", () => {
    expect(compareGroups(titles, primaryGenre).map((g) => [g.group, g.verdict])).toEqual([
      ["Action & Adventure", "higher"],
      ["Drama", "not clearly different"],
      ["Comedy", "not clearly different"],
      ["Reality", "lower"],
      ["Documentary", "lower"],
      ["Sci-Fi & Fantasy", "too small to judge"],
      ["Western", "too small to judge"],
    ]);
    const table = compareGroupsTable(titles, primaryGenre);
    expect(table.rows[6]).toEqual(["Western", 3, 3, "100.0%", "–", "–", "–", "too small to judge"]);
    expect(table.caption).toContain("Holm correction for 5 tests");
  });
});

describe("genres by membership", () => {
  test("a verdict does not hang on the genre that stands first", () => {
    const both = { genres: ["Crime", "Drama"], primary_genre: "Crime" };
    const rows = [
      ...group(200, 30, { primary_genre: "Drama" }),
      ...group(350, 50, both),
      ...group(800, 40, { primary_genre: "Comedy" }),
    ];
    const turned = rows.map((row) =>
      row.primary_genre === "Crime"
        ? { ...row, genres: ["Drama", "Crime"], primary_genre: "Drama" }
        : row,
    );
    const drama = find(checkDefault(rows), "genre-drama");
    expect(drama).toMatchObject({ verdict: "supported", n: 1350, hits: 120 });
    expect(drama.sentence).toContain("14.5% of 550");
    const without = (findings: readonly Finding[]) =>
      findings.filter(({ id }) => id.startsWith("genre"));
    expect(without(checkDefault(turned))).toEqual(without(checkDefault(rows)));
  });

  test("genres that do not overlap give Pearson's test and Cramér's V", () => {
    const rows = [
      ...group(300, 60, { primary_genre: "Drama" }),
      ...group(200, 20, { primary_genre: "Crime" }),
      ...group(250, 20, { primary_genre: "Comedy" }),
    ];
    const groups = [
      { count: 300, hits: 60 },
      { count: 200, hits: 20 },
      { count: 250, hits: 20 },
    ];
    const { pValue, effect } = find(checkDefault(rows), "genre");
    expect(pValue).toBeCloseTo(chiSquareTest(groups).pValue, 12);
    const { value, interval } = cramersV(groups);
    expect(effect?.value).toBeCloseTo(value, 12);
    expect(effect?.interval[0]).toBeCloseTo(interval[0], 9);
    expect(effect?.interval[1]).toBeCloseTo(interval[1], 9);
  });

  test("genres that always come together count as one", () => {
    const rows = [
      ...group(300, 60, { genres: ["Drama", "Crime"], primary_genre: "Drama" }),
      ...group(400, 20, { primary_genre: "Comedy" }),
    ];
    const groups = [
      { count: 300, hits: 60 },
      { count: 400, hits: 20 },
    ];
    expect(find(checkDefault(rows), "genre").pValue).toBeCloseTo(chiSquareTest(groups).pValue, 12);
  });
});

describe("countries", () => {
  test("are judged as genres are", () => {
    const titles = [
      ...group(300, 60, { primary_country: "US" }),
      ...group(200, 8, { primary_country: "KR" }),
      ...group(200, 10, { primary_country: "GB" }),
      ...group(9, 9, { primary_country: "IS" }),
    ];
    const findings = checkDefault(titles);
    expect(find(findings, "country").verdict).toBe("supported");
    expect(find(findings, "country-us").verdict).toBe("supported");
    expect(find(findings, "country-korea").verdict).toBe("contradicted");
    expect(find(findings, "country").sentence).not.toContain("IS");
  });

  test("one country only leaves nothing to compare", () => {
    const findings = checkDefault(group(300, 30, {}));
    expect(find(findings, "country").sentence).toContain("Only one country has the 30 series");
    expect(find(findings, "country-us").sentence).toContain("the other countries there are none");
  });

  test("names that others gave stay text", () => {
    const titles = [
      ...group(300, 60, { primary_country: "<img src=x onerror=alert(1)>" }),
      ...group(200, 8, { primary_country: "*GB*" }),
    ];
    const reading = findingReading(checkDefault(titles), "country");
    expect(reading).not.toContain("<img");
    expect(reading).not.toContain("(*GB*");
  });
});

describe("series that are not out", () => {
  const out = [
    ...group(300, 30, { year: 2020 }),
    ...group(300, 20, { year: 2020, primary_genre: "Comedy", primary_country: "GB" }),
  ];
  const undated = group(40, 0, { year: null, first_air_date: null });
  const announced = group(2, 0, { year: 2027, first_air_date: "2027-03-04" });
  const COMPARED = ["genre", "genre-drama", "country", "country-us"] as const;

  test.each(COMPARED)("take no part in the claim %s, and are counted", (id) => {
    const findings = checkDefault([...out, ...undated, ...announced], { asOfYear: 2026 });
    const { caveat, tests: _, adjustedPValue: __, sentence, ...numbers } = find(findings, id);
    const alone = find(checkDefault(out, { asOfYear: 2026 }), id);
    expect(alone).toMatchObject({ ...numbers, n: 600, hits: 50 });
    expect(caveat).toBe(
      `${alone.caveat} 42 series without a release date, or announced for later, are left out.`,
    );
    expect(sentence).toContain(id === "genre" ? "300 series" : "");
    expect(alone.caveat).not.toContain("left out");
  });

  test("are those after the last day, where it is given", () => {
    const soon = group(1, 0, { year: 2026, first_air_date: "2026-02-01" });
    const caveat = (lastDay?: string): string | null =>
      find(checkDefault([...out, ...soon], { asOfYear: 2026, lastDay }), "genre-drama").caveat;
    expect(caveat("2026-01-31T12:00:00Z")).toMatch(/ 1 series announced for later is left out\.$/);
    expect(caveat("2026-02-01")).not.toContain("left out");
    expect(caveat()).not.toContain("left out");
  });

  test("are counted where too few others are left to compare", () => {
    const rows = [...group(300, 30, {}), ...group(50, 0, { ...undated[0], genres: ["Reality"] })];
    expect(find(checkDefault(rows), "genre-reality")).toMatchObject({
      verdict: "not enough data",
      effect: null,
      caveat: "50 series without a release date are left out.",
    });
  });

  test("stay out of the test by clusters too", () => {
    const pOf = (rows: readonly LabelledTitle[], id: string) =>
      find(checkDefault(rows, { asOfYear: 2026, clusterBy: () => null }), id).pValue;
    for (const id of COMPARED) {
      expect(pOf([...out, ...undated, ...announced], id)).toBeCloseTo(pOf(out, id)!, 12);
    }
  });

  test("without a date are compared where the claim is about dates, announced ones are not", () => {
    const { n, caveat } = find(
      checkDefault([...out, ...undated, ...announced], { asOfYear: 2026 }),
      "metadata-date",
    );
    expect(n).toBe(640);
    expect(caveat).toMatch(/ 2 series announced for later are left out\.$/);
  });

  test("and have no place in a claim, so that it counts only those that it would compare", () => {
    const rows = [...out, ...group(5, 0, { year: null, genres: [] }), ...undated];
    expect(find(checkDefault(rows), "genre-drama").caveat).toContain("40 series without");
    expect(find(checkDefault(rows), "genre").caveat).toContain("40 series without");
    expect(find(checkDefault(rows), "country").caveat).toContain("45 series without");
  });
});

describe("metadata", () => {
  test("no hit at all among the incomplete has an interval", () => {
    const titles = [
      ...group(1000, 100, {}),
      ...group(60, 0, { year: null }),
      ...group(60, 0, { primary_genre: null }),
    ];
    const finding = find(checkDefault(titles), "metadata");
    expect(finding).toMatchObject({ verdict: "supported", n: 1120, hits: 100 });
    expect(finding.effect?.value).toBeCloseTo(-0.1, 12);
    expect(finding.ratio?.value).toBe(0);
    expect(finding.ratio?.interval[0]).toBe(0);
    expect(finding.ratio?.interval[1]).toBeLessThan(1);
  });

  test("series that nobody has voted for prove nothing of their gaps", () => {
    const titles = [...group(1000, 100, {}), ...group(122, 0, { year: null, vote_count: 0 })];
    const finding = find(checkDefault(titles), "metadata-date");
    expect(finding).toMatchObject({ verdict: "not enough data", effect: null });
    expect(finding.sentence).toContain("without a date there are none");
  });

  test("entries without a gap leave nothing to compare", () => {
    const finding = find(checkDefault(group(300, 30, {})), "metadata");
    expect(finding).toMatchObject({ verdict: "not enough data", effect: null });
    expect(finding.sentence).toContain(
      "for series with votes but without a genre or a date there are none",
    );
  });
});

describe("imbalance", () => {
  test.each([
    [1000, 90, "supported"],
    [40, 5, "not enough data"],
    [1000, 300, "contradicted"],
  ])("of %d series with %d hits is %s", (n, hits, expected) => {
    expect(verdict(group(n, hits, {}), "imbalance")).toBe(expected);
  });

  test("is said to follow from the label, in the words of its definition", () => {
    const caveat = (hit?: HitWords): string | null | undefined =>
      checkFindings(group(100, 9, {}), [imbalance()], hit && { hit })[0]?.caveat;
    expect(caveat({ words: "has *1,000* votes", ceiling: null })).toBe(
      "This follows from the label and says nothing about the world: a hit has \\*1,000\\* votes, which decides the share.",
    );
    expect(caveat({ words: "is of the best fifth", ceiling: 0.2, less: "the young" })).toBe(
      "This follows from the label and says nothing about the world: a hit is of the best fifth, so that 20.0% at most can be hits (ties aside), less the young.",
    );
    expect(caveat({ words: "is of the best fifth", ceiling: 0.2 })).toMatch(/\(ties aside\)\.$/);
    expect(caveat()).toMatch(/the world: its definition decides the share\.$/);
  });

  test("is rare below the share that the claim says", () => {
    const [strict, mild] = checkFindings(group(1000, 90, {}), [
      imbalance({ id: "one", below: 0.05 }),
      imbalance({ id: "two", below: 0.2 }),
    ]);
    expect(strict).toMatchObject({ claim: "Hits are rare (under 5%)", verdict: "contradicted" });
    expect(mild).toMatchObject({ claim: "Hits are rare (under 20%)", verdict: "supported" });
  });
});

describe("separability", () => {
  const titles = group(100, 9, {});
  const model = { auc: 0.81, interval: [0.74, 0.87] as const, n: 640, hits: 58 };

  test("is claimed of the features that the study has", () => {
    const stated = (...featureWords: string[]) =>
      checkFindings(titles, [separability()], { featureWords })[0]?.statement;
    expect(stated()).toBe("The features separate hits from other series better than chance.");
    expect(stated("age")).toBe(
      "By age alone, hits can be distinguished from other series better than by chance.",
    );
    expect(stated("age", "genre")).toMatch(/^Age and genre separate hits/);
    expect(stated("age", "genre", "country")).toMatch(/^Age, genre and country separate hits/);
  });

  test("without a model is not judged", () => {
    expect(find(checkDefault(titles), "separability").sentence).toContain("notebook 05");
  });

  test("an interval above 0.5 is separation, one across 0.8 not yet a strong one", () => {
    const findings = checkDefault(titles, { model });
    expect(find(findings, "separability")).toMatchObject({ verdict: "supported", n: 640 });
    expect(find(findings, "separability").sentence).toBe(
      "**The model tells hits from others (ROC-AUC above 0.5): supported.** The ROC-AUC on 640 rows with 58 hits is 0.810 (95% interval 0.740 to 0.870); 0.5 is chance.",
    );
    expect(find(findings, "separability-strong").verdict).toBe("not enough data");
  });

  test.each([
    [[0.82, 0.9], "supported", "supported"],
    [[0.6, 0.75], "supported", "contradicted"],
    [[0.45, 0.6], "not enough data", "contradicted"],
    [[0.2, 0.4], "contradicted", "contradicted"],
  ] as const)("an interval of %j is %s, strong %s", (interval, any, strong) => {
    const findings = checkDefault(titles, { model: { ...model, interval } });
    expect(find(findings, "separability").verdict).toBe(any);
    expect(find(findings, "separability-strong").verdict).toBe(strong);
  });

  test("is strong only where it is a separation", () => {
    const model = { auc: 0.909, interval: [0.832, 0.953], n: 400, hits: 40 } as const;
    const judged = (permutationP: number) => {
      const findings = checkDefault(group(300, 30, {}), { model: { ...model, permutationP } });
      return [find(findings, "separability"), find(findings, "separability-strong")];
    };
    expect(judged(0.001).map((f) => f.verdict)).toEqual(["supported", "supported"]);
    const [separates, strong] = judged(0.3);
    expect([separates?.verdict, strong?.verdict]).toEqual(["not enough data", "not enough data"]);
    expect(strong?.sentence).toContain("This counts only once “The model tells hits from others");
  });

  test("a permutation test joins the family, and must be passed too", () => {
    const judge = (permutationP: number): Finding =>
      find(checkDefault(titles, { model: { ...model, permutationP } }), "separability");
    expect(judge(0.001)).toMatchObject({ verdict: "supported", adjustedPValue: 0.001, tests: 1 });
    expect(judge(0.2).verdict).toBe("not enough data");
  });
});

describe("the family of tests", () => {
  test("999 shufflings are enough for the smallest p-value to pass Holm among all findings", () => {
    const tests = checkDefault([]).length;
    expect((1 / 1000) * tests).toBeLessThan(0.05);
  });

  const titles = [
    ...group(300, 45, { primary_genre: "Drama", year: 2019 }),
    ...group(300, 24, { primary_genre: "Comedy", year: 2020 }),
    ...group(300, 12, { primary_genre: "Documentary", year: 2021, primary_country: "KR" }),
  ];

  test("is corrected as one, by Holm unless told otherwise, and says so", () => {
    const findings = checkDefault(titles);
    const tested = findings.filter(({ pValue }) => pValue !== null);
    expect(tested.length).toBeGreaterThan(5);
    for (const { pValue, adjustedPValue, sentence, tests } of tested) {
      expect(tests).toBe(tested.length);
      expect(adjustedPValue).toBeGreaterThanOrEqual(pValue!);
      expect(sentence).toContain(`after the Holm correction for ${tests} tests`);
    }
    const smallest = Math.min(...tested.map(({ pValue }) => pValue!));
    const smallestAdjusted = Math.min(...tested.map((f) => f.adjustedPValue!));
    expect(smallestAdjusted).toBeCloseTo(smallest * tested.length, 12);
  });

  test("can be corrected by Benjamini-Hochberg, which is milder", () => {
    const holm = checkDefault(titles);
    const mild = checkDefault(titles, { correction: "benjamini-hochberg" });
    mild.forEach(({ adjustedPValue }, i) => {
      if (adjustedPValue === null) return;
      expect(adjustedPValue).toBeLessThanOrEqual(holm[i]?.adjustedPValue!);
    });
    expect(findingReading(mild, "genre")).toContain("Benjamini-Hochberg correction");
    expect(findingsTable(mild).caption).toContain("Benjamini-Hochberg correction");
  });

  test("a part is not judged before its whole", () => {
    // Five countries of which one is high: clear against the others, not clear among five.
    const countries = [
      ...group(400, 76, { primary_country: "US" }),
      ...["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH"].flatMap((primary_country) =>
        group(50, 6, { primary_country }),
      ),
    ];
    const findings = checkDefault(countries);
    const [whole, part] = [find(findings, "country"), find(findings, "country-us")];
    expect(part.partOf).toBe("country");
    expect(part.pValue! * part.tests).toBeLessThan(0.05);
    expect(whole.adjustedPValue).toBeGreaterThan(0.05);
    expect(part).toMatchObject({
      verdict: "not enough data",
      adjustedPValue: whole.adjustedPValue,
    });
    expect(part.sentence).toContain("raised to that of “Hit rates differ between countries”");
  });

  test("intervals are narrower at 90%, and the table names the level", () => {
    const at = (level: number) => find(checkDefault(titles, { level }), "genre-drama");
    const width = ({ effect }: Finding): number => effect?.interval[1]! - effect?.interval[0]!;
    expect(width(at(0.9))).toBeLessThan(width(at(0.95)));
    expect(at(0.9).sentence).toContain("90% interval");
    expect(findingsTable(checkDefault(titles, { level: 0.9 })).columns).toContain("90% interval");
  });

  test("the same rows give the same findings, in whatever order they come", () => {
    expect(checkDefault(titles)).toEqual(checkDefault(titles));
    expect(checkDefault([...titles].reverse())).toEqual(checkDefault(titles));
  });
});

describe("series that depend on each other", () => {
  const alone = [...group(300, 75, {}), ...group(600, 60, { primary_genre: "Comedy" })].map(
    (title, i) => ({ ...title, name: `Series ${i}` }),
  );
  const fours = alone.map((title, i) => ({ ...title, name: `Franchise ${Math.floor(i / 4)}` }));
  const dramaOf = (titles: readonly LabelledTitle[], clusterBy?: ClusterBy) =>
    find(checkDefault(titles, clusterBy ? { clusterBy } : {}), "genre-drama");

  test("clusters of one series change no verdict and no interval", () => {
    const plain = dramaOf(alone);
    const clustered = dramaOf(alone, ({ name }) => name);
    expect(clustered.verdict).toBe("supported");
    expect(clustered.effect).toEqual(plain.effect);
    expect(dramaOf(alone, () => null)).toMatchObject({ verdict: "supported" });
  });

  test("clusters whose series share their label widen the interval", () => {
    // The hits stand in a row, so that nearly every four is all hits or none: one label instead of four.
    const [low, high] = dramaOf(fours).effect!.interval;
    const wide = dramaOf(fours, ({ name }) => name).effect!;
    expect(wide.interval[1] - wide.interval[0]).toBeGreaterThan(1.8 * (high - low));
    expect(wide.value).toBe(dramaOf(fours).effect?.value);
  });
});

describe("thin data", () => {
  test.each([
    ["no series", []],
    ["one series", group(1, 1, {})],
    ["no hits", group(300, 0, {})],
    ["nothing but hits", group(300, 300, {})],
    ["nothing known", group(300, 30, { year: null, primary_genre: null, primary_country: null })],
    ["two years", [...group(5, 1, { year: 2020 }), ...group(5, 0, { year: 2022 })]],
    ["hits in one year only", [...group(99, 0, { year: 2020 }), ...group(9, 9, { year: 2022 })]],
  ])("%s: every finding has a sentence and finite words", (_, titles) => {
    for (const finding of checkDefault(titles, { asOfYear: 2026 })) {
      expect(finding.sentence).toMatch(
        /^\*\*.+: (supported|contradicted|mixed|not enough data)\.\*\* ./,
      );
      expect(finding.sentence).not.toMatch(/NaN|undefined|null/);
      expect(finding.effect?.value ?? 0).not.toBeNaN();
      if (finding.adjustedPValue === null) expect(finding.pValue).toBeNull();
    }
    expect(findingsTable(checkDefault(titles)).rows).toHaveLength(18);
  });

  test("no hits: nothing but the imbalance is judged, and what is missing is said", () => {
    const findings = checkDefault(group(300, 0, {}));
    const judged = findings.filter((f) => f.verdict !== "not enough data").map(({ id }) => id);
    expect(judged).toEqual(["imbalance"]);
    expect(find(findings, "recent-counts").sentence).toContain("All dated series are from 2020.");
  });
});

describe("mistakes of the caller", () => {
  test("rows without a label are named", () => {
    const rows = [labelledTitle(), { ...labelledTitle(), hit: undefined }] as LabelledTitle[];
    expect(() => checkDefault(rows)).toThrow(/Row 2 has no label .* labelHits/);
    expect(() => compareGroups(rows, primaryGenre)).toThrow(/Row 2 has no label/);
  });

  test("a level of 95 is refused", () => {
    expect(() => checkDefault([], { level: 95 })).toThrow(/level of the findings is 95.* 0\.95/);
  });

  test("a claim that the study does not make is answered with those that it makes", () => {
    expect(findingReading(checkDefault([]), "drama")).toMatch(
      /^The study has no claim "drama"; its claims are: recent-counts,.*genre-drama/,
    );
    expect(findingReading([], "drama")).toBe(
      'The study has no claim "drama"; its claims are: none.',
    );
  });
});

test("the table has a row for each finding", () => {
  const table = findingsTable(checkDefault(byYear(2016, Array(8).fill([100, 10]))));
  expect(table.columns).toEqual([
    "claim",
    "verdict",
    "effect",
    "size",
    "95% interval",
    "n",
    "adjusted p",
  ]);
  expect(table.rows[0]).toEqual([
    "Hits disproportionately in recent years (counts)",
    "not enough data",
    "share of the hits in the newer half of the years",
    "50.0%",
    "39.3% to 60.7%",
    800,
    "1.00",
  ]);
  expect(table.caption).toBe(
    "p-values after the Holm correction for 2 tests, each at least that of the claim it is part of; intervals are not corrected",
  );
});

test("readings of several findings are paragraphs with their caveats", () => {
  const findings = checkDefault(byYear(2016, Array(8).fill([100, 10])));
  const paragraphs = findingReading(findings, "recent-counts", "recent-rates").split("\n\n");
  expect(paragraphs).toHaveLength(2);
  expect(paragraphs[0]).toContain("says nothing about the chance of a hit.");
});
