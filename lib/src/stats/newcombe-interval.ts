import { normalCriticalValue } from "./distributions.js";

/**
 * The score-like interval of a ROC-AUC: all areas that are at most z of their own standard errors
 * away from the observed one. The variance at a true area A is Hanley and McNeil's for exponential
 * scores, with (hits + others) / 2 in place of both counts; Newcombe (Statistics in Medicine 25,
 * 2006), method 5.
 *
 * @param auc the observed area.
 * @param hits number of rows with the label 1, at least 1.
 * @param others number of rows with the label 0, at least 1.
 */
export function newcombeInterval(
  auc: number,
  hits: number,
  others: number,
  level = 0.95,
): [number, number] {
  const z = normalCriticalValue(level);
  const excess = (hits + others) / 2 - 1;
  const deviation = (area: number): number => {
    const spread = (1 - area) / (2 - area) + area / (1 + area);
    return Math.sqrt((area * (1 - area) * (1 + excess * spread)) / (hits * others));
  };
  const endTowards = (far: number): number => {
    let [inside, outside] = [auc, far];
    // Bisected until float64 has no number in between.
    for (let step = 0; step < 64; step += 1) {
      const middle = (inside + outside) / 2;
      if (Math.abs(auc - middle) <= z * deviation(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return [endTowards(0), endTowards(1)];
}
