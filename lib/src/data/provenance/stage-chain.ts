/** The stage that each stage is made from, and the notebook that writes it. */
import type { Stage } from "../../base/settings.js";

/** The stages in order. */
export const STAGES: readonly Stage[] = ["all", "clean", "with_hit", "features_v1"];

/** The stage that each is made from. */
export const INPUT_OF: Readonly<Record<Stage, Stage | null>> = {
  all: null,
  clean: "all",
  with_hit: "clean",
  features_v1: "with_hit",
};

/** The notebook that writes each stage. */
export const WRITTEN_BY: Readonly<Record<Stage, string>> = {
  all: "01_data_collection",
  clean: "01_data_collection",
  with_hit: "02_define_hit_and_exploration",
  features_v1: "04_feature_engineering",
};

/** The stages up to and including this one. */
export function chainTo(stage: Stage): Stage[] {
  const input = INPUT_OF[stage];
  return input === null ? [stage] : [...chainTo(input), stage];
}

/** The number of the notebook that writes a stage, such as "02". */
export function notebookOf(stage: Stage): string {
  return WRITTEN_BY[stage].slice(0, 2);
}
