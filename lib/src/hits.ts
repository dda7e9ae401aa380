import type { Title } from "./titles.js";

/** A cleaned series with its label; the columns of `*_tv_with_hit.csv`. */
export interface LabelledTitle extends Title {
  hit: 0 | 1;
}
