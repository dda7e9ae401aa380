import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { facesIn, fontFaceCss, fontFaces, fontVersions } from "../../lib/src/figures/fonts.js";

/** The files that a text needs beside Open Sans' Latin letters. */
function filesFor(text: string): string[] {
  const files = fontFaces(text).map(({ file }) => basename(file));
  expect(files.slice(0, 2)).toEqual([
    "open-sans-latin-400-normal.woff2",
    "open-sans-latin-700-normal.woff2",
  ]);
  return files.slice(2);
}

const packagesFor = (text: string): string[] => [
  ...new Set(filesFor(text).map((file) => file.replace(/-(\d+|[a-z]+)-(wght|400|700)-.*/, ""))),
];

test("English needs Open Sans' Latin letters in regular and bold alone", () => {
  expect(filesFor("Hit rate by genre: 9.0% ± 1 – “all”")).toEqual([]);
});

test.each([
  ["Simplified Chinese", "进击的巨人", ["noto-sans-sc"]],
  ["Traditional Chinese", "魷魚遊戲", ["noto-sans-sc"]],
  ["Japanese, its Chinese characters too", "進撃の巨人", ["noto-sans-jp"]],
  ["Korean", "오징어 게임", ["noto-sans-kr"]],
  ["Thai", "เกม", ["noto-sans-thai"]],
  ["Arabic", "لعبة", ["noto-sans-arabic"]],
  ["Hindi", "खेल", ["noto-sans-devanagari"]],
  ["Turkish", "Kuş Uçuşu", ["open-sans-latin"]],
  ["operators", "x ≥ 2", ["open-sans"]],
  ["arrows", "a → b", ["noto-sans-sc"]],
])("%s", (_, text, packages) => {
  expect(packagesFor(text)).toEqual(packages);
});

test("a file of many characters is used for those of the text only", () => {
  const [face] = fontFaces("中").slice(2);
  expect(face).toMatchObject({ family: "Noto Sans", weight: "100 900", unicodeRange: "U+4E2D" });
  expect(face?.characters).toBe("中");
});

test("every file that is named exists and is woff2", () => {
  const text = "Kuş Ελλάδα Кухня שלום 进击 進撃の 오징어 게임 เกม لعبة खेल ≥ → ★ ế";
  for (const { file } of fontFaces(text)) {
    expect([file, readFileSync(file).subarray(0, 4).toString("latin1")]).toEqual([file, "wOF2"]);
  }
});

test("an unknown character needs no file", () => {
  expect(filesFor("\u{12000}\uE000\n")).toEqual([]);
});

test("of faces, those that draw something of a part are found", () => {
  const faces = fontFaces("中 오");
  const found = facesIn(faces, "only 중 or 中").map(({ file }) => basename(file).slice(0, 12));
  expect(found).toEqual(["open-sans-la", "open-sans-la", "noto-sans-sc"]);
});

test("as CSS the fonts are inside", () => {
  const css = fontFaceCss(fontFaces("中"));
  expect(css.match(/@font-face/g)).toHaveLength(3);
  expect(css).toMatch(
    /font-family:"Noto Sans";font-style:normal;font-weight:100 900;src:url\(data:font\/woff2;base64,[\w+/=]+\) format\("woff2"\);unicode-range:U\+4E2D\}$/,
  );
  expect(css).not.toMatch(/url\((?!data:)/);
});

test("the fonts' versions are told", () => {
  expect(fontVersions()).toHaveLength(7);
  expect(fontVersions()[0]).toMatch(/^@fontsource\/open-sans \d+\.\d+\.\d+$/);
});
