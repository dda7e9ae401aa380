import type { Variable } from "../../lib/src/data/variable.js";
import { genres, primaryCountry } from "../../lib/src/data/variable.js";
import {
  checkFindings,
  claim,
  compareGroups,
  compareGroupsTable,
  groupOf,
  higherRate,
  lowerRate,
  ratesDiffer,
  recentCounts,
  separability,
  separabilityStrong,
  topicsOf,
  type Claim,
  type GroupClaim,
} from "../../lib/src/findings/index.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { checkDefault, defaultClaims } from "../support/default-claims.js";
import { labelledTitle } from "../support/titles.js";

/** `count` labelled series of which the first `hits` are hits. */
function group(count: number, hits: number, fields: Partial<LabelledTitle>): LabelledTitle[] {
  return Array.from({ length: count }, (_, i) =>
    labelledTitle({ ...fields, hit: i < hits ? 1 : 0 }),
  );
}

const titles = [
  ...group(100, 40, { primary_genre: "Drama", primary_country: "KR", original_language: "ko" }),
  ...group(300, 30, { primary_genre: "Drama", original_language: "en" }),
  ...group(100, 5, { primary_genre: "Comedy", primary_country: "KR", original_language: "ko" }),
  ...group(200, 20, { primary_genre: "Reality", original_language: "en" }),
];

const KOREAN_DRAMAS: GroupClaim = {
  claim: "Korean dramas have a higher rate than other dramas",
  among: ({ genres: own }) => own.includes("Drama"),
  group: { name: "Korean dramas", rule: ({ primary_country }) => primary_country === "KR" },
  others: "other dramas",
  expected: "higher",
};

