/** What a check of a statement measures, and what is found once all are judged together. */
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";

/** Every check, in the order of the original's README. */
export type FindingId =
  | "recent-counts"
  | "recent-rates"
  | "genre"
  | "genre-named"
  | "genre-drama"
  | "genre-action"
  | "genre-fantasy"
  | "genre-documentary"
  | "genre-reality"
  | "country"
  | "country-us"
  | "country-korea"
  | "metadata"
  | "metadata-genre"
  | "metadata-date"
  | "imbalance"
  | "separability"
  | "separability-strong";

/** Whether the catalogue at hand bears a statement out; "mixed" where a clear effect does not go one way. */
export type Verdict = "supported" | "contradicted" | "mixed" | "not enough data";

/** What the number of an effect is. All shares are of 1. */
export type EffectUnit =
  | "share"
  | "difference of shares"
  | "ratio of shares"
  | "odds ratio per year"
  | "Cramér's V"
  | "ROC-AUC";

/** The size of an effect, with a plain interval: one at a time, not widened for the others. */
export interface Effect {
  name: string;
  value: number;
  interval: [low: number, high: number];
  unit: EffectUnit;
}

/** What every check says, before and after it is judged. */
interface Statement {
  id: FindingId;
  /** The claim in a few words. */
  claim: string;
  /** What was stated, as a sentence. */
  statement: string;
  /** Null where there is too little to measure. */
  effect: Effect | null;
  /** The same comparison as a ratio of two rates, null where it is none. */
  ratio: Effect | null;
  /** The series that were looked at, and the hits among them. */
  n: number;
  hits: number;
  /** Two-sided; null where no test was made. */
  pValue: number | null;
  /** What the reader must know to read it; Markdown. */
  caveat: string | null;
  /** The broader statement without which this one is not judged; null for one that stands by itself. */
  partOf: FindingId | null;
}

/** A statement measured, not yet judged: that takes the p-values of all. */
export interface Check extends Statement {
  /** The numbers in words, or what is missing; Markdown. */
  measured: string;
  /** Where the effect points; "neither" is never judged. */
  leaning: "for" | "against" | "both ways" | "neither";
  /** Whether the verdict hangs on the p-value, or on the interval alone, which `leaning` then sums up. */
  evidence: "p-value" | "interval";
  /** More to say where the statement is supported; Markdown. */
  ifSupported?: string;
  /** The columns with which a series enters the test, for one that allows for clusters; null for a series left out. */
  design?: (title: LabelledTitle) => readonly number[] | null;
}

/** A statement judged on the catalogue at hand. */
export interface Finding extends Statement {
  verdict: Verdict;
  /** Corrected over all tests of the list, and not below that of the statement it is part of; null where no test was made. */
  adjustedPValue: number | null;
  /** How, and over how many tests. */
  correction: Correction;
  tests: number;
  /** The confidence level of the intervals. */
  level: number;
  /** The verdict and the numbers, in words; Markdown. */
  sentence: string;
}

/** What each check is told. */
export interface CheckOptions {
  level: number;
}

/** A check that cannot be made: `missing` says why, as a Markdown sentence. */
export function untestable(
  about: Pick<Check, "id" | "claim" | "statement" | "n" | "hits" | "partOf">,
  missing: string,
): Check {
  return {
    ...about,
    effect: null,
    ratio: null,
    pValue: null,
    caveat: null,
    measured: missing,
    leaning: "neither",
    evidence: "p-value",
  };
}
