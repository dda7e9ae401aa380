/** Do age, genre and country tell hits from the others? */
import { formatCount } from "../base/format.js";
import { md } from "../base/escape.js";
import { untestable, type Check, type CheckOptions, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";

/** What a validated model brings: any object with these fields. */
export interface ModelResult {
  /** ROC-AUC on rows that the model has not seen. */
  auc: number;
  /** Its confidence interval, at the level of the findings. */
  interval: readonly [low: number, high: number];
  /** The rows that it was judged on, and the hits among them. */
  n: number;
  hits: number;
  /** p-value of a permutation test of the AUC against chance. */
  permutationP?: number;
}

/** A ROC-AUC from here on is called strong: "excellent" in Hosmer and Lemeshow's scale (2000). */
const STRONG = 0.8;

const CHANCE = {
  id: "separability",
  claim: "The model tells hits from others (ROC-AUC above 0.5)",
  statement: "Age, genre and country separate hits from other series better than chance.",
  partOf: null,
} as const;

const STRENGTH = {
  id: "separability-strong",
  claim: `It does so strongly (ROC-AUC of at least ${STRONG})`,
  statement: "The separation is strong.",
  partOf: "separability",
} as const;

/**
 * Two statements in one are kept apart: that there is a separation at all (all of the AUC's interval above
 * 0.5; with a permutation p-value, that too must be small), and that it is strong (all of it at 0.8 or above;
 * contradicted when all of it is below).
 */
export function separabilityChecks(
  model: ModelResult | undefined,
  { level }: CheckOptions,
): Check[] {
  if (model === undefined) {
    const missing = "No model has been validated: notebook 05 does that.";
    return [CHANCE, STRENGTH].map((about) => untestable({ ...about, n: 0, hits: 0 }, missing));
  }
  const { auc, n, hits, permutationP } = model;
  const [low, high] = model.interval;
  const effect: Effect = { name: "ROC-AUC", value: auc, interval: [low, high], unit: "ROC-AUC" };
  const shared = { n, hits, effect, ratio: null, caveat: null };
  const numbers = md`The ROC-AUC on ${formatCount(n)} rows with ${formatCount(hits)} hits is ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)})`;
  return [
    {
      ...CHANCE,
      ...shared,
      pValue: permutationP ?? null,
      leaning: low > 0.5 ? "for" : high < 0.5 ? "against" : "neither",
      evidence: permutationP === undefined ? "interval" : "p-value",
      measured: `${numbers}; 0.5 is chance.`,
    },
    {
      ...STRENGTH,
      ...shared,
      pValue: null,
      leaning: low >= STRONG ? "for" : high < STRONG ? "against" : "neither",
      evidence: "interval",
      measured: `${numbers}; strong is meant to begin at ${STRONG}.`,
    },
  ];
}