describe("a claim of one's own", () => {
  test("is corrected with the others and has its verdict and its sentence", () => {
    const before = checkDefault(titles);
    const findings = checkFindings(titles, [...defaultClaims, claim(KOREAN_DRAMAS)]);
    const [own] = findings.slice(-1);
    expect(own).toMatchObject({
      id: "korean-dramas-have-a-higher-rate-than-other-dramas",
      statement: "Korean dramas have a higher hit rate than other dramas.",
      verdict: "supported",
      n: 400,
      hits: 70,
      tests: before[0]!.tests + 1,
      partOf: null,
      topic: { id: "further", title: "Further claims" },
    });
    expect(own?.sentence).toMatch(
      /^\*\*Korean dramas have a higher rate than other dramas: supported\.\*\* Hits are 40\.0% of 100 .* for Korean dramas and 10\.0% of 300 .* for other dramas: a difference of 30\.0 points/,
    );
    expect(findings.slice(0, -1).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test("can say lower, and name both sides", () => {
    const [own] = checkFindings(titles, [
      lowerRate({
        id: "comedy",
        claim: "Comedy below reality",
        group: groupOf(genres, "Comedy"),
        others: groupOf(genres, "Reality", "Drama"),
      }),
    ]);
    expect(own).toMatchObject({
      id: "comedy",
      statement: "Comedy have a lower hit rate than Reality, Drama.",
      verdict: "supported",
      n: 700,
    });
  });

  test("leaves out series of both sides and those of which the group is not known", () => {
    const mixed = [
      ...titles,
      ...group(40, 40, { genres: ["Comedy", "Drama"] }),
      ...group(50, 50, { primary_genre: null }),
    ];
    const sides = (others: GroupClaim["others"]) =>
      checkFindings(mixed, [
        higherRate({ claim: "Drama", group: groupOf(genres, "Drama"), ...(others && { others }) }),
      ])[0]?.n;
    expect(sides(groupOf(genres, "Comedy"))).toBe(500);
    expect(sides(undefined)).toBe(740);
  });

  test("a part has the topic and the caveat of its whole, unless it has its own", () => {
    const topic = { id: "mine", title: "Mine", figures: ["my-figure"] };
    const part = (id: string, more: object = {}): Claim =>
      higherRate({
        id,
        claim: id,
        group: groupOf(primaryCountry, "KR"),
        partOf: "country",
        ...more,
      });
    const findings = checkFindings(titles, [
      part("bare"),
      ratesDiffer({ by: primaryCountry, caveat: "Mind this." }),
      part("own", { caveat: "Mind that.", topic }),
      part("of-own", { partOf: "own" }),
    ]);
    expect(findings.map(({ topic, caveat }) => [topic.id, caveat])).toEqual([
      ["country", "Mind this."],
      ["country", "Mind this."],
      ["mine", "Mind that."],
      ["mine", "Mind that."],
    ]);
    expect(topicsOf([claim(KOREAN_DRAMAS), ratesDiffer({ by: primaryCountry })])).toMatchObject([
      { id: "further" },
      { id: "country", title: "Country", figures: ["hit-rate-by-country", "top-countries"] },
    ]);
  });

  test("a part of a part is not judged before the first of its wholes", () => {
    // Countries do not differ as a whole, where eight of them are alike.
    const many = [
      ...group(400, 76, { primary_country: "US" }),
      ...["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH"].flatMap((primary_country) =>
        group(50, 6, { primary_country }),
      ),
    ];
    const isUs = groupOf(primaryCountry, "US");
    const findings = checkFindings(many, [
      higherRate({ id: "inner", claim: "Inner", group: isUs, partOf: "outer" }),
      higherRate({ id: "outer", claim: "Outer", group: isUs, partOf: "country" }),
      ratesDiffer({ by: primaryCountry }),
    ]);
    const [inner, outer, whole] = findings;
    expect(whole?.adjustedPValue).toBeGreaterThan(outer!.pValue! * 3);
    for (const part of [inner, outer]) {
      expect(part?.adjustedPValue).toBe(whole?.adjustedPValue);
      expect(part?.sentence).toContain("raised to that of “Hit rates differ between countries”");
    }
  });
});

describe("groups by any variable", () => {
  const language: Variable<boolean, LabelledTitle> = {
    name: "english",
    label: "kind of language",
    plural: "kinds of language",
    value: ({ original_language }) =>
      original_language === null ? null : original_language === "en",
    describe: (isEnglish) => (isEnglish ? "English" : "another language"),
    note: "Dubbed series count by the language in which they were made.",
  };

  test("are compared in the words of the variable", () => {
    const rows = [...titles, ...group(10, 0, { original_language: null })];
    expect(compareGroups(rows, language)).toMatchObject([
      { group: "another language", value: false, count: 200, hits: 45, verdict: "higher" },
      { group: "English", value: true, count: 500, hits: 50, verdict: "lower" },
    ]);
    const table = compareGroupsTable(rows, language);
    expect(table.columns[0]).toBe("kind of language");
    expect(table.caption).toMatch(/^Hit rate of each kind of language against all others: /);
    expect(compareGroupsTable(rows, genres).caption).toMatch(
      /^Hit rate of each genre against all series without it \(a series counts in each of its genres\): /,
    );
  });

  test("are claimed to differ, with the variable's note as the caveat", () => {
    const [finding] = checkFindings(titles, [ratesDiffer({ by: language })]);
    expect(finding).toMatchObject({
      id: "kind-of-language",
      claim: "Hit rates differ between kinds of language",
      statement: "The share of hits is not the same in all kinds of language.",
      verdict: "supported",
      caveat: language.note,
      topic: { title: "Kind of language", compare: language },
    });
    expect(finding?.sentence).toContain("from 10.0% (English, 500 series) to 22.5% (another");
  });
});

describe("mistakes in claims are one sentence each", () => {
  const of =
    (...claims: Claim[]) =>
    () =>
      checkFindings(titles, claims);
  const own = (more: Partial<GroupClaim> = {}) => claim({ ...KOREAN_DRAMAS, ...more });

  test("a claim that is part of an unknown one, with the one that may have been meant", () => {
    expect(of(recentCounts(), own({ partOf: "recent-count" }))).toThrow(
      'The claim "Korean dramas have a higher rate than other dramas" is part of "recent-count", which is not among the claims; did you mean "recent-counts"?',
    );
    expect(of(recentCounts(), separability(), own({ partOf: "drama" }))).toThrow(
      /not among the claims; expected one of recent-counts, separability, korean-.*\.$/,
    );
    expect(of(separabilityStrong())).toThrow(/is part of "separability", which is not among/);
  });

  test("a claim that is part of itself", () => {
    expect(of(own({ id: "one", partOf: "one" }))).toThrow(
      / is part of itself; leave out its partOf/,
    );
    expect(
      of(
        own({ id: "one", partOf: "two", claim: "A" }),
        own({ id: "two", partOf: "one", claim: "B" }),
      ),
    ).toThrow('The claim "A" is part of itself, by way of "B"; leave out its partOf');
  });

  test("two claims of one id", () => {
    expect(of(own({ id: "one", claim: "A" }), own({ id: "one", claim: "B" }))).toThrow(
      'Two claims have the id "one": "A" and "B"; give one of them another id.',
    );
  });

  test("an id that is invalid, a claim that is empty or has nothing to make an id of", () => {
    expect(() => own({ id: "Korean dramas" })).toThrow(
      /^The id "Korean dramas" of the claim ".*" is invalid; expected small letters, digits/,
    );
    expect(() => own({ claim: " " })).toThrow(/^The claim is empty; expected a few words, such as/);
    expect(() => own({ claim: "한국 드라마" })).toThrow(
      /has no Latin letters to make an id of; give/,
    );
    expect(own({ claim: "한국 드라마", id: "korean" }).id).toBe("korean");
    expect(own({ claim: "Séries à  succès (10%)!" }).id).toBe("series-a-succes-10");
  });

  test("a group, or the others, to which no series belongs", () => {
    const dramma = groupOf(genres, "Dramma");
    expect(of(own({ group: dramma }))).toThrow(
      'No series belongs to "Dramma" in the claim "Korean dramas have a higher rate than other dramas". Check its rule, or set mayBeEmpty: true where a catalogue may have none.',
    );
    expect(of(own({ others: dramma, group: groupOf(genres, "Drama") }))).toThrow(
      /No series belongs to "Dramma"/,
    );
    const [finding] = of(own({ group: dramma, mayBeEmpty: true }))();
    expect(finding).toMatchObject({ verdict: "not enough data", caveat: null });
    expect(finding?.sentence).toContain("for Dramma there are none");
    expect(checkFindings([], [own({ group: dramma })])[0]?.verdict).toBe("not enough data");
  });

  test("two sides that are the same series", () => {
    const same = own({ others: { name: "KR", rule: ({ primary_country: c }) => c === "KR" } });
    expect(of(same)).toThrow(
      'Both sides of the claim "Korean dramas have a higher rate than other dramas" are the same series: each of "Korean dramas" is of "KR" too. Change one of the two rules.',
    );
  });
});

test("the default claims are eighteen, of six topics", () => {
  expect(defaultClaims).toHaveLength(18);
  expect(topicsOf(defaultClaims).map(({ id }) => id)).toEqual([
    "time",
    "genre",
    "country",
    "metadata",
    "imbalance",
    "separability",
  ]);
});

test("claims that were made alike have one text, others another", () => {
  const of = (country: string, among?: GroupClaim["among"]) =>
    claim({ ...KOREAN_DRAMAS, group: groupOf(primaryCountry, country), ...(among && { among }) })
      .spec;
  expect(of("KR")).toBe(of("KR"));
  expect(of("KR")).not.toBe(of("US"));
  expect(of("KR", () => true)).not.toBe(of("KR"));
  expect(recentCounts().spec).not.toBe(recentCounts({ caveat: "Mind this." }).spec);
  expect(ratesDiffer({ by: genres }).spec).not.toBe(ratesDiffer({ by: primaryCountry }).spec);
  expect(separabilityStrong({ from: 0.9 }).spec).not.toBe(separabilityStrong().spec);
  expect(new Set(defaultClaims.map(({ spec }) => spec)).size).toBe(defaultClaims.length);
});

test.each([
  [0, "No series compared is a hit."],
  [1, "Every series compared is a hit."],
] as const)("rates are not compared where the label of all is %d", (hit, sentence) => {
  const rows = titles.map((row) => ({ ...row, hit }));
  const [finding] = checkFindings(rows, [ratesDiffer({ by: primaryCountry })]);
  expect([finding?.verdict, finding?.sentence]).toEqual([
    "not enough data",
    expect.stringContaining(sentence),
  ]);
});
