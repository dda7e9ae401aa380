/** Genres by membership: a series counts in each of its own. */

/** A row for each genre of a series, and one with null for a series that has none. */
export function genreRows<H extends 0 | 1>(
  titles: readonly { genres: readonly string[]; hit: H }[],
): { genre: string | null; hit: H }[] {
  return titles.flatMap(({ genres, hit }) => {
    const own: (string | null)[] = genres.length === 0 ? [null] : [...new Set(genres)];
    return own.map((genre) => ({ genre, hit }));
  });
}
