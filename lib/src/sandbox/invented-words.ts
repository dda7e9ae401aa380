/** The words from which titles and overviews are invented, from `invented-words.json`. */
import words from "./invented-words.json";

/**
 * The words and title forms of a language: 16 words with the same meanings and order in all
 * languages.
 */
export interface Phrasebook {
  words: readonly string[];
  /** Title forms with {a}, {b} (words) and {p} (a place), as in `ENGLISH.forms`. */
  forms: readonly string[];
  /** Names of the eight invented places. */
  places: readonly string[];
  /** Share of series that are listed under their original name. */
  untranslated: number;
}

/** Parts of an overview: who, what happens, what they do, and the consequences. */
export interface Plot {
  who: readonly string[];
  event: readonly string[];
  task: readonly string[];
  stake: readonly string[];
}

export type Kind = "drama" | "crime" | "wonder" | "comedy" | "documentary" | "reality" | "family";

export const ENGLISH: Phrasebook = words.ENGLISH;
/** Phrasebooks by TMDb's code of the language. */
export const PHRASEBOOKS: Readonly<Record<string, Phrasebook>> = words.PHRASEBOOKS;
/** Beginnings and ends of invented places and surnames, and first names. */
export const { NAME_STARTS, NAME_ENDS, FIRST_NAMES } = words;
/** Title forms of each kind of series; see `invented-text.ts` for the slots. */
export const TITLES: Readonly<Record<Kind, readonly string[]>> = words.TITLES;
/** The words for the slots of titles. */
export const SLOTS: Readonly<Record<string, string>> = words.SLOTS;
/** The kind of a primary genre, by its id; series of other genres get the texts of dramas. */
export const KINDS = words.KINDS as Readonly<Record<string, Kind | undefined>>; // JSON has no unions
export const PLOTS: Readonly<Record<Kind, Plot>> = words.PLOTS;
/** Further sentences for long overviews. */
export const ASIDES: readonly string[] = words.ASIDES;
/** Sentences with quotation marks. */
export const QUOTATIONS: readonly string[] = words.QUOTATIONS;
/** Texts as awkward as real ones, which cause trouble in CSV, HTML and spreadsheets. */
export const AWKWARD: readonly { name?: string; overview?: string }[] = words.AWKWARD;
