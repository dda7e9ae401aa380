/** How often findings claim something where there is nothing to find. */
import type { FindingOptions } from "../../lib/src/findings/index.js";
import type { LabelledTitle } from "../../lib/src/label/hits.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { FIRST_YEAR, GENRE_SHARES, madeCatalogue, YEARS } from "../support/made-catalogue.js";
import { checkDefault } from "../support/default-claims.js";
import { eachRun, share, type Measure, type Simulation } from "./simulation.js";

/** Catalogues in which nothing goes with a hit. */
const NULLS: readonly (readonly [what: string, draw: (seed: number) => LabelledTitle[]])[] = [
  ["300 series, 5% hits", (seed) => madeCatalogue(seed, 300, () => 0.05)],
  ["2,500 series, 9% hits", (seed) => madeCatalogue(seed, 2500, () => 0.09)],
  ["2,500 series of 62 genres, several each", (seed) => manyGenres(seed, 2500)],
  ["1,500 series that are out, 400 US dramas that are not", (seed) => withAnnounced(seed)],
];
const FRANCHISES = 1200;

export const findings: Simulation = {
  about:
    "Catalogues in which nothing goes with a hit: at most 5% of them show any verdict but that on the balance.\n" +
    "  Also with franchises of four that share genres, country and often the label, without and with clusterBy.",
  runs: 200,
  run: async (options) => {
    const runs = await eachRun(options, (seed) => ({
      nulls: NULLS.map(([, draw]) => isClaimed(draw(seed))),
      plain: isClaimed(franchises(seed)),
      clustered: isClaimed(franchises(seed), { clusterBy: ({ name }) => name }),
    }));
    const measure = (what: string, found: boolean[], wanted: Measure["wanted"]): Measure => ({
      what: `false findings: ${what}`,
      found: share(found),
      wanted,
      of: found.length,
    });
    const most = [0, 0.05] as const;
    return [
      ...NULLS.map(([what], i) =>
        measure(
          what,
          runs.map(({ nulls }) => nulls[i]!),
          most,
        ),
      ),
      measure(
        "franchises of four, taken for independent",
        runs.map(({ plain }) => plain),
        null,
      ),
      measure(
        "franchises of four, clusterBy",
        runs.map((run) => run.clustered),
        most,
      ),
    ];
  },
};

/** Whether any statement is judged; the balance of the label always may be. */
function isClaimed(titles: readonly LabelledTitle[], options: FindingOptions = {}): boolean {
  return checkDefault(titles, { asOfYear: FIRST_YEAR + YEARS, ...options }).some(
    ({ id, verdict }) => id !== "imbalance" && verdict !== "not enough data",
  );
}

/** Each series has one to three of the usual genres and of fifty others. */
function manyGenres(seed: number, rows: number): LabelledTitle[] {
  const random = generator(seed, "genres");
  const names = [
    ...Object.keys(GENRE_SHARES),
    ...Array.from({ length: 50 }, (_, i) => `Genre ${i}`),
  ];
  return madeCatalogue(seed, rows, () => 0.09).map((title) => {
    const genres = new Set<string>();
    for (let i = 0; i <= random.below(3); i += 1) genres.add(names[random.below(names.length)]!);
    return { ...title, genres: [...genres], primary_genre: [...genres][0]! };
  });
}

/** 400 dramas of one country are announced or have no date, and are no hits: nobody can have watched them. */
function withAnnounced(seed: number): LabelledTitle[] {
  const years = [null, FIRST_YEAR + YEARS + 1];
  const announced = madeCatalogue(seed + 1, 400, () => 0).map((title, i) => {
    const own = { id: 1500 + i, year: years[i % 2]!, primary_country: "US" };
    return { ...title, ...own, genres: ["Drama"], primary_genre: "Drama", vote_count: 0 };
  });
  return [...madeCatalogue(seed, 1500, () => 0.09), ...announced];
}

/** Series in fours of one name, genre and country, of which 70% have the label of the first. */
function franchises(seed: number): LabelledTitle[] {
  const random = generator(seed, "franchises");
  const drawn = madeCatalogue(seed, FRANCHISES, () => 0.09);
  return drawn.map((title, i) => {
    const first = drawn[i - (i % 4)]!;
    const { genres, primary_genre, primary_country } = first;
    const hit = random.chance(0.7) ? first.hit : title.hit;
    return { ...title, genres, primary_genre, primary_country, hit, name: `Franchise ${first.id}` };
  });
}
