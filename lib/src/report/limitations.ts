/** The limitations of the report. */
import { formatCount, formatQuantity } from "../base/format.js";
import type { Collection } from "../data/collection.js";
import type { ReportContent } from "./content.js";
import { sectionOf, type Section } from "./section.js";

/** The section on limitations, of the methods and of the data. */
export function limitationsSection({ collection, source, titles }: ReportContent): Section {
  const items = [
    ...(source.kind === "simulated"
      ? ["The catalogue is simulated: no number in this report says anything about a real network."]
      : []),
    ...(collection === null ? [] : coverageLimits(collection)),
    "Popularity is TMDb's own measure of attention on its site, on one day: another day has other hits. It is not viewing figures, and not quality.",
    "Attention on TMDb is that of its users, who are not representative of all viewers: rates by country and language also reflect who uses TMDb there.",
    "Tests and intervals assume that the series are independent of each other. Series of one franchise or one producer are not: if a group consists of a few such families, its p-value is too small.",
    "All results are associations. Nothing here shows that any property makes a hit, and they are no reason to buy a series.",
    "The series are the whole catalogue, not a sample of one. Intervals and p-values show how much such numbers would vary by chance if the same process made another catalogue.",
    "Intervals are for one number at a time; only the p-values are corrected for multiple tests.",
    ...(collection?.results === undefined
      ? []
      : [
          collection.results.cross_validated === undefined
            ? "The ROC-AUC comes from one split into training and test series; another split gives another value."
            : "The ROC-AUC of the single split is for comparison with other work; the mean over the folds is the better estimate of the model's performance.",
        ]),
    ...(titles !== null && titles.filter(({ hit }) => hit === 1).length < 50
      ? ["There are few hits here, so much is left undecided."]
      : []),
  ];
  return sectionOf("limitations", "Limitations", [
    `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`,
  ]);
}

function coverageLimits({
  distinct_ids: distinct,
  reported_total: reported,
}: Collection): string[] {
  if (reported === null) {
    return [
      "The series come from a file, which does not say how many the network has: it is unknown how many are missing, and whether they are like the others.",
    ];
  }
  if (distinct > reported) {
    return [
      `More series were received than the ${formatCount(reported)} that the server reports: its count cannot be trusted, and series may be missing.`,
    ];
  }
  if (distinct === reported) return [];
  return [
    `The collection is not complete: ${formatCount(reported - distinct)} of the ${formatQuantity(reported, "series", "series")} that were reported are missing, and may differ from the others.`,
  ];
}
