/**
 * Every chart with data that strains it: the simulated catalogue, long and wide names, 3, 30 and 300
 * categories, gaps. The tests look at all of them; whoever changes a chart draws and looks too.
 */
import * as charts from "../../lib/src/charts/index.js";
import * as variables from "../../lib/src/data/variable.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { study } from "./study.js";
import { labelHits, type LabelledTitle } from "../../lib/src/label/hits.js";
import { rocAuc, rocCurve } from "../../lib/src/model/metrics/index.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { cleanTitles } from "../../lib/src/data/titles.js";
import { labelledTitle } from "./titles.js";

const options = { source: "simulated catalogue (seed 213)", date: "2026-01-31" };
const longSource =
  "a catalogue with a long name, /home/an-analyst/projects/streaming/2026/exports/" +
  `${"a-folder-without-any-space-".repeat(4)}/netflix_tv_all.csv`;

const cleaned = cleanTitles(simulateCatalogue(), GENRES);
const thresholds = study.hit.fit(cleaned).least;
const axes = { x: "popularity", y: "votes" };
const titles = labelHits(cleaned, study.hit.fit(cleaned));

const draw = generator(213, "gallery");
const random = (): number => draw.uniform();
const normal = (): number => draw.normal();
const share = (value: number): number => Math.min(1, Math.max(0, value));

