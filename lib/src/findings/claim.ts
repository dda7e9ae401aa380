/** What is claimed of hits: the list that a study owns, each claim with the way it is checked. */
import { specOf, type Specified } from "../base/spec.js";
import { UserError } from "../base/errors.js";
import type { Release } from "../data/released.js";
import type { LabelledTitle } from "../label/hits.js";
import type { Correction } from "../stats/multiple-comparisons.js";
import type { Check } from "./finding.js";
import { slug } from "./slug.js";
import type { Topic } from "./topic.js";
import type { YearSpan } from "./year-span.js";

/** What any claim can be given besides what it says. */
export interface ClaimOptions {
  /** Letters, digits and hyphens; no other claim of the list has it. */
  id?: string;
  /**
   * The id of a broader claim of the list, without which this one is not judged. Its topic and its
   * caveat are this one's too, unless it has its own.
   */
  partOf?: string;
  /** What the reader must know to read it; Markdown. */
  caveat?: string;
  /** Where reports show it; default: under "Further claims". */
  topic?: Topic;
}

/** The definition of a hit, as far as the claims speak of it. */
export interface HitWords {
  /** What a hit does, such as "reaches the 90% quantile of popularity". */
  words: string;
  /** The largest share of hits that the definition allows, ties aside; null where it sets none. */
  ceiling: number | null;
  /** What the share is lessened by, such as "those with too few votes". */
  less?: string;
}

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

/** What a claim is checked with. */
export interface CheckContext {
  level: number;
  correction: Correction;
  /** The year that is not over yet. */
  asOfYear: number | undefined;
  /** Whether a series is out; one that is not takes no part in comparisons of rates. */
  releaseOf: (title: LabelledTitle) => Release;
  /** The finished years; null without any. */
  span: YearSpan | null;
  /** The result of the validation; undefined before there is one. */
  model: ModelResult | undefined;
  hit: HitWords | undefined;
  /** What the model knows, such as "age" and "genre". */
  featureWords: readonly string[];
}

/** One statement about hits that can be checked on any labelled catalogue. */
export interface Claim<T extends LabelledTitle = LabelledTitle> extends Specified {
  id: string;
  /** The claim in a few words. */
  claim: string;
  partOf: string | null;
  caveat: string | null;
  topic: Topic | null;
  /** Measure it; what is found is judged once all claims of the list are measured. */
  check(titles: readonly T[], context: CheckContext): Check;
}

/**
 * A claim from its words and its check.
 *
 * @param made the call that made it: its function's name and what that was given.
 * @throws UserError when the id is invalid, or the claim says nothing.
 */
export function claimOf<T extends LabelledTitle>(
  { id, claim, partOf, caveat, topic }: ClaimOptions & { claim: string },
  check: Claim<T>["check"],
  ...made: readonly unknown[]
): Claim<T> {
  if (claim.trim() === "") {
    throw new UserError(
      `The claim${id === undefined ? "" : ` "${id}"`} is empty; expected a few words, such as "Drama above the other genres".`,
    );
  }
  const own = id ?? slug(claim);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(own)) {
    throw new UserError(
      id === undefined
        ? `The claim "${claim}" has no Latin letters to make an id of; give it one, such as id: "korean-dramas".`
        : `The id "${id}" of the claim "${claim}" is invalid; expected small letters, digits and hyphens, such as "korean-dramas".`,
    );
  }
  return {
    id: own,
    claim,
    partOf: partOf ?? null,
    caveat: caveat ?? null,
    topic: topic ?? null,
    spec: specOf(...made),
    check,
  };
}
