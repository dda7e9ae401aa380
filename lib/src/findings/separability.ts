/** Do the features of the model tell hits from the others? */
import { formatCount, capitalised } from "../base/format.js";
import { md } from "../base/escape.js";
import { claimOf, type Claim, type ClaimOptions, type ModelResult } from "./claim.js";
import type { Topic } from "./topic.js";
import { untestable, type Check, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords } from "./words.js";

/** A ROC-AUC from here on is called strong: "excellent" in Hosmer and Lemeshow's scale (2000). */
const STRONG = 0.8;

const TOPIC: Topic = { id: "separability", title: "Separability", figures: ["roc-curve"] };

/**
 * The claim that the model tells hits from the others at all: all of the AUC's interval lies above
 * 0.5, and with a permutation p-value, that too is small.
 *
 * @param options its id is "separability" unless there is another.
 */
export function separability(options: ClaimOptions = {}): Claim {
  return claimOf(
    {
      id: "separability",
      claim: "The model tells hits from others (ROC-AUC above 0.5)",
      topic: TOPIC,
      ...options,
    },
    (_, { model, level, featureWords }) =>
      aucCheck(model, level, separateWords(featureWords), ({ interval, permutationP }) => ({
        pValue: permutationP ?? null,
        direction: interval[0] > 0.5 ? "for" : interval[1] < 0.5 ? "against" : "neither",
        evidence: permutationP === undefined ? "interval" : "p-value",
        scale: "0.5 is chance",
      })),
    "separability",
    options,
  );
}

/**
 * The claim that the separation is strong: all of the AUC's interval at `from` or above;
 * contradicted when all of it is below.
 *
 * @param options its id is "separability-strong" and it is part of "separability" unless said
 *   otherwise; `from` is the AUC from which on a separation is called strong, default 0.8.
 */
export function separabilityStrong({
  from = STRONG,
  ...options
}: ClaimOptions & { from?: number } = {}): Claim {
  return claimOf(
    {
      id: "separability-strong",
      claim: `It does so strongly (ROC-AUC of at least ${from})`,
      partOf: "separability",
      topic: TOPIC,
      ...options,
    },
    (_, { model, level }) =>
      aucCheck(model, level, "The separation is strong.", ({ interval: [low, high] }) => ({
        pValue: null,
        direction: low >= from ? "for" : high < from ? "against" : "neither",
        evidence: "interval",
        scale: `strong means ${from} or more`,
      })),
    "separabilityStrong",
    from,
    options,
  );
}

function aucCheck(
  model: ModelResult | undefined,
  level: number,
  statement: string,
  judge: (
    model: ModelResult,
  ) => Pick<Check, "pValue" | "direction" | "evidence"> & { scale: string },
): Check {
  if (model === undefined) {
    const missing =
      "There is no validated model to judge: notebook 05 validates one where there are enough hits.";
    return untestable({ statement, n: 0, hits: 0 }, missing);
  }
  const { auc, n, hits } = model;
  const [low, high] = model.interval;
  const effect: Effect = { name: "ROC-AUC", value: auc, interval: [low, high], unit: "ROC-AUC" };
  const { scale, ...judged } = judge(model);
  return {
    ...judged,
    statement,
    n,
    hits,
    effect,
    ratio: null,
    caveat: null,
    measured: md`The ROC-AUC on ${formatCount(n)} rows with ${formatCount(hits)} hits is ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)}); ${scale}.`,
  };
}

/** "Age, genre and country separate hits from other series better than chance." */
function separateWords(features: readonly string[]): string {
  const [first = "the features", ...others] = features;
  const isOne = features.length === 1;
  const last = others.pop();
  const names = last === undefined ? first : `${[first, ...others].join(", ")} and ${last}`;
  return isOne
    ? `By ${names} alone, hits can be distinguished from other series better than by chance.`
    : `${capitalised(names)} separate hits from other series better than chance.`;
}
