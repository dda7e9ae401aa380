/** Titles and overviews of series that do not exist. */
import { type Generator, weighted } from "./generator.js";
import {
  ASIDES,
  AWKWARD,
  ENGLISH,
  FIRST_NAMES,
  type Kind,
  KINDS,
  NAME_ENDS,
  NAME_STARTS,
  PHRASEBOOKS,
  type Phrasebook,
  PLOTS,
  QUOTATIONS,
  SLOTS,
  TITLES,
} from "./invented-words.js";

/** The traits of a series on which its texts depend. */
export interface TextTraits {
  /** Genre ids, the primary one first. */
  genres: readonly number[];
  /** TMDb's code of the original language. */
  language: string;
}

export interface InventedText {
  name: string;
  original_name: string;
  overview: string;
}

/** Shares of peculiar texts. */
export interface Quirks {
  sameName: number;
  newline: number;
  quotation: number;
}

/**
 * Invent a name in English, a name in the original language and an overview for every series. Names
 * are distinct except for a planted few; some texts are as awkward as real ones.
 */
export function inventTexts(
  series: readonly TextTraits[],
  random: Generator,
  quirks: Quirks,
): InventedText[] {
  const taken = new Set<string>();
  const texts: InventedText[] = [];
  for (const { genres, language } of series) {
    const kind = KINDS[genres[0] ?? 0] ?? "drama";
    const names = newNames(kind, language, taken, random);
    taken.add(names.name);
    const earlier = texts.length === 0 ? undefined : random.pick(texts);
    if (random.chance(quirks.sameName) && earlier !== undefined) names.name = earlier.name;
    texts.push({ ...names, overview: inventOverview(kind, random, quirks) });
  }
  plantAwkward(texts);
  return texts;
}

type Names = Pick<InventedText, "name" | "original_name">;

function newNames(kind: Kind, language: string, taken: Set<string>, random: Generator): Names {
  let names = inventNames(kind, language, random);
  for (let tries = 0; tries < 20 && taken.has(names.name); tries++) {
    names = inventNames(kind, language, random);
  }
  if (!taken.has(names.name)) return names;
  // The words only run out in catalogues far larger than a network's.
  let part = 2;
  while (taken.has(`${names.name} ${part}`)) part = part * 2 + random.below(part);
  return { name: `${names.name} ${part}`, original_name: `${names.original_name} ${part}` };
}

function inventNames(kind: Kind, language: string, random: Generator): Names {
  const book = PHRASEBOOKS[language];
  if (book === undefined) return bothNames(fill(random.pick(TITLES[kind]), random));
  const draw = {
    a: random.below(book.words.length),
    b: random.below(book.words.length - 1),
    p: random.below(book.places.length),
    form: random.pick([0, 0, 0, 1, 1, 2]),
  };
  if (draw.b >= draw.a) draw.b++;
  const original_name = phrase(book, draw);
  const translation = phrase(ENGLISH, draw);
  const retitled = fill(random.pick(TITLES[kind]), random);
  const how = random.uniform();
  if (how < book.untranslated) {
    // A name in another script is not listed in that script: both names are in Latin letters.
    return /\p{Script=Latin}/u.test(original_name) ? bothNames(original_name) : bothNames(retitled);
  }
  return { name: random.chance(0.5) ? translation : retitled, original_name };
}

function bothNames(name: string): Names {
  return { name, original_name: name };
}

function phrase(book: Phrasebook, draw: { a: number; b: number; p: number; form: number }): string {
  const form = book.forms[draw.form]!;
  return form
    .replace("{a}", book.words[draw.a]!)
    .replace("{b}", book.words[draw.b]!)
    .replace("{p}", book.places[draw.p]!);
}

const SLOT_WORDS = new Map<string, readonly string[]>(
  Object.entries(SLOTS).map(([slot, words]) => [slot, words.split(",")]),
);

/** Fill the `{slots}` of a text; {place}, {surname} and {first} are names. */
function fill(text: string, random: Generator): string {
  return fillSlots(text, (slot) => {
    if (slot === "first") return random.pick(FIRST_NAMES);
    const words = SLOT_WORDS.get(slot);
    return words === undefined
      ? random.pick(NAME_STARTS) + random.pick(NAME_ENDS)
      : random.pick(words);
  });
}

/** Replace texts in braces; without a regular expression, as overviews take most of the time. */
function fillSlots(text: string, word: (slot: string) => string): string {
  let filled = "";
  let at = 0;
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", at)) {
    const close = text.indexOf("}", open);
    filled += text.slice(at, open) + word(text.slice(open + 1, close));
    at = close + 1;
  }
  return filled + text.slice(at);
}

/** Overview lengths: most are below 153 characters, where the source cuts its short form. */
const LENGTHS: readonly (readonly [weight: number, from: number, to: number])[] = [
  [1, 60, 86],
  [4, 86, 115],
  [5, 115, 128],
  [15, 128, 142],
  [50, 142, 153],
  [15, 153, 245],
  [5, 245, 350],
  [4, 350, 630],
  [1, 630, 900],
];
const drawLength = weighted(LENGTHS.map(([weight]) => weight));
const FORMS = [
  "When {event}, {who} {task} {stake}.",
  "{who} {task} after {event}.",
  "In {place}, {who} {task} {stake}.",
  "{event}. Now {who} {task} {stake}.",
  "{who} {task} {stake}.",
  "After {event}, {who} {task}.",
];

function inventOverview(kind: Kind, random: Generator, quirks: Quirks): string {
  const [, from, to] = LENGTHS[drawLength(random)]!;
  const length = from + random.below(to - from);
  let overview = "";
  for (let tries = 0; tries < 8 && Math.abs(overview.length - length) > 3; tries++) {
    const attempt = tell(kind, length, random);
    if (Math.abs(attempt.length - length) < Math.abs(overview.length - length)) overview = attempt;
  }
  overview = capitalised(overview);
  const quotes = random.chance(quirks.quotation);
  const breaks = random.chance(quirks.newline);
  if (quotes) overview += ` ${fill(random.pick(QUOTATIONS), random)}`;
  if (breaks) overview += `\n\n${fill(random.pick(ASIDES), random)}`;
  return overview;
}

/** A plot in one or two sentences, followed by asides while there is room. */
function tell(kind: Kind, length: number, random: Generator): string {
  const plot = PLOTS[kind];
  const sentence = fillSlots(random.pick(FORMS), (part) =>
    part in plot ? random.pick(plot[part as keyof typeof plot]) : `{${part}}`,
  );
  let story = fill(sentence, random);
  for (let aside = 0; aside < 14 && story.length < length - 30; aside++) {
    story += ` ${fill(random.pick(ASIDES), random)}`;
  }
  return story;
}

function capitalised(text: string): string {
  return text.replace(
    /(^|\. )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** Put the awkward texts at fixed, evenly spaced positions. */
function plantAwkward(texts: InventedText[]): void {
  AWKWARD.forEach(({ name, overview }, at) => {
    const text = texts[Math.floor(((at + 0.5) / AWKWARD.length) * texts.length)];
    if (text === undefined) return;
    if (name !== undefined) {
      if (text.original_name === text.name) text.original_name = name;
      text.name = name;
    }
    if (overview !== undefined) text.overview = overview;
  });
}
