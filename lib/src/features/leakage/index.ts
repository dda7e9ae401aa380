/** The guard against leakage: features that define the label, follow from it, or copy what does. */
import {
  type CheckedFeatures,
  type LeakingColumn,
  LEAKING_COLUMNS,
  type LeakSource,
} from "./columns.js";
import { UserError } from "../../base/errors.js";
import { formatPercent, formatUnit } from "../../base/format.js";
import type { Variable } from "../../data/variable.js";
import { univariateAucs } from "./by-auc.js";
import { namedAfter } from "./by-name.js";
import { findResemblances, findSeparators, type Resemblance } from "./by-value.js";
import { columnOf, rowCount, sourceColumns, thinnedRows, withoutCopies } from "./rows.js";

export type { CheckedFeatures, LeakingColumn, LeakSource } from "./columns.js";

/** A feature that leaks, and how that was found. */
export interface Leak {
  feature: string;
  /** The column that it gives away. */
  column: LeakingColumn;
  /**
   * `name`: it is named after the column. `copy`: it has the same values. `monotone`: it orders the series
   * as the column does, such as a rank, a logarithm or a copy with a little noise. `bins`: it is a bin of the
   * column, or says which bin. `label`: it tells hits from non-hits by itself without or almost without a
   * mistake. `tells`: it does so with a ROC-AUC of at least 0.9.
   */
  how: "name" | "copy" | "monotone" | "bins" | "label" | "tells";
  /** 1 for names, the rank correlation for copies, the AUC for `tells`, else the share of rows that fit. */
  score: number;
  /** One sentence. */
  message: string;
}

/** Options of {@link assertNoLeakage}. */
export interface LeakOptions {
  /** The variables that define the label; what they are of is never a feature either. */
  definedBy?: readonly Variable[];
  /** Features that may stay although the check would refuse them, each with a reason in words. */
  allow?: Readonly<Record<string, string>>;
}

/** What was checked, and what was let through. */
export interface LeakCheck {
  /** Number of features. */
  features: number;
  /** Rows that were compared: none where there are names alone. */
  rows: number;
  /** The columns that values were compared with. */
  comparedWith: LeakingColumn[];
  /** The feature that tells the label best by itself, of those that were not allowed; null without labels. */
  best: { feature: string; auc: number } | null;
  /** What would have been refused, with the reason for which it may stay. */
  allowed: { leak: Leak; reason: string }[];
}

/**
 * Check that no feature gives the label away, by its name and, as far as rows are given, by its values.
 *
 * @param features a feature table, or names with rows or columns and labels.
 * @param titles the labelled series, found by id, with the columns to compare with; without them values are
 * compared with the labels `y` alone.
 * @param options `allow` lets single features through; what is used of it is in the result.
 * @throws UserError naming every feature that leaks and the column it copies; for an allowed feature that is
 * none, or has no reason.
 */
export function assertNoLeakage(
  features: CheckedFeatures,
  titles?: readonly LeakSource[],
  { allow = {}, definedBy = [] }: LeakOptions = {},
): LeakCheck {
  assertAllowable(features.names, allow);
  const { leaks, aucs, rows, comparedWith } = inspect(features, titles, definedBy);
  const refused = leaks.filter(({ feature }) => allow[feature] === undefined);
  if (refused.length > 0) throw new UserError(refusal(refused));
  const allowed = leaks.map((leak) => ({ leak, reason: allow[leak.feature]! }));
  const best = aucs
    .filter(({ feature }) => allow[feature] === undefined)
    .reduce<LeakCheck["best"]>((a, b) => (a === null || b.auc > a.auc ? b : a), null);
  return { features: features.names.length, rows, comparedWith, best, allowed };
}

function refusal(leaks: readonly Leak[]): string {
  const shown = leaks.slice(0, 3).map(({ message }) => message);
  const others = leaks.slice(3).map(({ feature }) => feature);
  if (others.length > 0) shown.push(`So do ${others.join(", ")}.`);
  const names = leaks.map(({ feature }) => JSON.stringify(feature));
  return (
    `${shown.join(" ")} The model would know the answer: leave them out with ` +
    `dropFeatures(table, [${names.join(", ")}]). Where you know that one is known before success, let it ` +
    `through with allow: { ${names[0]}: "the reason" }, which the results will tell.`
  );
}

/** @throws UserError for a name that is not a feature, and for an empty reason. */
function assertAllowable(names: readonly string[], allow: Readonly<Record<string, string>>): void {
  for (const [feature, reason] of Object.entries(allow)) {
    if (!names.includes(feature)) {
      throw new UserError(
        `allow names ${JSON.stringify(feature)}, which is no feature; expected one of the table's names.`,
      );
    }
    if (typeof reason !== "string" || reason.trim() === "") {
      throw new UserError(`allow gives no reason for ${feature}: say in words why it may stay.`);
    }
  }
}

/**
 * The features that give the label away, one entry for each, in the order of the features.
 *
 * Values are compared as `leakage/by-value.ts` says: copies, monotone functions, noisy copies and bins of
 * popularity, vote_count and vote_average, and whatever tells hits from non-hits by itself; `leakage/by-auc.ts`
 * adds what does so with a high ROC-AUC (the label with noise, target encodings). More than 20,000 rows are
 * thinned out evenly, and copies of a series count once. What is not found: functions of several columns,
 * codes in no order, and anything in fewer than about 20 rows, where resemblance may be accident.
 */
