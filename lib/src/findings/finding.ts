/** What a check of a claim measures, and what is found once all are judged together. */
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";
import type { Topic } from "./topic.js";

/**
 * Whether the catalogue at hand bears a claim out; "mixed" where a clear effect does not go one
 * way.
 */
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

/** The numbers of a claim, before and after it is judged. */
interface Measured {
  /** What is stated, as a sentence. */
  statement: string;
  /** Null where there is too little to measure. */
  effect: Effect | null;
  /** The same comparison as a ratio of two rates, null where there is no such ratio. */
  ratio: Effect | null;
  /** The series that were looked at, and the hits among them. */
  n: number;
  hits: number;
  /** Two-sided; null where no test was made. */
  pValue: number | null;
  /** What the reader must know to read it; Markdown. */
  caveat: string | null;
}

/**
 * A claim measured, not yet judged: that takes the p-values of all. Its caveat is said after the
 * claim's own.
 */
export interface Check extends Measured {
  /** The numbers in words, or what is missing; Markdown. */
  measured: string;
  /** Where the effect points; "neither" is never judged. */
  direction: "for" | "against" | "both ways" | "neither";
  /**
   * Whether the verdict hangs on the p-value, or on the interval alone, which `direction` then sums
   * up.
   */
  evidence: "p-value" | "interval";
  /** More to say where the claim is supported; Markdown. */
  ifSupported?: string;
  /**
   * The columns with which a series enters the test, for one that allows for clusters; null for a
   * series left out.
   */
  design?(title: LabelledTitle): readonly number[] | null;
}

/** A claim judged on the catalogue at hand. */
export interface Finding extends Measured {
  id: string;
  /** The claim in a few words. */
  claim: string;
  /** The broader claim without which this one is not judged; null for one that stands by itself. */
  partOf: string | null;
  /** Where reports show it. */
  topic: Topic;
  verdict: Verdict;
  /**
   * Corrected over all tests of the list, and not below that of the claim it is part of; null where
   * no test was made.
   */
  adjustedPValue: number | null;
  /** How, and over how many tests. */
  correction: Correction;
  tests: number;
  /** The confidence level of the intervals. */
  level: number;
  /** The verdict and the numbers, in words; Markdown. */
  sentence: string;
}

/** A check that cannot be made: `missing` says why, as a Markdown sentence. */
export function untestable(about: Pick<Check, "statement" | "n" | "hits">, missing: string): Check {
  return {
    ...about,
    effect: null,
    ratio: null,
    pValue: null,
    caveat: null,
    measured: missing,
    direction: "neither",
    evidence: "p-value",
  };
}
