/** The findings as a table, and as sentences under figures. */
import { md } from "../base/escape.js";
import type { Table } from "../cell/tables.js";
import type { Finding } from "./finding.js";
import { correctionWords, effectWords, intervalWords, levelWords, pWords } from "./words.js";

/** The findings as a table to show: claim, verdict, effect, interval, n and adjusted p-value. */
export function findingsTable(findings: readonly Omit<Finding, "topic">[]): Table {
  const [first] = findings;
  const interval = first === undefined ? "interval" : `${levelWords(first.level)} interval`;
  return {
    columns: ["claim", "verdict", "effect", "size", interval, "n", "adjusted p"],
    rows: findings.map(({ claim, verdict, effect, n, adjustedPValue }) => [
      claim,
      verdict,
      effect?.name ?? "–",
      effect === null ? "–" : effectWords(effect),
      effect === null ? "–" : intervalWords(effect),
      n,
      adjustedPValue === null ? "no test" : pWords(adjustedPValue),
    ]),
    ...(first === undefined
      ? {}
      : {
          caption:
            `p-values ${correctionWords(first)}, each at least that of the claim it is part of; ` +
            "intervals are not corrected",
        }),
  };
}

/**
 * The sentences of one or more findings with their caveats, as Markdown for a cell. Where no claim
 * has the id, as a study may have left it out, the sentence says so and which there are.
 */
export function findingReading(findings: readonly Finding[], ...ids: string[]): string {
  return ids
    .map((id) => {
      const finding = findings.find((candidate) => candidate.id === id);
      if (finding === undefined) {
        const known = findings.map((f) => f.id).join(", ") || "none";
        return md`The study has no claim "${id}"; its claims are: ${known}.`;
      }
      return [finding.sentence, finding.caveat].filter((part) => part !== null).join(" ");
    })
    .join("\n\n");
}
