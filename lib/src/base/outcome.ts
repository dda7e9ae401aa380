/** A result, or the reason why there is none. */
import { UserError } from "./errors.js";

/** Why something cannot be judged on these rows, in words. */
export interface Unjudged {
  /** A full sentence: what there is too little of, and how much is needed. */
  readonly unjudged: string;
}

/** A result, or why there is none. */
export type Outcome<T> = T | Unjudged;

/** The outcome of something that cannot be judged. @param reason a full sentence. */
export function unjudged(reason: string): Unjudged {
  return { unjudged: reason };
}

/** Whether an outcome is a reason instead of a result. */
export function isUnjudged(outcome: unknown): outcome is Unjudged {
  return typeof outcome === "object" && outcome !== null && "unjudged" in outcome;
}

/**
 * Continue with a result; a reason is passed on.
 *
 * @example ifJudged(await crossValidate(features), ({ mean }) => mean)
 */
export function ifJudged<T, R>(outcome: Outcome<T>, then: (found: T) => R): R | Unjudged {
  return isUnjudged(outcome) ? outcome : then(outcome);
}

/**
 * The result, for callers that cannot continue without it.
 *
 * @throws UserError with the reason if there is none.
 */
export function assertJudged<T>(outcome: Outcome<T>): T {
  if (isUnjudged(outcome)) throw new UserError(outcome.unjudged);
  return outcome;
}
