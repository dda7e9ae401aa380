/** Rows with the same id: repeated rows, and rows that contradict each other. */
import { UserError } from "../../base/errors.js";
import { formatCount } from "../../base/format.js";
import type { ChangeTally } from "../changes.js";
import type { DiscoverTitle } from "../titles.js";

const LISTED = 3;

/**
 * The titles with each id once: of rows that are equal in every column, the first is kept.
 *
 * @param rows the data row of each title.
 * @throws UserError if rows of one id differ, naming the first rows and the columns.
 */
export function withoutDuplicates(
  titles: readonly DiscoverTitle[],
  rows: readonly number[],
  name: string,
  tally: ChangeTally,
): DiscoverTitle[] {
  const first = new Map<number, number>();
  const differing: string[] = [];
  const kept = titles.filter((title, i) => {
    const earlier = first.get(title.id);
    if (earlier === undefined) {
      first.set(title.id, i);
      return true;
    }
    const columns = differences(titles[earlier]!, title);
    if (columns.length > 0) {
      differing.push(
        `id ${title.id} in data rows ${rows[earlier]} and ${rows[i]} (${columns.join(", ")})`,
      );
    } else {
      const what = "repeated an earlier row field for field: counted once";
      const example = `id ${title.id}`;
      tally.add({ column: null, unit: "row", what, lost: false, example, row: rows[i]! });
    }
    return false;
  });
  if (differing.length === 0) return kept;
  const more = differing.length - LISTED;
  const listed = differing.slice(0, LISTED).join("; ");
  throw new UserError(
    `${name}: rows of one id differ: ${listed}${more > 0 ? `; and ${formatCount(more)} more` : ""}. ` +
      "Expected one row for each series: remove all but one of them.",
  );
}

function differences(a: DiscoverTitle, b: DiscoverTitle): string[] {
  const columns = Object.keys(a) as (keyof DiscoverTitle)[];
  return columns.filter((column) => JSON.stringify(a[column]) !== JSON.stringify(b[column]));
}
