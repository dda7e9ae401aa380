/**
 * The fonts of the figures. They are part of the package, so that figures look the same on every
 * machine, and Chinese, Japanese or Korean titles are shown even without installed fonts.
 *
 * A font is split into files by Unicode range, and only the files that a text needs are used. They
 * belong to two families of the theme, among whose files the browser chooses by character: "Open
 * Sans" and, for all other scripts, "Noto Sans". There are two because a browser only considers
 * files of one weight, and Open Sans has a separate file for each weight: unlike a variable font it
 * is then embedded in a PDF as a font rather than as drawings.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One file of a font. */
export interface FontFace {
  family: string;
  /** In CSS syntax: one weight, or the range of a variable font. */
  weight: string;
  /** The characters drawn with it, in CSS syntax: "U+4E2D,U+6587". */
  unicodeRange: string;
  /** Absolute path of a woff2 file. */
  file: string;
  /** The characters of the text that need it. */
  characters: string;
}

interface Font {
  family: string;
  package: string;
  /** The beginning of its file names. */
  stem: string;
  /** Weight by the ending of its file names. */
  weights: Readonly<Record<string, string>>;
  /** The files that are used, by their keys in the package's unicode.json. */
  keys: RegExp;
  /** The characters that it is used for; default all that its files claim. */
  within?: readonly [number, number];
}

const OPEN_SANS: Font = {
  family: "Open Sans",
  package: "@fontsource/open-sans",
  stem: "open-sans",
  weights: { "400-normal": "400", "700-normal": "700" },
  keys: /^(latin|latin-ext|vietnamese|greek|cyrillic|cyrillic-ext|hebrew)$/,
};
// Of the symbols that its file claims, Open Sans has little more than the mathematical operators.
const OPERATORS: Font = { ...OPEN_SANS, keys: /^math$/, within: [0x2200, 0x22ff] };
/** Numbered files, of which a text needs single characters. */
const NUMBERED = /^\[\d+\]$/;
const SIMPLIFIED_CHINESE = noto("sc", NUMBERED);
const JAPANESE = noto("jp", NUMBERED);
const KOREAN = noto("kr", NUMBERED);
const OTHERS = [noto("thai"), noto("arabic"), noto("devanagari")];
const FONTS = [OPEN_SANS, SIMPLIFIED_CHINESE, JAPANESE, KOREAN, ...OTHERS];

function noto(script: string, keys = new RegExp(`^${script}$`)): Font {
  return {
    family: "Noto Sans",
    package: `@fontsource-variable/noto-sans-${script}`,
    stem: `noto-sans-${script}`,
    weights: { "wght-normal": "100 900" },
    keys,
  };
}

const BASIC_LATIN = Array.from({ length: 95 }, (_, i) => i + 0x20);
const KANA = /[\u3041-\u30ff]/;
/**
 * The Chinese and Japanese files lack some of the characters that they claim, except in these
 * scripts.
 */
const HAN_OR_SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}]/u;

/**
 * The files that a text needs, always including Open Sans' Latin letters. Characters that none of
 * these fonts has are left to the fonts of the machine.
 *
 * Chinese characters get their Japanese forms if the text has kana, otherwise the Chinese ones.
 */
export function fontFaces(text: string): FontFace[] {
  const characters = new Set(BASIC_LATIN);
  for (const character of text) characters.add(character.codePointAt(0)!);
  const han = KANA.test(text) ? [JAPANESE, SIMPLIFIED_CHINESE] : [SIMPLIFIED_CHINESE, JAPANESE];
  const needed = new Map<Slice, number[]>();
  for (const character of [...characters].sort((a, b) => a - b)) {
    const isHan = HAN_OR_SIGN.test(String.fromCodePoint(character));
    for (const font of [OPEN_SANS, OPERATORS, ...(isHan ? han : [KOREAN, ...OTHERS])]) {
      const slice = sliceOf(font, character);
      if (slice === undefined) continue;
      needed.set(slice, [...(needed.get(slice) ?? []), character]);
      break;
    }
  }
  return [...needed].flatMap(([{ font, key, range }, own]) =>
    Object.entries(font.weights).map(([ending, weight]) => ({
      family: font.family,
      weight,
      unicodeRange: NUMBERED.test(key) || font.within ? own.map(hex).join(",") : range,
      file: join(folderOf(font), "files", fileName(font, key, ending)),
      characters: String.fromCodePoint(...own),
    })),
  );
}

/** The faces that are needed for a text, out of those for a longer text that contains it. */
export function facesIn(faces: readonly FontFace[], text: string): FontFace[] {
  const shown = new Set(text);
  return faces.filter(({ characters }) => [...characters].some((one) => shown.has(one)));
}

/** The faces as self-contained CSS. */
export function fontFaceCss(faces: readonly FontFace[]): string {
  return faces
    .map(({ family, weight, unicodeRange, file }) => {
      const url = `data:font/woff2;base64,${readFileSync(file).toString("base64")}`;
      return (
        `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};` +
        `src:url(${url}) format("woff2");unicode-range:${unicodeRange}}`
      );
    })
    .join("\n");
}

/** The fonts with their versions: with the same versions, the same text looks the same. */
export function fontVersions(): string[] {
  return FONTS.map((font) => {
    const { version } = readJson(font, "package.json");
    return `${font.package} ${version}`;
  });
}

interface Slice {
  font: Font;
  /** Its name in the package: "latin", "[17]". */
  key: string;
  range: string;
}

const slices = new Map<Font, Map<number, Slice>>();

/** The file of a font that has a character. */
function sliceOf(font: Font, character: number): Slice | undefined {
  let map = slices.get(font);
  if (map === undefined) {
    map = new Map();
    // Later files take precedence: the packages list the most common characters last.
    for (const [key, range] of Object.entries(readJson(font, "unicode.json"))) {
      if (!font.keys.test(key)) continue;
      const slice = { font, key, range };
      for (const part of range.split(",")) {
        const [low = 0, high = low] = part
          .replace("U+", "")
          .split("-")
          .map((n) => parseInt(n, 16));
        for (let at = low; at <= high; at += 1) map.set(at, slice);
      }
    }
    slices.set(font, map);
  }
  const { within: [low, high] = [0, Infinity] } = font;
  return character >= low && character <= high ? map.get(character) : undefined;
}

function fileName({ stem }: Font, key: string, ending: string): string {
  return `${stem}-${key.replace(/[[\]]/g, "")}-${ending}.woff2`;
}

function folderOf(font: Font): string {
  return dirname(createRequire(__filename).resolve(`${font.package}/package.json`));
}

function readJson(font: Font, name: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folderOf(font), name), "utf8")) as Record<string, string>;
}

function hex(character: number): string {
  return `U+${character.toString(16).toUpperCase()}`;
}
