/**
 * The name of a category that the analysis makes up, such as "Other" for rare values: with a note where
 * a value of the data already has that name, as the two would be counted as one.
 *
 * @param name wanted, such as "Other".
 * @param note what it stands for, such as "rare".
 * @param taken values of the data that keep a category of their own.
 * @example reservedName("Other", "rare", ["Drama", "Other"]) // "Other (rare)"
 */
export function reservedName(name: string, note: string, taken: Iterable<string>): string {
  const values = new Set(taken);
  let free = name;
  while (values.has(free)) free += ` (${note})`;
  return free;
}
