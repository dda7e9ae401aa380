/** What is known of the columns of a feature table besides their values. */

/** One column of a feature table: what it says, and what it is counted with. */
export interface FeatureInfo {
  /** The feature that it is of, such as "primary_country" for primary_country_GB. */
  feature: string;
  /** What it is left out, shuffled and read with, such as "country". */
  group: string;
  /** What the group says together with others, such as "release year" for age and period. */
  family?: string;
  /** The column in words, such as "country: United Kingdom". */
  words: string;
  /** A level is one of several of which each series has exactly one; a member is one of several that it may have. */
  kind: "number" | "flag" | "level" | "member";
  /** Of a level or a member: the value as it stands in the data, and in words. */
  value?: { raw: string; words: string };
  /** Of a level or a member: what one and several values are called, such as "country" and "countries". */
  of?: { label: string; plural: string };
  /** Of a number: one more of it in words, such as "a year older". */
  more?: string;
}

/** Names of columns, with what is known of them where somebody says it. */
export interface NamedColumns {
  names: readonly string[];
  /** One for each name. */
  info?: readonly FeatureInfo[];
}

/** What is known of each column; one that nobody describes is a group by itself. */
export function infoOf({ names, info }: NamedColumns): readonly FeatureInfo[] {
  return names.map((name, i) => info?.[i] ?? undescribed(name));
}

/** A column of which only the name is known. */
export function undescribed(name: string): FeatureInfo {
  return { feature: name, group: "other", words: name, kind: "number" };
}

/** The groups that occur, in the order of their first column. */
export function groupsOf(table: NamedColumns): string[] {
  return [...new Set(infoOf(table).map(({ group }) => group))];
}

/** The names of the columns of these groups, in their order. */
export function columnsOfGroups(table: NamedColumns, groups: readonly string[]): string[] {
  const info = infoOf(table);
  return table.names.filter((_, i) => groups.includes(info[i]!.group));
}

/** Groups that say one thing together, by what that is: age and period, "release year". */
export function familiesOf(table: NamedColumns): { family: string; groups: string[] }[] {
  const families = new Map<string, Set<string>>();
  for (const { family, group } of infoOf(table)) {
    if (family === undefined) continue;
    families.set(family, (families.get(family) ?? new Set()).add(group));
  }
  return [...families]
    .map(([family, groups]) => ({ family, groups: [...groups] }))
    .filter(({ groups }) => groups.length > 1);
}

/** One more of a number in words: "a year older", or "one more of seasons". */
export function oneMoreInWords({ more, words }: FeatureInfo): string {
  return more ?? `one more of ${words}`;
}
