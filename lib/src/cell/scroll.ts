/** What shows that a region goes on beyond its edge. */

/**
 * CSS declarations for a region that scrolls sideways: a shadow at each edge behind which there is
 * more. The shadows stay where they are; what covers them moves with the content and ends where the
 * content ends.
 *
 * @param ground the colour under the region, as CSS.
 */
export function scrollEdges(ground: string): string {
  const cover = (side: string): string =>
    `linear-gradient(to ${side},transparent,${ground} 60%) ${side}/40px 100% no-repeat local`;
  const shadow = (side: string): string =>
    `linear-gradient(to ${side},transparent,rgba(128,128,128,0.5)) ${side}/14px 100% no-repeat scroll`;
  const layers = [cover("left"), cover("right"), shadow("left"), shadow("right")];
  return `background:${layers.join(",")};`;
}
