/** The features by what they say. */
export type FeatureGroup = "age" | "period" | "genre" | "country" | "other";

const PREFIXES: readonly (readonly [string, FeatureGroup])[] = [
  ["years_since_release", "age"],
  ["covid_period", "period"],
  ["primary_genre", "genre"],
  ["primary_country", "country"],
  ["is_us", "country"],
  ["is_korea", "country"],
];

/** The group of a feature, by its name. */
export function groupOf(feature: string): FeatureGroup {
  return PREFIXES.find(([prefix]) => feature.startsWith(prefix))?.[1] ?? "other";
}

/** The features of these groups, in their order. */
export function featuresOf(names: readonly string[], groups: readonly FeatureGroup[]): string[] {
  return names.filter((name) => groups.includes(groupOf(name)));
}

/** The groups that occur, in the order of their first feature. */
export function groupsOf(names: readonly string[]): FeatureGroup[] {
  return [...new Set(names.map(groupOf))];
}
