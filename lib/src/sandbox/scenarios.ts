/** The scenarios of the sandbox: misbehaviour observed in the real API, in any combination. */
import { UserError } from "../base/errors.js";

/** What each scenario does, in a few words. */
export const SCENARIOS = {
  drift: "the order by popularity changes between requests, and ties have no fixed order",
  flaky: "connections are reset, responses are 500 to 504, a few bodies never end",
  "rate-limit": "more than a few requests a second are refused with 429",
  "cdn-gzip": "some bodies are gzip without saying so",
  "html-errors": "HTML pages, errors without a code, and a 200 without results",
  truncated: "bodies are truncated, pages lack rows or are empty",
  "totals-change":
    "series are added and removed during the first requests, and some totals are stale",
  "schema-drift": "fields are new, absent, of another type, or temporarily invalid",
  slow: "responses take up to several seconds, and some arrive in pieces",
  huge: "250,000 series unless --series is set",
} as const;

/** The name of a scenario. */
export type Scenario = keyof typeof SCENARIOS;

const NAMES = Object.keys(SCENARIOS) as Scenario[];

/**
 * The scenarios in a list of names.
 *
 * @param texts names, also several in one text with commas, pluses or bars between them; `all` is
 * every scenario and `calm` none.
 * @throws UserError naming the unknown one.
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
