/** Names cut to the room that they have. */

/** Each name in at most `width` letters, where wide ones, such as Chinese, count as more than one. */
export function shortLabels(width: number, names: readonly string[]): string[] {
  const cut = names.map((name) => shortLabel(name, width));
  const times = new Map<string, number>();
  for (const label of cut) times.set(label, (times.get(label) ?? 0) + 1);
  return cut.map((label, i) => {
    const name = names[i]!;
    if (label === name || times.get(label) === 1) return label;
    const tail = headOf([...name].reverse().join(""), Math.floor(width / 2));
    return `${headOf(name, Math.ceil(width / 2) - 1)}…${[...tail].reverse().join("")}`;
  });
}

/** A name in at most `width` letters, the last of which is "…" where it was cut. */
export function shortLabel(name: string, width: number): string {
  const fits = [...name].length <= width && widthOf(name) <= width;
  return fits ? name : `${headOf(name, width - 1)}…`;
}

/** As many characters from the start as fit into `width` letters. */
function headOf(text: string, width: number): string {
  let head = "";
  let used = 0;
  for (const character of [...text].slice(0, width)) {
    used += widthOf(character);
    if (used > width) break;
    head += character;
  }
  return head;
}

/** Letters of Chinese, Japanese and Korean, all that occur. */
export const WIDE =
  /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff01-\uff60]/gu;

/** Classes of letters by their width in Open Sans; the last one is all others. */
const WIDTHS: readonly [RegExp, number][] = [
  [new RegExp(WIDE, "u"), 2],
  [/[MWmw@%]/, 1.75],
  [/[A-Z&]/, 1.25],
  [/[ fijlrtI.,:;'()[\]|!-]/, 0.6],
  [/[^\0-\x7f]/, 1.15],
  [/./s, 1],
];

/** Width of a text in letters of the axes. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1),
    0,
  );
}

/** Names as keys of an axis, each once: two values may have the same words. */
export function keysOf(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let key = name;
    while (used.has(key)) key += " ";
    used.add(key);
    return key;
  });
}
