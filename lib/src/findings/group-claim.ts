/** Claims that one group of series has a higher, or a lower, hit rate than another. */
import { capitalised } from "../base/format.js";
import { specOf, type Specified } from "../base/spec.js";
import { UserError } from "../base/errors.js";
import { describeValue, valuesOf, type Value, type Variable } from "../data/variable.js";
import type { LabelledTitle } from "../label/hits.js";
import { claimOf, type Claim, type ClaimOptions } from "./claim.js";
import { compareSides, type Side, type Sides } from "./sides.js";
import { leftOutWords } from "./words.js";

/** Some of the series, with what they are called in sentences. */
export interface Group<T = LabelledTitle> extends Specified {
  /** Such as "Korean dramas". */
  name: string;
  /** Whether a series is one of them; null where that is not known: it then stands on no side. */
  rule: (title: T) => boolean | null;
}

/** A claim on two groups of series. */
export interface GroupClaim<T extends LabelledTitle = LabelledTitle> extends ClaimOptions {
  /** The claim in a few words, such as "Korean dramas above other dramas". */
  claim: string;
  /** What is stated, as a sentence; default: made of the names of the groups. */
  statement?: string;
  /** The series that are looked at; default all. */
  among?: (title: T) => boolean;
  group: Group<T>;
  /**
   * The other side: a group, or what all series that are not of the first are called. Default "the
   * other series". A series of both groups stands on no side.
   */
  others?: Group<T> | string;
  /** Whether the group is said to have the higher or the lower rate. */
  expected: "higher" | "lower";
  /**
   * Whether a catalogue may have no series of a side, so that there is not enough data; default
   * false, which takes that for a mistake in the rule.
   */
  mayBeEmpty?: boolean;
  /**
   * Whether series without a release date are compared too; default false. Those announced for
   * later never are: nobody can have watched them.
   */
  keepsUndated?: boolean;
}

/**
 * The series with one of these values of a variable, called by them.
 *
 * @example groupOf(genres, "Drama", "Comedy")
 */
export function groupOf<V extends Value, T = LabelledTitle>(
  by: Variable<V, T>,
  ...values: readonly V[]
): Group<T> {
  return {
    name: values.map((value) => describeValue(by, value)).join(", "),
    spec: specOf("groupOf", by, values),
    rule: (title) => {
      const own = valuesOf(title, by);
      return own.length === 0 ? null : own.some((value) => values.includes(value));
    },
  };
}

/** The {@link claim} that the group has the higher hit rate. */
export function higherRate<T extends LabelledTitle = LabelledTitle>(
  statement: Omit<GroupClaim<T>, "expected">,
): Claim<T> {
  return claim({ ...statement, expected: "higher" });
}

/** The {@link claim} that the group has the lower hit rate. */
export function lowerRate<T extends LabelledTitle = LabelledTitle>(
  statement: Omit<GroupClaim<T>, "expected">,
): Claim<T> {
  return claim({ ...statement, expected: "lower" });
}

/**
 * A claim on the hit rates of two groups of series: Fisher's exact test, the risk difference with
 * Newcombe's interval and the risk ratio with Koopman's. Where a side has fewer than 30 series
 * there is not enough data.
 *
 * @example
 * claim({
 *   claim: "Korean dramas above other dramas",
 *   among: ({ genres }) => genres.includes("Drama"),
 *   group: { name: "Korean dramas", rule: ({ primary_country }) => primary_country === "KR" },
 *   others: "other dramas",
 *   expected: "higher",
 * })
 * @throws UserError when the claim is empty or its id invalid; when it is checked, also where a
 *   side has no series at all (unless `mayBeEmpty`) and where both sides are the same series.
 */
export function claim<T extends LabelledTitle = LabelledTitle>({
  group,
  others = "the other series",
  among = () => true,
  expected,
  mayBeEmpty = false,
  keepsUndated = false,
  statement,
  ...about
}: GroupClaim<T>): Claim<T> {
  const othersName = typeof others === "string" ? others : others.name;
  const isOther = typeof others === "string" ? null : others.rule;
  const sides: Sides<T> = {
    names: { group: group.name, others: othersName },
    sideOf: (title) => {
      if (!among(title)) return null;
      const isOfGroup = group.rule(title);
      if (isOther === null) return isOfGroup === null ? null : isOfGroup ? "group" : "others";
      const isOfOthers = isOther(title);
      if (isOfGroup === true) return isOfOthers === true ? "both" : "group";
      return isOfOthers === true ? "others" : null;
    },
  };
  const said =
    statement ?? `${capitalised(group.name)} have a ${expected} hit rate than ${othersName}.`;
  const check: Claim<T>["check"] = (titles, { level, releaseOf }) => {
    const placed = titles.map(sides.sideOf);
    assertSides(new Set(placed), sides.names, about.claim, mayBeEmpty || titles.length === 0);
    const isOut = (title: T): boolean => {
      const release = releaseOf(title);
      return release === "released" || (keepsUndated && release === "undated");
    };
    const out: Sides<T> = {
      ...sides,
      sideOf: (title) => (isOut(title) ? sides.sideOf(title) : null),
    };
    const isSide = (side: Side | undefined): boolean => side === "group" || side === "others";
    const leftOut = titles.filter((title, i) => isSide(placed[i]) && !isOut(title));
    return {
      ...compareSides(titles, out, { statement: said, expected, level }),
      caveat: leftOutWords(leftOut.map(releaseOf)),
    };
  };
  const options = { group, others, among, expected, mayBeEmpty, keepsUndated, statement };
  return claimOf<T>(about, check, "claim", options, about);
}

/** @throws UserError when the sides are the same series, or, unless it may be so, one has none. */
function assertSides(
  found: ReadonlySet<Side>,
  names: Sides<never>["names"],
  of: string,
  mayBeEmpty: boolean,
): void {
  if (found.has("both") && !found.has("group") && !found.has("others")) {
    throw new UserError(
      `Both sides of the claim "${of}" are the same series: each of "${names.group}" is of "${names.others}" too. Change one of the two rules.`,
    );
  }
  if (mayBeEmpty) return;
  for (const side of ["group", "others"] as const) {
    if (found.has(side)) continue;
    throw new UserError(
      `No series belongs to "${names[side]}" in the claim "${of}". Check its rule, or set mayBeEmpty: true where a catalogue may have none.`,
    );
  }
}
