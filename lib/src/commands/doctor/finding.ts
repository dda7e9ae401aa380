/** What a check has found, and how it is shown. */
import { showControls } from "../../base/escape.js";
import { withoutPasswords } from "../../base/secret.js";

/** One line of the doctor's screen. */
export interface Finding {
  /** What was looked at. */
  name: string;
  /** "fault" where `npm start` would stop, "note" where it would do less, else "ok". */
  state: "ok" | "note" | "fault";
  /** What is there, and what would be used. */
  text: string;
  /** What to do, each a line of its own. */
  advice?: readonly string[];
}

/** Look at one thing; what a check throws is a fault, in its own words. */
export async function look(
  name: string,
  check: () => Omit<Finding, "name"> | Promise<Omit<Finding, "name">>,
): Promise<Finding> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    return { name, state: "fault", text: error instanceof Error ? error.message : String(error) };
  }
}

const NAME_WIDTH = 11;

/** The findings as one screen, with what they mean as its last line. */
export function screen(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, state, text, advice = [] }) => [
    `${state.padEnd(6)}${name.padEnd(NAME_WIDTH)}${text}`,
    ...advice.map((line) => `${" ".repeat(6 + NAME_WIDTH)}${line}`),
  ]);
  const faults = findings.flatMap(({ name, state }) => (state === "fault" ? [name] : []));
  const end =
    faults.length === 0
      ? "Nothing is in the way of npm start."
      : `In the way of npm start: ${faults.join(", ")}.`;
  // Other programs' words are among them.
  return withoutPasswords(showControls([...lines, "", end].join("\n")));
}
