import { normalCdf } from "../../stats/distributions.js";
import { firth, type Pattern } from "../../stats/firth.js";
import { dependentColumns } from "../../stats/positive-definite.js";
import { productsOf, type Design } from "./design.js";

/**
 * The p-value of the test that the log-odds are linear in a numeric feature: whether its square
 * improves the fit, by the ratio of the corrected likelihoods (Heinze and Schemper, Statistics in
 * Medicine 21, 2002). 1 if there are too few distinct values.
 */
export function straightness({ patterns, size }: Design, single: number): number {
  const most = patterns.reduce((top, { numbers }) => Math.max(top, Math.abs(numbers[single]!)), 0);
  const bent = patterns.map(({ places, values, count, hits, numbers }): Pattern => {
    const square = (numbers[single]! / most) ** 2;
    return { places: [...places, size], values: [...values, square], count, hits };
  });
  if (dependentColumns(productsOf(bent, size + 1), size + 1).length > 0) return 1;
  const held = firth(bent, size + 1, { fixed: { column: size, value: 0 } });
  const free = firth(bent, size + 1);
  const root = Math.sqrt(Math.max(0, 2 * (free.logLikelihood - held.logLikelihood)));
  return 2 * normalCdf(-root);
}
