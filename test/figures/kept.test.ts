import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Figure } from "../../lib/src/charts/figure.js";
import { drawImages, pngSize } from "../../lib/src/figures/images.js";
import { keepImages, keptPng } from "../../lib/src/figures/kept.js";
import { draw } from "../../lib/src/figures/drawing/index.js";
import { isPng, readPngText, withPngText } from "../../lib/src/figures/png.js";
import { pngRecipe, RECIPE_BYTES, recipeOf, withRecipe } from "../../lib/src/figures/recipe.js";
import { missingImages } from "../../lib/src/figures/without-image.js";

jest.mock("../../lib/src/figures/drawing/index.js", () => ({ draw: jest.fn() }));

/** A PNG of one pixel, made by hand: head, one row of grey, end. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
  "base64",
);
const figure: Figure = { data: [{ type: "bar", x: ["a"], y: [1] }], layout: { height: 300 } };
const changed: Figure = { ...figure, data: [{ type: "bar", x: ["a"], y: [2] }] };
const recipe = pngRecipe(figure, pngSize(figure));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
  jest
    .mocked(draw)
    .mockReset()
    .mockResolvedValue({ images: { png: PIXEL } });
});
afterEach(() => rmSync(folder, { recursive: true }));

const notebookOf = (image: string | string[]) => ({
  cells: [{ outputs: [{ data: { "image/png": image } }, { text: ["no data"] }] }, { source: [] }],
});

function writeNotebook(image: string | string[]): string {
  const path = join(folder, "notebook.ipynb");
  writeFileSync(path, JSON.stringify(notebookOf(image)));
  return path;
}

test("a PNG with a text is a PNG whose text can be read, from its beginning too", () => {
  const noted = withPngText(PIXEL, "Recipe", "potatoes");
  expect([isPng(PIXEL), isPng(noted), isPng(noted.subarray(0, -1))]).toEqual([true, true, false]);
  expect(readPngText(noted, "Recipe")).toBe("potatoes");
  expect(readPngText(noted, "Title")).toBeNull();
  expect(readPngText(PIXEL, "Recipe")).toBeNull();
  expect(readPngText(Buffer.from("no image"), "Recipe")).toBeNull();
  const start = 33;
  const length = noted.readUInt32BE(start);
  const chunk = noted.subarray(start + 4, start + 8 + length);
  expect(noted.readUInt32BE(start + 8 + length)).toBe(crc32(chunk));
  expect(recipeOf(withRecipe(PIXEL, recipe).subarray(0, RECIPE_BYTES))).toBe(recipe);
});

test("the recipe is of the figure, its size and its theme, and survives being written as JSON", () => {
  const size = { width: 900, height: 300, scale: 2 };
  const again = JSON.parse(JSON.stringify(figure)) as Figure;
  expect(pngRecipe(again, size)).toBe(pngRecipe(figure, size));
  const dark = { ...figure, layout: { ...figure.layout, paper_bgcolor: "#000000" } };
  const others = [
    pngRecipe(changed, size),
    pngRecipe(dark, size),
    ...Object.keys(size).map((key) => pngRecipe(figure, { ...size, [key]: 400 })),
  ];
  expect(new Set([recipe, ...others]).size).toBe(6);
});

test("an unchanged figure keeps the image of the notebook, and nothing is drawn", async () => {
  const theirs = withRecipe(PIXEL, recipe);
  const base64 = theirs.toString("base64");
  keepImages({ notebooks: [writeNotebook(base64)], folder: join(folder, "none") }, folder);
  const images = await drawImages(figure, ["png"], { cacheDir: folder });
  expect(Buffer.from(images?.png ?? []).equals(theirs)).toBe(true);
  expect(draw).not.toHaveBeenCalled();
});

test("a changed figure is drawn anew, and says what it was drawn from", async () => {
  const path = writeNotebook(withRecipe(PIXEL, recipe).toString("base64"));
  keepImages({ notebooks: [path], folder }, folder);
  const images = await drawImages(changed, ["png"], { cacheDir: folder });
  expect(draw).toHaveBeenCalledTimes(1);
  const png = Buffer.from(images?.png ?? []);
  expect(recipeOf(png)).toBe(pngRecipe(changed, pngSize(changed)));
  await drawImages(changed, ["png"], { cacheDir: folder });
  expect(draw).toHaveBeenCalledTimes(1);
});

test("an image in a folder, and one that is cut into lines, are kept as well", () => {
  mkdirSync(join(folder, "images"));
  writeFileSync(join(folder, "images", "a.png"), withRecipe(PIXEL, "a".repeat(64)));
  const text = withRecipe(PIXEL, "b".repeat(64)).toString("base64");
  const path = writeNotebook([`${text.slice(0, 76)}\n`, `${text.slice(76)}\n`]);
  keepImages({ notebooks: [path], folder: join(folder, "images") }, folder);
  const names = ["a", "b"].map((letter) => `${letter.repeat(64)}.png`);
  expect(readdirSync(join(folder, "figures")).sort()).toEqual(names);
  const kept = readFileSync(keptPng(folder, "b".repeat(64)));
  expect(kept.equals(withRecipe(PIXEL, "b".repeat(64)))).toBe(true);
});

test("what is no whole image of ours is passed over", () => {
  const cut = withRecipe(PIXEL, recipe).subarray(0, -4).toString("base64");
  for (const image of [PIXEL.toString("base64"), cut, "%%%", ""]) {
    keepImages({ notebooks: [writeNotebook(image)], folder: join(folder, "none") }, folder);
  }
  writeFileSync(join(folder, "notebook.ipynb"), "no JSON");
  const notebooks = [join(folder, "notebook.ipynb"), join(folder, "absent.ipynb")];
  keepImages({ notebooks, folder }, folder);
  expect(readdirSync(folder)).toEqual(["notebook.ipynb"]);
});

test("one line names the figures without an image, and those whose image is of earlier data", () => {
  const stored = ["whole", "bare", "old"].map((name) => ({
    name,
    caption: "",
    alt: "",
    source: null,
    network: "netflix",
    figure,
  }));
  writeFileSync(join(folder, "whole.png"), withRecipe(PIXEL, recipe));
  writeFileSync(join(folder, "old.png"), PIXEL);
  expect(missingImages(folder, stored)).toMatch(
    /^no browser could draw an image of bare, old \(its PNG shows earlier data\): install .*CHROME_PATH/,
  );
  expect(missingImages(folder, stored.slice(0, 1))).toBeNull();
});
