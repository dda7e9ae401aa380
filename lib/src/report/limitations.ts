/** What the report cannot say. */
import { formatCount, formatQuantity } from "../base/format.js";
import type { Collection } from "../data/collection.js";
import type { ReportContent } from "./content.js";
import { sectionOf, type Section } from "./section.js";

/** The section on limitations: those of the method, and those of the data at hand. */
export function limitationsSection({ collection, source, titles }: ReportContent): Section {
  const items = [
    ...(source.kind === "simulated"
      ? ["The catalogue is simulated: no number in this report says anything about a real network."]
      : []),
    ...(collection === null ? [] : coverageLimits(collection)),
    "Popularity is TMDb's own measure of attention on its site, on one day: another day has other hits. It is not viewing figures, and not quality.",
    "Attention on TMDb is that of its users, who are not the world's viewers: rates by country and language say as much about who uses TMDb there.",
    "The label is relative: by its definition about a tenth of the series at most can be hits, however good they all are.",
    "Votes gather over time. A young series has had little of it to reach the threshold of votes.",
    "Findings count a series in each of its genres; the model sees the genre that TMDb lists first, and both take the first country for the only one, though an order is nowhere explained.",
    "Tests and intervals take the series for independent of each other. Seasons of one franchise, or series of one maker, are not: where a few such families make a group, its p-value is too small.",
    "Everything is association. Nothing here says that a genre, a country or a year makes a hit, and a series should not be bought because of it.",
    "The series at hand are the catalogue, not a sample of one. Intervals and p-values answer how far such numbers could come about by chance if the same process made another catalogue.",
    "Intervals are for one number at a time; only the p-values are corrected for there being many.",
    ...(collection?.results === undefined
      ? []
      : [
          collection.results.cross_validated === undefined
            ? "The ROC-AUC comes from one split into training and test series; another split gives another value."
            : "The ROC-AUC of the one split is there to be compared with other work; the mean over the folds is the better estimate of how the model does.",
        ]),
    ...(titles !== null && titles.filter(({ hit }) => hit === 1).length < 50
      ? ["There are few hits here, so that much is left undecided."]
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
      "The series come from a file, which does not say how many there are: how much of the network is missing, and whether that is like the rest, is unknown.",
    ];
  }
  if (distinct > reported) {
    return [
      `More series came than the ${formatCount(reported)} that the server reports: its count cannot be trusted, and nothing shows that every series has come.`,
    ];
  }
  if (distinct === reported) return [];
  return [
    `The collection is not complete: ${formatCount(reported - distinct)} of the ${formatQuantity(reported, "series", "series")} that were reported are missing, and need not be like the others.`,
  ];
}
