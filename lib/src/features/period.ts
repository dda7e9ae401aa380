/** The period of the release year as a feature. */
import { UserError } from "../base/errors.js";
import { specOf } from "../base/spec.js";
import type { Feature } from "./feature.js";
import { levels, withMissing } from "./levels.js";

/**
 * The period of the release year, one 0/1 column for each that occurs; an undated series is `unknown`.
 *
 * @param lastYears the last year of each period by its name, in order of time; `Infinity` for the last one.
 * @param options `name` is what the columns' names begin with.
 * @example period({ before: 2015, after: Infinity })
 * @throws UserError when the years do not rise to Infinity.
 */
export function period(
  lastYears: Readonly<Record<string, number>>,
  { name = "period" }: { name?: string } = {},
): Feature {
  const periods = Object.entries(lastYears).map(([of, last]) => ({ of, last }));
  if (periods.length < 2 || !periods.every(({ last }, i) => last > (periods[i - 1]?.last ?? -1))) {
    throw new UserError(
      `period(${JSON.stringify(Object.keys(lastYears))}): expected two periods or more, each with its last year, in order ` +
        "of time and named by a word, such as { before: 2015, after: Infinity }.",
    );
  }
  if (periods.at(-1)?.last !== Infinity) {
    throw new UserError(
      `period(): “${periods.at(-1)!.of}” ends in ${periods.at(-1)!.last}; expected Infinity as the last year of the last period.`,
    );
  }
  const words = Object.fromEntries(
    periods.map(({ of, last }, i) => [of, yearsInWords(periods[i - 1]?.last, last)]),
  );
  return levels(name, {
    spec: specOf("period", lastYears, name),
    info: { group: "period", family: "release year" },
    of: { label: "release period", plural: "release periods" },
    words: { ...words, unknown: "no release date" },
    describe: (level) => level,
    values: (titles) =>
      withMissing(
        titles.map(({ year }) =>
          year === null ? null : periods.find(({ last }) => year <= last)!.of,
        ),
      ),
  });
}

/** "up to 2019", "2020 and 2021", "2020 to 2024", "2020", "from 2022 on". */
function yearsInWords(before: number | undefined, last: number): string {
  if (before === undefined) return `up to ${last}`;
  const first = before + 1;
  if (last === Infinity) return `from ${first} on`;
  if (first === last) return String(last);
  return `${first} ${last === first + 1 ? "and" : "to"} ${last}`;
}
