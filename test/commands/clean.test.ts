import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clean } from "../../lib/src/commands/clean.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "clean-"));
  for (const folder of [
    ".venv",
    ".cache",
    "lib/dist",
    "lib/src",
    "data",
    "assets",
    "node_modules",
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "file"), "x".repeat(1_000_000));
  }
  writeFileSync(join(root, ".env"), "TMDB_API_KEY=x");
});
afterEach(() => rmSync(root, { recursive: true }));

test("removes what can be made again, and nothing else", () => {
  const lines = [".venv", ".cache", "lib/dist"].map((name) => `${join(root, name)} (1 MB)`);
  expect(clean(root, { dryRun: true })).toEqual(lines.map((line) => `would remove ${line}`));
  expect(clean(root)).toEqual(lines.map((line) => `removed ${line}`));
  expect(readdirSync(root).sort()).toEqual([".env", "assets", "data", "lib", "node_modules"]);
  expect(readdirSync(join(root, "lib"))).toEqual(["src"]);
  expect(clean(root)).toEqual([]);
});

test("removes the packages when all are asked for", () => {
  clean(root, { all: true });
  expect(readdirSync(root).sort()).toEqual([".env", "assets", "data", "lib"]);
});

test("removes a link, and not what it leads to", () => {
  rmSync(join(root, ".cache"), { recursive: true });
  symlinkSync(join(root, "data"), join(root, ".cache"));
  clean(root);
  expect(readdirSync(join(root, "data"))).toEqual(["file"]);
});

test("waits for a set-up, and not for one that was killed", () => {
  writeFileSync(join(root, ".cache", "setup.lock"), String(process.pid));
  expect(() => clean(root)).toThrow(`A set-up is running (process ${process.pid}, setup.lock)`);
  expect(readdirSync(root)).toContain(".venv");
  writeFileSync(join(root, ".cache", "setup.lock"), "999999999");
  clean(root);
  expect(readdirSync(root)).not.toContain(".venv");
});
