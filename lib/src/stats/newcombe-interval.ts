import { normalCriticalValue } from "./distributions.js";

/**
 * The score-like interval of a ROC-AUC: all areas from which the one that was found is no further than z of
 * their standard errors. A true area A is given Hanley and McNeil's variance of exponential scores, with
 * (hits + others) / 2 in the place of both counts; Newcombe (Statistics in Medicine 25, 2006), method 5.
 *
 * @param auc the area found.
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
    // Halved until float64 has no number between the two.
    for (let step = 0; step < 64; step += 1) {
      const middle = (inside + outside) / 2;
      if (Math.abs(auc - middle) <= z * deviation(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return [endTowards(0), endTowards(1)];
}
