/**
 * The known name closest to a misspelt one, by Levenshtein distance; case, `_`, `-` and `.` do not
 * count.
 *
 * @param max the most edits; never more than a third of the name's length.
 * @returns null if none is close enough.
 */
export function nearest(name: string, known: readonly string[], max: number): string | null {
  const wanted = letters(name);
  const limit = Math.min(max, Math.floor(wanted.length / 3));
  const [best] = known
    .map((one) => ({ one, distance: distance(wanted, letters(one)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best?.one ?? null;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[_.\s-]/g, "");
}

/** Insertions, deletions and replacements from one text to another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + Number(letter !== other);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