export function findLeaks(
  features: CheckedFeatures,
  titles?: readonly LeakSource[],
  { definedBy = [] }: Pick<LeakOptions, "definedBy"> = {},
): Leak[] {
  return inspect(features, titles, definedBy).leaks;
}

/** The leaks, and what was looked at for them. */
function inspect(
  features: CheckedFeatures,
  titles: readonly LeakSource[] | undefined,
  definedBy: readonly Variable[],
) {
  const found = new Map<number, Leak>();
  const leaking = [
    ...LEAKING_COLUMNS,
    ...definedBy.map(({ name }) => name.toLowerCase().replace(/[^a-z0-9]+/g, "_")),
  ];
  features.names.forEach((feature, i) => {
    // The names of levels hold other people's words: a genre may be called anything.
    const { value, feature: of = feature } = features.info?.[i] ?? {};
    const column = namedAfter(value === undefined ? feature : of, leaking);
    if (column !== null) found.set(i, leak(feature, column, { how: "name", score: 1 }));
  });
  const sampled = thinnedRows(rowCount(features));
  const kept =
    titles === undefined
      ? sampled
      : withoutCopies(features, sourceColumns(features, titles, sampled, definedBy), sampled);
  const others = [...features.names.keys()].filter((i) => !found.has(i));
  const values = others.map((i) => columnOf(features, i, kept));
  const sources = sourceColumns(features, titles, kept, definedBy);
  const aucs: { feature: string; auc: number }[] = [];
  for (const [column, source] of sources) {
    const isLabel = column === "hit";
    const resemblances = findResemblances(values, source, isLabel ? 1 : undefined);
    const separators = isLabel ? findSeparators(values, source) : [];
    const telling = isLabel ? univariateAucs(values, source) : [];
    others.forEach((i, at) => {
      const feature = features.names[i]!;
      const separates = separators[at] ?? null;
      const resemblance = resemblances[at] ?? null;
      const univariate = telling[at] ?? null;
      if (univariate !== null) aucs.push({ feature, auc: univariate.auc });
      if (found.has(i)) return;
      if (column === "hit" && (resemblance !== null || separates !== null)) {
        const score = separates ?? resemblance!.score;
        found.set(i, leak(feature, column, { how: "label", score }));
      } else if (univariate?.tells) {
        found.set(i, leak(feature, column, { how: "tells", score: univariate.auc }));
      } else if (resemblance !== null) {
        found.set(i, leak(feature, column, resemblance));
      }
    });
  }
  const leaks = [...found].sort(([a], [b]) => a - b).map(([, entry]) => entry);
  return { leaks, aucs, rows: kept.length, comparedWith: sources.map(([column]) => column) };
}

/**
 * A sentence when a ROC-AUC on validation rows is too good to be true, else null.
 *
 * The line is drawn at 0.95. Honest features of the catalogues that this analysis was made for (period, genre
 * and country) give about 0.8, with a standard deviation near 0.03 between splits: chance does not come near
 * the line, a leaking column passes it at once.
 *
 * @param interval its confidence interval, for instance DeLong's: one that begins below the line is mentioned, as
 * with few rows a high AUC may be chance.
 */
export function aucWarning(auc: number, interval?: readonly [number, number]): string | null {
  if (!(auc >= 0.95)) return null;
  const isUnsure = interval !== undefined && interval[0] < 0.95;
  const chance = isUnsure
    ? `; with so few rows it may also be chance, as the interval begins at ${formatUnit(interval[0])}`
    : "";
  return (
    `A ROC-AUC of ${formatUnit(auc)} is too good to be true for features known before success: look for a ` +
    `feature that follows from the label, or for validation rows that were trained on${chance}.`
  );
}

const WHY: Readonly<Record<string, string>> = {
  hit: "the label itself",
  vote_average: "which only those who have seen a series can give",
};

function leak(
  feature: string,
  column: LeakingColumn,
  { how, score, bin }: Omit<Resemblance, "how"> & Pick<Leak, "how">,
): Leak {
  const why = WHY[column] ?? "which defines the label";
  const range =
    bin === undefined ? "" : ` (${intervalOf(bin)}; ${formatPercent(score)} of the rows fit)`;
  const message = {
    name: `The feature ${feature} is named after ${column}, ${why}.`,
    copy: `The feature ${feature} has the values of ${column}, ${why}.`,
    monotone: `The feature ${feature} orders the series as ${column} does (rank correlation ${formatUnit(score)}), ${why}.`,
    bins: `The feature ${feature} is ${column} cut into bins${range}, ${why}.`,
    tells: `The feature ${feature} tells hits from non-hits by itself with a ROC-AUC of ${formatUnit(score)}, which no feature known before success does: it follows from ${column}, ${why}.`,
    label: `The feature ${feature} tells hits from non-hits by itself (${formatPercent(score)} of the rows): it copies hit, ${why}.`,
  }[how];
  return { feature, column, how, score, message };
}

function intervalOf({ value, from, to }: NonNullable<Resemblance["bin"]>): string {
  return `${value} from ${from} to ${to}`;
}
