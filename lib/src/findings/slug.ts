/** Short names of claims and groupings, for ids and file names. */

/** "korean-dramas-above-others" of "Korean dramas above others!"; empty without Latin letters or digits. */
export function slug(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? ""
  );
}

/** What names of figures and ids of claims call a grouping: "genre" for the genres, "country-of-origin". */
export function slugOf({ label }: { label: string }): string {
  return slug(label) || "group";
}
