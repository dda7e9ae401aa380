/** What claims are about: what series are grouped by, and where reports show it. */
import type { Value, Variable } from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";

/** What a series is grouped by; where its value is a list, it counts in each of its members. */
export type Grouping<T = LabelledTitle> = Variable<Value, T>;

/** Claims on one thing, which reports show together. */
export interface Topic {
  /** Letters, digits and hyphens, such as "genre". */
  id: string;
  title: string;
  /** The names of the figures that show it; the first is the one from which its claims are read. */
  figures: readonly string[];
  /** Groups to compare with each other in a table. */
  compare?: Grouping;
}