const LONG_NAMES = [
  "primary_genre_grouped_Action & Adventure",
  "primary_genre_grouped_Action & Adventure, dubbed",
  "Документальный многосерийный исторический фильм",
  "韓国ドラマとバラエティ番組とドキュメンタリー番組の総合カテゴリー（字幕版）",
  "로맨틱 코미디와 가족 드라마를 합친 아주 긴 장르 이름",
  "A genre with a name so long that nobody would ever give it to anything, and yet",
  "<b>Markup</b> & an entity &amp; a bracket <",
  "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

/** `n` names, the long ones first. */
const names = (n: number): string[] =>
  Array.from({ length: n }, (_, i) => LONG_NAMES[i] ?? `Category number ${i + 1}`);

/** Series of `n` genres and countries, some too few to judge, some without. */
function inCategories(n: number): LabelledTitle[] {
  return names(n).flatMap((name, i) =>
    Array.from({ length: 6 + ((i * 37) % 90) }, (_, k) =>
      labelledTitle({
        primary_genre: i === 1 ? null : name,
        primary_country: i === 1 ? null : name,
        hit: k % (2 + (i % 9)) === 0 ? 1 : 0,
      }),
    ),
  );
}

/** `n` networks with the series of the simulated catalogue, strained ones among them. */
function networks(n: number): charts.NetworkTitles<LabelledTitle>[] {
  return names(n).map((name, i) => ({
    name,
    titles: i % 3 === 1 ? inCategories(5) : titles.filter(({ id }) => id % (i + 1) === 0),
  }));
}

function areas(n: number): charts.NetworkAuc[] {
  return names(n).map((name, i) => ({
    name,
    auc: 0.6 + 0.03 * i,
    interval: i % 3 === 1 ? null : [0.55 + 0.03 * i, 0.65 + 0.03 * i],
    validation: i % 3 === 1 ? null : { titles: 600, hits: 50 + i },
  }));
}

/** Series of `n` successive years, and some without one. */
function inYears(n: number): LabelledTitle[] {
  return Array.from({ length: n + 1 }, (_, i) =>
    Array.from({ length: 3 + ((i * 53) % 120) }, (_, k) =>
      labelledTitle({ year: i === n ? null : 2026 - i, hit: k % (2 + (i % 9)) === 0 ? 1 : 0 }),
    ),
  ).flat();
}

function roc(name: string, separation: number, n = 400): charts.Roc {
  const y = Array.from({ length: n }, (_, i) => Number(i % 10 === 0));
  const scores = y.map((label) => normal() + separation * label);
  return { ...rocCurve(y, scores), auc: rocAuc(y, scores), name };
}

function precisionRecall(separation: number): charts.PrecisionRecall {
  const { fpr, tpr } = roc("", separation);
  const points = fpr.map((rate, i) => {
    const [found, wrong] = [40 * tpr[i]!, 360 * rate];
    return {
      recall: tpr[i]!,
      precision: found + wrong === 0 ? 1 : found / (found + wrong),
    };
  });
  const averagePrecision = points.reduce(
    (sum, { recall, precision }, i) => sum + (recall - (points[i - 1]?.recall ?? 0)) * precision,
    0,
  );
  return {
    precision: points.map(({ precision }) => precision),
    recall: points.map(({ recall }) => recall),
    averagePrecision,
  };
}

function bins(n: number): charts.CalibrationBin[] {
  return Array.from({ length: n }, (_, i) => {
    const meanPredicted = (i + 0.5) / n;
    const count = Math.round(400 / (i + 1) ** 1.3);
    const hits = Math.round(count * share(meanPredicted ** 1.4 + 0.05 * normal()));
    return { meanPredicted, fractionOfHits: count === 0 ? null : hits / count, count };
  });
}

/** Two factors and a number; the levels with long names first. */
function effects(n: number): charts.EffectsShown {
  const rows = names(n).map((name, i): charts.EffectRow => {
    const [rate, half, ratio] = [0.02 + 0.2 * random(), 0.01 + 0.05 * random(), 0.7 * normal()];
    const factor = i === n - 1 && n > 1 ? null : i < n / 2 ? "genre" : "country";
    return {
      factor,
      name,
      reference: "all others of a long name",
      againstAll: i === 0 || i === Math.ceil(n / 2),
      count: 30 + i,
      hits: i,
      rate: { value: rate, interval: [rate / 2, 2 * rate] },
      referenceRate: 0.09,
      difference: { value: rate - 0.09, interval: [rate - 0.09 - half, rate - 0.09 + 2 * half] },
      oddsRatio: {
        value: Math.exp(ratio),
        interval: [Math.exp(ratio - 0.4), Math.exp(ratio + 0.5)],
      },
    };
  });
  return { n: 1920, hits: 170, rows };
}

/** The last interval goes from next to nothing to very much. */
function separated({ rows, ...rest }: charts.EffectsShown): charts.EffectsShown {
  const last = rows.length - 1;
  const oddsRatio = { value: 3, interval: [1e-7, 1e7] as const };
  return { ...rest, rows: rows.map((row, i) => (i === last ? { ...row, oddsRatio } : row)) };
}

const importances = (n: number): charts.Importance[] =>
  names(n).map((group, i) => {
    const values = Array.from({ length: 30 }, () => 0.12 / (i + 1) + 0.006 * normal());
    return { group, mean: values.reduce((a, b) => a + b) / 30, values };
  });

const ablations = (n: number): charts.Ablation[] =>
  names(n).map((name, i) => {
    const mean = 0.81 - 0.2 * random() ** 3;
    return {
      name: `${i % 2 ? "only" : "without"} ${name}`,
      mean,
      interval: [mean - 0.03, mean + 0.02],
    };
  });

const cvScores = (n: number): charts.CvScore[] =>
  Array.from({ length: n }, (_, i) => ({
    auc: share(0.81 + 0.034 * normal()),
    fold: i % 5,
    repeat: Math.floor(i / 5),
  }));

const laterYears = (n: number): charts.TimeValidation[] =>
  Array.from({ length: n }, (_, i) => {
    const [auc, half] = [share(0.76 + 0.05 * normal()), 0.02 + 0.1 * random()];
    const interval = [share(auc - half), share(auc + half)] as const;
    return { year: 2026 - i, auc, interval, n: 40 + ((i * 53) % 300), hits: 4 + ((i * 13) % 40) };
  });

function cells(n: number): charts.SensitivityCell[] {
  const quantiles = Array.from({ length: n }, (_, i) =>
    Number((0.5 + (0.45 * i) / (n - 1)).toFixed(3)),
  );
  return quantiles.flatMap((y) =>
    quantiles.map((x) => ({
      x,
      y,
      auc: y + x > 1.85 ? null : 0.7 + 0.13 * random(),
      hits: Math.round(2561 * (1 - x) * (1.2 - y)),
    })),
  );
}

const coefficients = (n: number): charts.Coefficient[] =>
  names(n).map((feature, i) => {
    const coefficient = normal();
    const interval = [coefficient - 0.3, coefficient + 0.2] as const;
    return { feature, coefficient, ...(i % 2 === 0 ? { interval } : {}) };
  });

/** A variable whose words and values are as long and as strange as those of others may be. */
const strange: variables.Variable<string, LabelledTitle> = {
  name: "strange",
  label: LONG_NAMES[5]!,
  plural: LONG_NAMES[3]!,
  unit: "a unit of measure",
  note: "One should be careful with names such as these, which were made to be too long.",
  value: ({ primary_genre }) => primary_genre,
};

/** Charts by name; each is made anew from the same data. */
export const GALLERY: Readonly<Record<string, Figure>> = {
  "top-countries": charts.topCountriesChart(titles, options),
  "top-genres": charts.topGenresChart(titles, options),
  "top-genres-3": charts.topGenresChart(inCategories(3), options),
  "top-genres-30-of-300": charts.topGenresChart(inCategories(300), { ...options, top: 30 }),
  "top-genres-300": charts.topGenresChart(inCategories(300), { ...options, top: 300 }),
  "release-years": charts.releaseYearHistogram(titles, options),
  "release-years-known": charts.releaseYearHistogram(titles, { ...options, includeMissing: false }),
  "release-years-3": charts.releaseYearHistogram(inYears(3), options),
  "release-years-300": charts.releaseYearHistogram(inYears(300), options),
  "hit-counts": charts.hitCountsChart(titles, options),
  "hit-counts-long-source": charts.hitCountsChart(titles, { ...options, source: longSource }),
  "release-years-by-hit": charts.releaseYearByHitChart(titles, options),
  "release-years-by-hit-30": charts.releaseYearByHitChart(inYears(30), options),
  "hit-rate-by-genre": charts.genreHitRateChart(titles, options),
  "hit-rate-by-genre-3": charts.genreHitRateChart(inCategories(3), options),
  "hit-rate-by-genre-30": charts.genreHitRateChart(inCategories(30), { ...options, top: 30 }),
  "hit-rate-by-genre-300": charts.genreHitRateChart(inCategories(300), { ...options, top: 300 }),
  "hit-rate-by-country": charts.hitRateByCountryChart(titles, options),
  "hit-rate-by-country-of-300": charts.hitRateByCountryChart(inCategories(300), options),
  "hit-rate-by-year": charts.hitRateByYearChart(titles, options),
  "hit-rate-by-year-3": charts.hitRateByYearChart(inYears(3), options),
  "hit-rate-by-year-300": charts.hitRateByYearChart(inYears(300), options),
  "hit-rate-by-completeness": charts.hitRateByCompletenessChart(titles, options),
  "popularity-by-hit": charts.popularityByHitChart(titles, { ...options, thresholds }),
  "popularity-votes": charts.popularityVotesChart(titles, { ...options, thresholds }),
  roc: charts.rocCurveChart(roc("model", 1.3), {
    ...options,
    n: 400,
    hits: 40,
    interval: [0.751, 0.879],
  }),
  "roc-several": charts.rocCurveChart(
    [
      roc("model", 1.3),
      roc("release year alone", 0.8),
      roc("genre alone", 0.4),
      roc(LONG_NAMES[3]!, 0),
    ],
    { ...options, n: 400, hits: 40 },
  ),
  "precision-recall": charts.precisionRecallChart(precisionRecall(1.3), {
    ...options,
    n: 400,
    hits: 40,
    baseRate: 0.1,
  }),
  "precision-recall-good": charts.precisionRecallChart(precisionRecall(4), {
    ...options,
    baseRate: 0.1,
  }),
  "calibration-3": charts.calibrationChart(bins(3), options),
  "calibration-10": charts.calibrationChart(bins(10), options),
  "calibration-30": charts.calibrationChart(bins(30), options),
  "coefficients-3": charts.coefficientChart(coefficients(3), options),
  "coefficients-30": charts.coefficientChart(coefficients(30), { ...options, top: 30 }),
  "coefficients-300": charts.coefficientChart(coefficients(300), { ...options, top: 300 }),
  "adjusted-rates-3": charts.effectChart(effects(3), options),
  "adjusted-rates-30": charts.effectChart(effects(30), options),
  "adjusted-rates-300": charts.effectChart(effects(300), options),
  "odds-ratios-3": charts.oddsRatioChart(effects(3), options),
  "odds-ratios-30": charts.oddsRatioChart(effects(30), options),
  "odds-ratios-beyond": charts.oddsRatioChart(separated(effects(8)), options),
  "importance-3": charts.importanceChart(importances(3), options),
  "importance-30": charts.importanceChart(importances(30), { ...options, top: 30, n: 641 }),
  "importance-20-of-300": charts.importanceChart(importances(300), options),
  "ablation-3": charts.ablationChart(ablations(3), { ...options, full: 0.812 }),
  "ablation-10": charts.ablationChart(ablations(10), { ...options, full: 0.812, n: 641 }),
  "cv-scores-3": charts.cvScoresChart([0.79, 0.81, 0.845], { ...options, mean: 0.815 }),
  "cv-scores-50": charts.cvScoresChart(cvScores(50), {
    ...options,
    mean: 0.812,
    interval: [0.785, 0.839],
    single: 0.832,
  }),
  "cv-scores-300": charts.cvScoresChart(cvScores(300), {
    ...options,
    mean: 0.812,
    interval: [0.785, 0.839],
    single: 0.814,
  }),
  "null-distribution": charts.nullDistributionChart(
    Array.from({ length: 1000 }, () => share(0.5 + 0.03 * normal())),
    { ...options, observed: 0.812, pValue: 1 / 1001 },
  ),
  "null-distribution-no-effect": charts.nullDistributionChart(
    Array.from({ length: 300 }, () => share(0.5 + 0.03 * normal())),
    { ...options, observed: 0.507, pValue: 0.41 },
  ),
  "time-validation-3": charts.timeValidationChart(laterYears(3), options),
  "time-validation-12": charts.timeValidationChart(laterYears(12), options),
  "time-validation-30": charts.timeValidationChart(laterYears(30), options),
  "sensitivity-3": charts.sensitivityHeatmap(cells(3), { ...options, axes }),
  "sensitivity-6": charts.sensitivityHeatmap(
    cells(6).map((cell) => ({ ...cell, auc: cell.auc && cell.auc / 2 + 0.4 })),
    { ...options, axes, n: 2561, inUse: { x: 0.86, y: 0.5 } },
  ),
  "sensitivity-10": charts.sensitivityHeatmap(cells(10), {
    ...options,
    axes,
    n: 2561,
    inUse: { x: 0.9, y: 0.5 },
  }),
  "network-auc-2": charts.networkAucChart(areas(2), options),
  "network-auc-9": charts.networkAucChart(areas(9), options),
  "network-genres-2": charts.networkGenreRatesChart(networks(2), options),
  "network-genres-3": charts.networkGenreRatesChart(networks(3), options),
  "network-genres-9": charts.networkGenreRatesChart(networks(9), { ...options, top: 30 }),
  "network-years-2": charts.networkYearRatesChart(networks(2), options),
  "network-years-9": charts.networkYearRatesChart(networks(9), options),
  empty: charts.hitRateByYearChart([], options),
  languages: charts.countChart(titles, variables.originalLanguage, options),
  "strange-counts": charts.countChart(inCategories(30), strange, options),
  "genres-by-membership": charts.countChart(titles, variables.genres, { ...options, top: 5 }),
  "popularity-histogram": charts.histogramChart(titles, variables.popularity, options),
  "popularity-log-histogram": charts.histogramChart(titles, variables.popularity, {
    ...options,
    log: true,
  }),
  "votes-log-histogram": charts.histogramChart(titles, variables.votes, { ...options, log: true }),
  "rating-histogram": charts.histogramChart(titles, variables.rating, options),
  "rates-by-language": charts.rateChart(titles, variables.originalLanguage, options),
  "strange-rates": charts.rateChart(inCategories(30), strange, options),
  "rates-over-rating": charts.rateOverChart(titles, variables.rating, options),
  "rates-over-votes": charts.rateOverChart(titles, variables.votes, options),
  "hits-over-month": charts.hitHistogramChart(titles, variables.column("month"), options),
  "rating-and-year": charts.scatterChart(titles, variables.releaseYear, variables.rating, options),
  "popularity-votes-own-rule": charts.popularityVotesChart(titles, options),
  "rating-by-language": charts.boxChart(titles, variables.rating, {
    ...options,
    by: variables.originalLanguage,
  }),
  "strange-boxes": charts.boxChart(inCategories(12), variables.popularity, {
    ...options,
    by: strange,
    log: true,
    threshold: 1,
  }),
  "year-and-genre": charts.heatmapChart(titles, variables.releaseYear, variables.genres, options),
  "strange-heatmap": charts.heatmapChart(inCategories(30), strange, strange, options),
  "country-and-language": charts.heatmapChart(
    titles,
    variables.primaryCountry,
    variables.originalLanguage,
    { ...options, show: "count" },
  ),
};
