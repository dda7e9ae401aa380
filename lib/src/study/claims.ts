/** The claims of a study, judged on its series, and what of them the manifest keeps for the report. */
import { checkFindings } from "../findings/check-findings.js";
import type { HitWords, ModelResult } from "../findings/claim.js";
import type { Effect, Finding } from "../findings/finding.js";
import { compareGroups, compareGroupsTable } from "../findings/compare-groups.js";
import { topicsOf } from "../findings/claim-list.js";
import { formatQuantity } from "../base/format.js";
import type { Settings } from "../base/settings.js";
import type { Table } from "../cell/tables.js";
import type { Collection, FindingsRecord } from "../data/collection.js";
import { readAsOf } from "../data/manifest.js";
import { releasedTitles, type AsOf } from "../data/released.js";
import { slugOf } from "../findings/slug.js";
import type { Grouping } from "../findings/topic.js";
import { updateManifest } from "../data/provenance/manifest-file.js";
import type { HitRule } from "../label/definition.js";
import type { LabelledTitle } from "../label/hits.js";
import type { Study } from "./study.js";

/** What a study's claims are judged with besides its series. */
export interface JudgeOptions extends AsOf {
  /** The result of the validation, once there is one. */
  model?: ModelResult | undefined;
}

/**
 * Judge the claims of a study on its labelled series.
 *
 * @throws UserError as `checkFindings`.
 */
export function judgeClaims(
  study: Study,
  titles: readonly LabelledTitle[],
  { model, ...asOf }: JudgeOptions,
): Finding[] {
  return checkFindings(titles, study.claims, {
    ...asOf,
    model,
    hit: hitWords(study, study.hit.fit(titles)),
    featureWords: [...new Set(study.features.map(({ group }) => group))],
  });
}

/** The judged claims as the manifest keeps them, with the groups that are compared among the series that are out. */
export function findingsRecord(
  study: Study,
  titles: readonly LabelledTitle[],
  findings: readonly Finding[],
  asOf: AsOf,
): FindingsRecord {
  const released = releasedTitles(titles, asOf);
  const topics = topicsOf(study.claims);
  const claimed = topics.flatMap(({ compare }) => compare?.label ?? []);
  // A group of which nothing is claimed is compared all the same.
  const others = study.groups
    .filter(({ label }) => !claimed.includes(label))
    .map((by) => {
      const slug = slugOf(by);
      return { id: slug, title: by.label, figures: [`hit-rate-by-${slug}`], compare: by };
    });
  return {
    study: study.hash,
    topics: [...topics, ...others].map(({ id, title, figures, compare }) => ({
      id,
      title,
      figures: [...figures],
      ...(compare && { table: judgedGroups(released, compare) }),
    })),
    judged: findings.map(({ topic, ...finding }) => ({
      ...withEffects(finding, recorded),
      topic: topic.id,
    })),
  };
}

/** JSON has no Infinity, where the interval of a ratio ends if a group has no hit: it is kept as a word. */
function recorded(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A finding with the numbers of its effects changed. */
function withEffects<T extends Pick<Finding, "effect" | "ratio">, V>(
  finding: T,
  change: (value: number) => V,
) {
  const changed = (effect: Effect | null) => {
    if (effect === null) return null;
    const interval: [low: V, high: V] = [change(effect.interval[0]), change(effect.interval[1])];
    return { ...effect, value: change(effect.value), interval };
  };
  return { ...finding, effect: changed(finding.effect), ratio: changed(finding.ratio) };
}

/**
 * Keep the judged claims in the manifest, where the report finds them. Without a collection in the manifest
 * there is nothing to add to.
 */
export function recordFindings(
  settings: Settings,
  study: Study,
  titles: readonly LabelledTitle[],
  findings: readonly Finding[],
): void {
  const record = findingsRecord(study, titles, findings, readAsOf(settings));
  updateManifest(settings, (collection) => collection && { ...collection, findings: record });
}

/** A judged claim as it is read again. */
export type RecordedFinding = Omit<Finding, "topic"> & { topic: string };

/** The recorded claims of the study by which the series are labelled now; null where there are none. */
export function recordedFindings(
  collection: Collection | null,
): { topics: FindingsRecord["topics"]; judged: RecordedFinding[] } | null {
  const { findings, stages } = collection ?? {};
  if (findings === undefined || findings.study !== stages?.with_hit?.study?.hash) return null;
  // Written by findingsRecord: only a manifest that was changed by hand has others.
  const judged = findings.judged as RecordedFinding[];
  return {
    topics: findings.topics,
    judged: judged.map((finding) => withEffects(finding, Number)),
  };
}

/** The groups that can be judged; of the others only how many there are. */
function judgedGroups(titles: readonly LabelledTitle[], by: Grouping): Table {
  const table = compareGroupsTable(titles, by);
  const small = compareGroups(titles, by).filter(({ difference }) => difference === null).length;
  const left = `${formatQuantity(small, by.label, by.plural)} with too few series to judge ${small === 1 ? "is" : "are"} left out`;
  return {
    columns: table.columns,
    rows: table.rows.slice(0, table.rows.length - small),
    caption: `${table.caption ?? ""}${small === 0 ? "" : `; ${left}`}`,
  };
}

/** The definition of a hit, as claims speak of it. */
function hitWords({ hit }: Study, { thresholds }: Pick<HitRule, "thresholds">): HitWords {
  const [first, ...rest] = thresholds.filter(({ quantile }) => quantile !== null);
  if (first === undefined) return { words: `has ${hit.words}`, ceiling: null };
  const shares = [first, ...rest].map(({ quantile }) => 1 - quantile!);
  const others = thresholds.filter((threshold) => threshold !== first);
  const less = others.map(({ variable, label }) =>
    variable === "votes" ? "those with too few votes" : `those that fall short in ${label}`,
  );
  return {
    words: `reaches the ${Number((100 * first.quantile!).toPrecision(6))}% quantile of ${first.label}`,
    ceiling: Number(Math.min(...shares).toPrecision(12)),
    ...(less.length > 0 && { less: less.join(" and ") }),
  };
}
