/**
 * The name of a category that the analysis adds, such as "Other" for rare values. A note is
 * appended if a value in the data already has that name, as the two would otherwise be counted
 * together.
 *
 * @param name the preferred name, such as "Other".
 * @param note what the category holds, such as "rare".
 * @param taken values in the data that keep a category of their own.
 * @example reservedName("Other", "rare", ["Drama", "Other"]) // "Other (rare)"
 */
export function reservedName(name: string, note: string, taken: Iterable<string>): string {
  const values = new Set(taken);
  let free = name;
  while (values.has(free)) free += ` (${note})`;
  return free;
}
