/** A series as TMDb's `discover/tv` returns it; the columns of `*_tv_all.csv`. */
export interface DiscoverTitle {
  adult: boolean;
  backdrop_path: string | null;
  genre_ids: number[];
  id: number;
  origin_country: string[];
  original_language: string;
  original_name: string;
  /** Missing on the wire is `""`; here it is null. */
  overview: string | null;
  popularity: number;
  poster_path: string | null;
  /** `YYYY-MM-DD`; missing on the wire is `""` or null; here it is null. */
  first_air_date: string | null;
  name: string;
  vote_average: number;
  vote_count: number;
}

/** A cleaned series; the columns of `*_tv_clean.csv`. */
export interface Title extends Omit<DiscoverTitle, "genre_ids"> {
  genres: string[];
  year: number | null;
  month: number | null;
  day: number | null;
  primary_country: string | null;
  primary_genre: string | null;
}
