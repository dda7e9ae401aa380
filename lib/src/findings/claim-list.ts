/**
 * The claims of a study as a whole: no two of one id, and each part with what it takes from its
 * whole.
 */
import { nearest } from "../base/nearest.js";
import { UserError } from "../base/errors.js";
import type { LabelledTitle } from "../label/hits.js";
import type { Claim } from "./claim.js";
import type { Topic } from "./topic.js";

/** A claim with its place: its own, or that of the claim it is part of. */
export interface PlacedClaim<T extends LabelledTitle = LabelledTitle> extends Claim<T> {
  topic: Topic;
  /** The ids of the claim that it is part of, of that which that one is part of, and so on. */
  wholes: string[];
}

/** Where claims stand that have no topic. */
const FURTHER: Topic = { id: "further", title: "Further claims", figures: [] };

/**
 * The claims with their topics and caveats: a part without its own has those of its whole.
 *
 * @throws UserError when two claims have one id, or a claim is part of one that is not in the list
 *   or, by whatever way, of itself.
 */
export function placeClaims<T extends LabelledTitle>(
  claims: readonly Claim<T>[],
): PlacedClaim<T>[] {
  const byId = new Map<string, Claim<T>>();
  for (const each of claims) {
    const before = byId.get(each.id);
    if (before !== undefined) {
      throw new UserError(
        `Two claims have the id "${each.id}": "${before.claim}" and "${each.claim}"; give one of them another id.`,
      );
    }
    byId.set(each.id, each);
  }
  return claims.map((each) => {
    const wholes = wholesOf(each, byId);
    return {
      ...each,
      topic: [each, ...wholes].find(({ topic }) => topic !== null)?.topic ?? FURTHER,
      wholes: wholes.map(({ id }) => id),
      caveat: [each, ...wholes].find(({ caveat }) => caveat !== null)?.caveat ?? null,
    };
  });
}

/** The topics of the claims, each once, in the order of the list. */
export function topicsOf(claims: readonly Claim[]): Topic[] {
  const topics = new Map<string, Topic>();
  for (const { topic } of placeClaims(claims)) {
    if (!topics.has(topic.id)) topics.set(topic.id, topic);
  }
  return [...topics.values()];
}

/** The claim that this one is part of, the one that that is part of, and so on. */
function wholesOf<T extends LabelledTitle>(
  claim: Claim<T>,
  byId: ReadonlyMap<string, Claim<T>>,
): Claim<T>[] {
  const wholes: Claim<T>[] = [];
  let part = claim;
  while (part.partOf !== null) {
    const whole = byId.get(part.partOf);
    if (whole === undefined) {
      const meant = nearest(part.partOf, [...byId.keys()], 3);
      throw new UserError(
        `The claim "${part.claim}" is part of "${part.partOf}", which is not among the claims; ` +
          (meant === null
            ? `expected one of ${[...byId.keys()].join(", ")}.`
            : `did you mean "${meant}"?`),
      );
    }
    if (whole === claim) {
      throw new UserError(
        `The claim "${claim.claim}" is part of itself${part === claim ? "" : `, by way of "${part.claim}"`}; leave out its partOf, or name a broader claim.`,
      );
    }
    if (wholes.includes(whole)) return wholes; // The circle is reported for its own members.
    wholes.push(whole);
    part = whole;
  }
  return wholes;
}
