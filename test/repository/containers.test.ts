import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), "utf8");

/** The scripts that a text calls by `npm run`, `npm start` and `npm test`. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/npm (?:run (?:--silent )?([\w:]+)|(start|test)\b)/g)].map(
    ([, named, other]) => (named ?? other)!,
  );

const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const FILES = [
  "Dockerfile",
  ".devcontainer/devcontainer.json",
  ".binder/postBuild",
  "docs/containers.md",
  "docs/editors.md",
  "README.md",
];

test.each(FILES)("%s calls commands that there are", (path) => {
  expect(scriptsIn(read(path)).filter((name) => !(name in scripts))).toEqual([]);
});

test("each container runs the README's first command", () => {
  expect(read("README.md")).toMatch(/^npm ci && npm start/m);
  expect(read("Dockerfile")).toMatch(/^RUN npm ci\nCMD \["npm", "start"\]$/m);
  const { postCreateCommand } = JSON.parse(read(FILES[1]!)) as { postCreateCommand: string };
  expect(postCreateCommand).toMatch(/^npm ci && npm start\b/);
  expect(read(".binder/postBuild")).toMatch(/^npm ci\nnpm start$/m);
});

test("Binder's Jupyter draws with the plotly of the notebooks", () => {
  const pinned = /^plotly==(\S+)/m.exec(read("notebooks/requirements.txt"))?.[1];
  expect(/plotly==(\S+)/.exec(read(".binder/environment.yml"))?.[1]).toBe(pinned);
  expect(statSync(join(PROJECT_ROOT, ".binder/postBuild")).mode & 0o111).not.toBe(0);
});

test("no image of a container has the key, the data or what is made again", () => {
  const ignored = read(".dockerignore").split("\n");
  const made = [".env", ".venv", ".cache", "lib/dist", "data/*", "assets/report"];
  expect(made.filter((path) => !ignored.includes(path))).toEqual([]);
});

test("the README is short", () => {
  expect(Buffer.byteLength(read("README.md"))).toBeLessThan(9_216);
});
