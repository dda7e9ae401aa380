/** The study of the notebooks, and what it makes of series. */
import { study } from "../../notebooks/study.js";
import { primaryGenre } from "../../lib/src/data/variable.js";
import type { Title } from "../../lib/src/data/titles.js";
import { type Feature, type FeatureContext } from "../../lib/src/features/feature.js";
import { category } from "../../lib/src/features/categories.js";
import { describeColumns, buildFeatures, type FeatureTable } from "../../lib/src/features/table.js";
import type { LeakOptions } from "../../lib/src/features/leakage/index.js";
import { labelHits, type LabelledTitle } from "../../lib/src/label/hits.js";

export { study };

/** The study's features, with genres of fewer series grouped. */
function featuresWith(minGenreCount: number): Feature[] {
  return study.features.map((feature) =>
    feature.name === "primary_genre_grouped"
      ? category(primaryGenre, { rareBelow: minGenreCount })
      : feature,
  );
}

/** The series labelled by the study's definition. */
export function labelled(titles: readonly Title[]): LabelledTitle[] {
  return labelHits(titles, study.hit.fit(titles));
}

/** The study's feature table. */
export function tableOf(
  titles: readonly LabelledTitle[],
  { minGenreCount = 40, ...options }: FeatureContext & LeakOptions & { minGenreCount?: number },
): FeatureTable {
  return buildFeatures(titles, featuresWith(minGenreCount), options);
}

/** A table made by hand whose columns are called as the study calls its own, with what these say. */
export function described<T extends { names: readonly string[] }>(table: T) {
  return { ...table, info: describeColumns(table.names, study.features) };
}
