/** The scenarios of the sandbox: bad manners that the real API has shown, to be combined at will. */
import { UserError } from "../base/errors.js";

/** What each scenario does, in a few words. */
export const SCENARIOS = {
  drift: "the order of popularity moves between requests, and ties have no fixed order",
  flaky: "connections are reset, answers are 500 to 504, a few bodies never end",
  "rate-limit": "more than a few requests a second are refused with 429",
  "cdn-gzip": "some bodies are gzip without saying so",
  "html-errors": "HTML pages, errors without a code, and a 200 without results",
  truncated: "bodies are cut short, pages lack rows or are empty",
  "totals-change": "series come and go during the first requests, and some totals are stale",
  "schema-drift": "fields are new, absent, of another type, or damaged for the moment",
  slow: "answers take up to seconds, and some come in dribs",
  huge: "250,000 series unless --series says otherwise",
} as const;

/** The name of a scenario. */
export type Scenario = keyof typeof SCENARIOS;

const NAMES = Object.keys(SCENARIOS) as Scenario[];

/**
 * The scenarios in a list of names.
 *
 * @param texts names, also several in one text with commas, pluses or bars between them; `all` is every
 * scenario and `calm` none.
 * @throws UserError naming the one that is unknown.
 */
export function parseScenarios(texts: readonly string[]): Scenario[] {
  const names = texts.flatMap((text) => text.split(/[\s,+|]+/)).filter((name) => name !== "");
  const found = new Set<Scenario>();
  for (const name of names) {
    const known = NAMES.find((scenario) => scenario === name);
    if (known !== undefined) found.add(known);
    else if (name === "all") NAMES.forEach((scenario) => found.add(scenario));
    else if (name !== "calm") {
      throw new UserError(
        `--scenario: expected some of ${NAMES.join(", ")}, or all, or calm; found "${name}".`,
      );
    }
  }
  return NAMES.filter((name) => found.has(name));
}
