/** Joined columns as variables. */
import { UserError } from "../../base/errors.js";
import type { ColumnWords, Value, Variable } from "../variable.js";

/**
 * A joined column as a variable, which reads it from the series that it was joined to.
 *
 * @param path of the file, for the sentence about series that were not joined.
 */
export function joinedVariable<V extends Value>(
  path: string,
  column: string,
  words: ColumnWords<V>,
): Variable<V, object> {
  const label = words.label ?? column.replace(/[_\s]+/g, " ").trim();
  return {
    name:
      column
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "joined",
    ...words,
    label,
    plural: words.plural ?? pluralOf(label),
    value: (title) => {
      if (!(column in title)) {
        throw new UserError(
          `The series have no column "${column}": join ${path} to them before they are counted by it.`,
        );
      }
      return (title as Record<string, V | null>)[column]!;
    },
  };
}

function pluralOf(noun: string): string {
  if (/s$/.test(noun)) return noun;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
