/** The files of a study: each says by which study it was made, and is read by no other. */
import { basename } from "node:path";
import { UserError } from "../base/errors.js";
import { formatCount, formatQuantity } from "../base/format.js";
import type { Settings, Stage } from "../base/settings.js";
import { stagePath } from "../base/settings.js";
import type { JoinRecord, StudyRecord } from "../data/collection.js";
import { readManifest } from "../data/manifest.js";
import { notebookOf } from "../data/provenance/stage-chain.js";
import { rememberStudy } from "../data/provenance/figure-records.js";
import { readCleanTitles } from "../data/stages.js";
import type { AppliedJoin } from "../data/join/result.js";
import { MIN_TITLES, type Title } from "../data/titles.js";
import * as featureStage from "../features/stage.js";
import { buildFeatures, type FeatureTable } from "../features/table.js";
import { infoOf } from "../features/info.js";
import type { HitRule } from "../label/definition.js";
import type { LabelledTitle } from "../label/hits.js";
import * as labelStage from "../label/stage.js";
import type { Study } from "./study.js";

/** The series that a study looks at. */
export interface StudyTitles {
  titles: Title[];
  population: StudyRecord["population"];
  /** What became of each file that the study joins. */
  joins: AppliedJoin<Title>[];
}

/**
 * The cleaned series that a study looks at.
 *
 * @throws UserError when `*_tv_clean.csv` cannot be read, or fewer than 20 series are looked at.
 */
export function readTitles(settings: Settings, study: Study): StudyTitles {
  rememberStudy(study.hash);
  const clean = readCleanTitles(settings);
  const { titles: all, joins } = joined(clean, study);
  const { words, includes } = study.population;
  const titles = all.filter(includes);
  if (titles.length < MIN_TITLES && all.length >= MIN_TITLES) {
    throw new UserError(
      `${titles.length === 0 ? "None" : `Only ${formatCount(titles.length)}`} of ${formatQuantity(all.length, "series", "series")} ` +
        `${titles.length === 1 ? "is" : "are"} ${words}; a study needs at least ${MIN_TITLES}. Widen the population in study.ts.`,
    );
  }
  return { titles, population: { words, series: titles.length, of: all.length }, joins };
}

/** The series with the columns of each file in turn. */
function joined(
  titles: Title[],
  { data = [] }: Study,
): { titles: Title[]; joins: AppliedJoin<Title>[] } {
  const joins: AppliedJoin<Title>[] = [];
  let rows = titles;
  for (const join of data) {
    const applied = join.apply(rows);
    joins.push(applied);
    rows = applied.titles;
  }
  return { titles: rows, joins };
}

/** What a labelled file is recorded with. */
export interface LabelledBy extends Pick<StudyTitles, "population"> {
  joins?: StudyTitles["joins"];
  rule: HitRule;
}

/**
 * Write the labelled series to `*_tv_with_hit.csv`, with what made them hits; returns the file's name.
 *
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeLabelledTitles(
  settings: Settings,
  study: Study,
  titles: readonly LabelledTitle[],
  { rule, population, joins = [] }: LabelledBy,
): string {
  const { hit, hash } = study;
  const { thresholds, missing } = rule;
  return labelStage.writeLabelledTitles(settings, titles, {
    hash,
    population,
    ...(joins.length > 0 && { joins: joins.map((join) => join.describe()) }),
    hit: {
      words: hit.words,
      because: hit.because ?? "",
      variables: hit.variables.map(({ name }) => name),
      thresholds: thresholds.map((threshold) => ({ ...threshold })),
      missing,
    },
  });
}

/** Read `*_tv_with_hit.csv`. @throws UserError when it does not exist, does not fit, or is of another study. */
export function readLabelledTitles(settings: Settings, study: Study): LabelledTitle[] {
  assertOfStudy(settings, "with_hit", study);
  return labelStage.readLabelledTitles(settings);
}

/**
 * The features of a study.
 *
 * @param asOfYear the year from which ages are counted.
 * @throws UserError as `buildFeatures`.
 */
export function featuresOf(
  study: Study,
  titles: readonly LabelledTitle[],
  asOfYear: number,
): FeatureTable {
  const guard = { allow: study.allow, definedBy: study.hit.variables };
  return buildFeatures(titles, study.features, { asOfYear, ...guard });
}

/**
 * Write the features to `*_tv_features_v1.csv`; returns the file's name.
 *
 * @throws UserError when the folder cannot be written or the disk is full.
 */
export function writeFeatures(settings: Settings, study: Study, table: FeatureTable): string {
  const label = readManifest(settings)?.stages?.with_hit?.study;
  const info = infoOf(table);
  return featureStage.writeFeatures(
    settings,
    table,
    label && {
      ...label,
      hash: study.hash,
      features: table.names.map((name, i) => {
        const { feature, group, words } = info[i]!;
        return { name, feature, group, words };
      }),
      ...(Object.keys(study.allow).length > 0 && { allow: { ...study.allow } }),
    },
  );
}

/** Read `*_tv_features_v1.csv`. @throws UserError when it does not exist, does not fit, or is of another study. */
export function readFeatures(settings: Settings, study: Study): FeatureTable {
  assertOfStudy(settings, "features_v1", study);
  return featureStage.readFeatures(settings, study.features);
}

/**
 * Stop when a file was made by another study than the one at hand.
 *
 * @throws UserError naming the file and what to run.
 */
function assertOfStudy(settings: Settings, stage: Stage, study: Study): void {
  rememberStudy(study.hash);
  const made = readManifest(settings)?.stages?.[stage]?.study;
  if (made === undefined) return;
  assertSameJoins(made.joins ?? [], study);
  if (made.hash === study.hash) return;
  const notebook = notebookOf(stage);
  const chain = ["02", "03", "04", "05"].filter((number) => number >= notebook).join(" ");
  throw new UserError(
    `${basename(stagePath(settings, stage))} was made by another study (a hit was a series with ${made.hit.words}): ` +
      `study.ts has changed since. Run notebook ${notebook} again, and those after it (npm run notebooks -- ${chain}).`,
  );
}

/** A joined file that was changed since says other things than the rows; one that is gone says nothing. */
function assertSameJoins(made: readonly JoinRecord[], { data = [] }: Study): void {
  made.forEach(({ file, sha256 }, i) => {
    const now = data[i]?.hash() ?? null;
    if (now === null || now === sha256) return;
    throw new UserError(
      `${file} has changed since it was joined to the series: run notebook 02 again, and those after it ` +
        "(npm run notebooks -- 02 03 04 05).",
    );
  });
}
