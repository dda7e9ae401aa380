/** A study: one question to a catalogue, in one object that every notebook reads. */
import { createHash } from "node:crypto";
import { UserError } from "../base/errors.js";
import { specOf } from "../base/spec.js";
import { topicsOf } from "../findings/claim-list.js";
import type { Claim } from "../findings/claim.js";
import type { Feature } from "../features/feature.js";
import type { HitDefinition } from "../label/definition.js";
import type { DefinitionGrid } from "../model/validation/sensitivity.js";
import type { AnyJoin } from "../data/join/result.js";
import { slugOf } from "../findings/slug.js";
import type { Grouping } from "../findings/topic.js";
import type { Population } from "./population.js";

/** What {@link defineStudy} is given. */
export interface StudyParts {
  /** CSV files of one's own that are joined to the series, in this order; default none. */
  data?: readonly AnyJoin[];
  /** Which series are looked at. */
  population: Population;
  /** What a hit is. */
  hit: HitDefinition;
  /** What the model may know of a series, in the order of the columns. */
  features: readonly Feature[];
  /** Features that the check against leakage may let through, by the name of the column, each with a reason. */
  allow?: Readonly<Record<string, string>>;
  /** What the rate of hits is compared by. */
  groups: readonly Grouping[];
  /** What is claimed of hits, and judged; the p-values of all are corrected together. */
  claims: readonly Claim[];
  /** Other definitions of a hit, under which the model is judged again; null for none. */
  otherDefinitions: DefinitionGrid | null;
  /** The share of the series that the split holds out. */
  split: { testSize: number };
  /** Folds of each repeat of the cross-validation, and repeats. */
  folds: { nSplits: number; nRepeats: number };
}

/** A study as notebooks, files and the report know it. */
export interface Study extends StudyParts {
  allow: Readonly<Record<string, string>>;
  /** The same for the same study: files and figures of two studies are never read together. */
  hash: string;
}

/**
 * A study from its parts.
 *
 * @throws UserError naming the part that is missing or does not fit.
 */
export function defineStudy(parts: StudyParts): Study {
  const { features, groups, allow = {} } = parts;
  for (const [part, value] of Object.entries({ population: parts.population, hit: parts.hit })) {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a cell may pass anything
    if (value === undefined || value === null) {
      throw new UserError(`The study has no ${part}; see the comments in study.ts.`);
    }
  }
  if (features.length === 0) {
    throw new UserError("The study has no features; list at least one, such as age().");
  }
  const unnamed = features.find(({ group }) => group.trim() === "");
  if (unnamed !== undefined) {
    throw new UserError(
      `The feature ${unnamed.name} has no group; expected what it is compared with, such as { group: "language" }.`,
    );
  }
  unique(features, "features");
  unique(groups, "groups");
  // Refuses a doubled id, and a part of a claim that is not there.
  const topics = topicsOf(parts.claims);
  distinctLabels([...topics.flatMap(({ compare }) => compare ?? []), ...groups]);
  checkValidation(parts);
  // A study made of another one brings that one's hash.
  const { hash: _, ...own } = { hash: "", ...parts, allow };
  const hash = createHash("sha256").update(specOf(own, own.hit.because)).digest("hex").slice(0, 16);
  return { ...own, hash };
}

function unique(items: readonly { name: string }[], what: string): void {
  const names = items.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new UserError(
    `Two ${what} of the study are called ${twice}; give one of them another name.`,
  );
}

/** Figures and tables of groups go by the label: two variables of one label would take each other's. */
function distinctLabels(groupings: readonly Grouping[]): void {
  for (const [i, by] of groupings.entries()) {
    const other = groupings.slice(0, i).find((one) => slugOf(one) === slugOf(by));
    if (other === undefined || other.name === by.name) continue;
    throw new UserError(
      `The study compares ${other.name} and ${by.name}, which are both called “${by.label}”; give one of them another ` +
        `label, such as { ...variable, label: "first ${by.label}" }.`,
    );
  }
}

function checkValidation({ split, folds }: StudyParts): void {
  const { testSize } = split;
  const { nSplits, nRepeats } = folds;
  const wrong = [
    [!(testSize > 0 && testSize < 1), `testSize is ${testSize}; expected a share between 0 and 1`],
    [!isWhole(nSplits, 2), `nSplits is ${nSplits}; expected 2 folds or more`],
    [!isWhole(nRepeats, 1), `nRepeats is ${nRepeats}; expected 1 or more`],
  ].find(([isWrong]) => isWrong);
  if (wrong !== undefined) throw new UserError(`The study's ${wrong[1]}.`);
}

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}
