/** Does the hit rate differ between groups of series, such as genres, at all? */
import { MIN_GROUP } from "../label/min-group.js";
import { association, type Association } from "../stats/association.js";
import { chiSquareTest, cramersV } from "../stats/chi-square.js";
import { formatCount, formatPercent, formatSeries as series, capitalised } from "../base/format.js";
import { md } from "../base/escape.js";
import type { LabelledTitle } from "../label/hits.js";
import { CORRECTION_NAMES, type Correction } from "../stats/multiple-comparisons.js";
import { valuesOf } from "../data/variable.js";
import { claimOf, type CheckContext, type Claim, type ClaimOptions } from "./claim.js";
import { slug, slugOf } from "./slug.js";
import type { Grouping } from "./topic.js";
import { compareGroups, isMembership, type GroupComparison } from "./compare-groups.js";
import { untestable, type Check, type Effect } from "./finding.js";
import { effectWords, intervalWords, levelWords, leftOutWords } from "./words.js";

/** The options of {@link ratesDiffer}. */
export interface RatesDifferOptions<T extends LabelledTitle> extends ClaimOptions {
  /** What the series are grouped by, such as `genres`. */
  by: Grouping<T>;
  /** The claim in a few words; default such as "Hit rates differ between genres". */
  claim?: string;
  /**
   * What is stated, as a sentence; default such as "The share of hits is not the same in all
   * genres."
   */
  statement?: string;
}

/**
 * The claim that the hit rate differs between groups, among the series that are out: Pearson's test
 * over the groups with at least 30 series, and Cramér's V; where groups overlap, as genres do,
 * their counterparts for memberships (`stats/association.ts`). Rates that differ have no opposite,
 * so the statement can be supported but never contradicted. Only where it is supported are single
 * groups named, by their own comparisons with the others, corrected over the groups.
 *
 * @param options its id is the variable's label unless there is another, and its topic, which
 *   compares the groups, stands under that label.
 */
export function ratesDiffer<T extends LabelledTitle = LabelledTitle>({
  by,
  statement = `The share of hits is not the same in all ${by.plural}.`,
  ...options
}: RatesDifferOptions<T>): Claim<T> {
  const id = slugOf(by);
  return claimOf<T>(
    {
      id,
      claim: `Hit rates differ between ${by.plural}`,
      ...(by.note === undefined ? {} : { caveat: by.note }),
      topic: {
        id,
        title: capitalised(by.label),
        figures: [`hit-rate-by-${id}`, `top-${slug(by.plural)}`],
        // It is shown with the series that it is checked on.
        compare: by as Grouping,
      },
      ...options,
    },
    (titles, context) => differenceOf(titles, by, statement, context),
    "ratesDiffer",
    { by, statement, ...options },
  );
}

function differenceOf<T extends LabelledTitle>(
  all: readonly T[],
  by: Grouping<T>,
  statement: string,
  context: CheckContext,
): Check {
  const isOut = (title: T): boolean => context.releaseOf(title) === "released";
  const titles = all.filter(isOut);
  const leftOut = all.filter((title) => !isOut(title) && valuesOf(title, by).length > 0);
  const check = differenceAmong(titles, by, statement, context);
  return {
    ...check,
    design: (title: T) => (isOut(title) ? (check.design?.(title) ?? null) : null),
    caveat: leftOutWords(leftOut.map(context.releaseOf)),
  };
}

function differenceAmong<T extends LabelledTitle>(
  titles: readonly T[],
  by: Grouping<T>,
  statement: string,
  { level, correction }: CheckContext,
): Check {
  const { label, plural } = by;
  const comparisons = compareGroups(titles, by, { level, correction });
  const groups = comparisons
    .filter(({ count }) => count >= MIN_GROUP)
    .sort((a, b) => b.rate - a.rate);
  const small = comparisons.length - groups.length;
  const inLarge = membersOf(titles, by, groups);
  const all = {
    count: inLarge.length,
    hits: inLarge.reduce((sum, { hit }) => sum + hit, 0),
  };
  const about = { statement, n: all.count, hits: all.hits };
  const [top, bottom] = [groups[0], groups.at(-1)];
  if (top === undefined || bottom === undefined || top === bottom) {
    return untestable(
      about,
      md`${groups.length === 0 ? "No" : "Only one"} ${label} has the ${MIN_GROUP} series that a rate needs, so there is nothing to compare.`,
    );
  }
  if (all.hits === 0 || all.hits === all.count) {
    return untestable(about, md`${all.hits === 0 ? "No" : "Every"} series compared is a hit.`);
  }
  const isOverlapping = isMembership(titles, by);
  const { value, interval, pValue, method, permutations } = test(
    inLarge,
    groups,
    isOverlapping,
    level,
  );
  const [name, subject] = isOverlapping
    ? ["multiple correlation", "the multiple correlation"]
    : ["Cramér's V", "Cramér's V"];
  const effect: Effect = { name, value, interval, unit: "Cramér's V" };
  const how =
    method === "permutation"
      ? `, tested with ${formatCount(permutations)} seeded permutations because some expected counts are small`
      : "";
  const left =
    small === 0
      ? ""
      : ` ${formatCount(small)} ${small === 1 ? label : plural} with fewer ${small === 1 ? "is" : "are"} too small to judge.`;
  const extreme = ({ group, rate, count }: GroupComparison): string =>
    `${formatPercent(rate)} (${group}, ${series(count)})`;
  return {
    ...about,
    effect,
    ratio: null,
    pValue,
    design: (title: T) => {
      const own = valuesOf(title, by);
      const columns = groups.map(({ value }) => (own.includes(value) ? 1 : 0));
      return columns.some((column) => column === 1) ? columns : null;
    },
    direction: "for",
    evidence: "p-value",
    measured: md`The hit rates of the ${groups.length} ${plural} with at least ${MIN_GROUP} series go from ${extreme(bottom)} to ${extreme(top)}; ${subject} is ${effectWords(effect)} (${levelWords(level)} interval ${intervalWords(effect)})${how}.${left}`,
    ifSupported: apart(comparisons, correction),
    caveat: null,
  };
}

interface Member {
  hit: 0 | 1;
  /** Places of its groups among the large ones. */
  groups: number[];
}

/** The series that are in a large group. */
function membersOf<T extends LabelledTitle>(
  titles: readonly T[],
  by: Grouping<T>,
  large: readonly GroupComparison[],
): Member[] {
  const place = new Map(large.map(({ value }, i) => [value, i]));
  return titles
    .map((title) => ({
      hit: title.hit,
      groups: valuesOf(title, by).flatMap((value) => place.get(value) ?? []),
    }))
    .filter(({ groups }) => groups.length > 0);
}

function test(
  members: readonly Member[],
  groups: readonly GroupComparison[],
  isOverlapping: boolean,
  level: number,
): Association {
  if (!isOverlapping) return { ...cramersV(groups, level), ...chiSquareTest(groups) };
  return association(
    members.map((member) => member.groups),
    members.map(({ hit }) => hit),
    groups.length,
    { level },
  );
}

function apart(comparisons: readonly GroupComparison[], correction: Correction): string {
  const named = (verdict: GroupComparison["verdict"]): string =>
    comparisons
      .filter((comparison) => comparison.verdict === verdict)
      .map(({ group }) => group)
      .join(", ") || "none";
  const judged = comparisons.filter(({ pValue }) => pValue !== null).length;
  return md`Each against all others, after the ${CORRECTION_NAMES[correction]} correction for these ${judged} comparisons: higher ${named("higher")}; lower ${named("lower")}.`;
}
