/** A result, or the reason why there is none. */
import { UserError } from "./errors.js";

/** Why something cannot be judged on these rows, for people. */
export interface Unjudged {
  /** A sentence with a full stop: what there is too little of, and how much is needed. */
  readonly unjudged: string;
}

/** What was found, or why nothing could be. */
export type Outcome<T> = T | Unjudged;

/** That something cannot be judged. @param reason a sentence. */
export function unjudged(reason: string): Unjudged {
  return { unjudged: reason };
}

/** Whether an outcome is a reason instead of a result. */
export function isUnjudged(outcome: unknown): outcome is Unjudged {
  return typeof outcome === "object" && outcome !== null && "unjudged" in outcome;
}

/**
 * Go on with what was found; a reason stays one.
 *
 * @example ifJudged(await crossValidate(features), ({ mean }) => mean)
 */
export function ifJudged<T, R>(outcome: Outcome<T>, then: (found: T) => R): R | Unjudged {
  return isUnjudged(outcome) ? outcome : then(outcome);
}

/**
 * What was found, for those who cannot go on without it.
 *
 * @throws UserError with the reason where nothing could be judged.
 */
export function assertJudged<T>(outcome: Outcome<T>): T {
  if (isUnjudged(outcome)) throw new UserError(outcome.unjudged);
  return outcome;
}
