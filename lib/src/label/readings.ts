/** The sentences under the label: its thresholds, its count and its check. */
import { withArticle } from "../data/groups.js";
import type { HitDefinition, HitRule, Threshold } from "./definition.js";
import type { LabelledTitle } from "./hits.js";
import { escapeMarkdown, md } from "../base/escape.js";
import {
  formatQuantity,
  formatCount as n,
  formatPercent as percent,
  formatSeries as series,
  listed,
} from "../base/format.js";

/** How a definition names itself, and what it comes to in these series. */
export type FittedDefinition = Pick<HitDefinition, "words" | "because"> &
  Pick<HitRule, "thresholds">;

/** What a series must reach to be a hit, and why. */
export function thresholdReading({ words, because = "", thresholds }: FittedDefinition): string {
  const sentence =
    thresholds.length === 0
      ? md`A hit is a series with **${words}**.`
      : `A hit has ${listed(thresholds.map(thresholdWords))}.`;
  return because === "" ? sentence : `${because}\n\n${sentence}`;
}

/** What is said of a variable whose threshold a series reaches, or does not. */
const REACHED: Readonly<Record<string, string>> = { popularity: "were popular enough" };
const FELL_SHORT: Readonly<Record<string, string>> = { votes: "had too few votes" };

/** How many hits there are, and, of two conditions, how many series reach the first alone. */
export function hitCountReading(
  titles: readonly LabelledTitle[],
  { thresholds, missing, reached }: Omit<HitRule, "isHit">,
): string {
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const parts = [
    `${n(hits)} of ${series(titles.length)} are hits (**${percent(hits / titles.length)}**).`,
  ];
  const [first, second, ...more] = thresholds;
  if (first !== undefined && second !== undefined && more.length === 0) {
    const reach = titles.filter((title) => reached(title)[0]).length;
    const did = REACHED[first.variable] ?? md`reach the ${first.label}`;
    const not = FELL_SHORT[second.variable] ?? md`do not reach the ${second.label}`;
    parts.push(`${n(reach)} ${did}; ${n(reach - hits)} of these ${not}.`);
  }
  if (missing > 0) {
    parts.push(
      `${series(missing)} without a value that decides ${missing === 1 ? "is no hit" : "are no hits"}.`,
    );
  }
  return parts.join(" ");
}

/** Whether the label is what it was meant to be. */
export function labelCheckReading(
  titles: readonly LabelledTitle[],
  { thresholds, isHit }: Pick<HitRule, "thresholds" | "isHit">,
): string {
  const below = titles.filter((title) => title.hit === 1 && !isHit(title)).length;
  const missed = titles.filter((title) => title.hit === 0 && isHit(title)).length;
  const isRule = thresholds.length === 0;
  const all = ["", "it", "both"][thresholds.length] ?? "all";
  const [fails, meets, fail, meet] = isRule
    ? ["is outside it", "is inside", "are outside it", "are inside"]
    : ["lies below a threshold", `reaches ${all}`, "lie below a threshold", `reach ${all}`];
  const those = `${formatQuantity(below, "hit")} ${below === 1 ? fails : fail}`;
  const others = `${n(missed)} other series ${missed === 1 ? meets : meet}`;
  return below + missed === 0
    ? `The label fits its definition: no hit ${fails}, and no other series ${meets}.`
    : `**The label does not fit its definition:** ${those}, and ${others}. Run notebook 02 again.`;
}

/** "a popularity of at least **57.0123**", "at least **12** votes (the median is 11.5)". */
function thresholdWords({ label, isCount, value, quantile }: Threshold): string {
  if (!isCount) return md`${withArticle(label)} of at least ` + `**${value.toPrecision(6)}**`;
  const of = quantile === null ? "" : ` (the ${quantileWords(quantile)} is ${value})`;
  return `at least **${n(Math.ceil(value))}** ${escapeMarkdown(label)}${of}`;
}

function quantileWords(quantile: number): string {
  return quantile === 0.5 ? "median" : `${Number((100 * quantile).toPrecision(6))}% quantile`;
}
