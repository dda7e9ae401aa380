/** Which series a study looks at. */
import { UserError } from "../base/errors.js";
import { specOf, type Specified } from "../base/spec.js";
import type { Title } from "../data/titles.js";

/** The series that a study looks at, in words and as a rule. */
export interface Population extends Specified {
  /** To follow "series": "released since 2018"; empty for all. */
  words: string;
  /** Whether a series is looked at. */
  includes: (title: Title) => boolean;
}

/** Every series that was collected. */
export const everySeries: Population = { words: "", spec: "everySeries", includes: () => true };

/**
 * Only the series for which a rule holds.
 *
 * @param words to follow "series": "released since 2018".
 * @example only("released since 2018", ({ year }) => year !== null && year >= 2018)
 * @throws UserError without words.
 */
export function only(words: string, includes: (title: Title) => boolean): Population {
  if (words.trim() === "") {
    throw new UserError(
      'only(): expected words for the series that are looked at, such as "released since 2018".',
    );
  }
  return { words, spec: specOf("only", words, includes), includes };
}
