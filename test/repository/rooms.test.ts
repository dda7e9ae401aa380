import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(__dirname, "..", "..");
const { rooms } = JSON.parse(readFileSync(join(ROOT, "lib", "rooms.json"), "utf8")) as {
  rooms: { name: string }[];
};

let folder = "";
beforeEach(() => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".cache", "rooms-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The rules that a library of these files breaks. */
function broken(files: Record<string, string>): string[] {
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const sources = relative(ROOT, folder).replaceAll("\\", "/");
  const program = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [program, sources, "--config", ".dependency-cruiser.cjs", "--no-progress"],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, FORCE_COLOR: "0", ROOMS_ROOT: sources } },
  );
  expect(stderr).toBe("");
  const said = [...stdout.matchAll(/^\s+error ([\w-]+): /gm)].map(([, name]) => name!);
  const names = [...new Set(said)].sort();
  expect(status === 0).toBe(names.length === 0);
  return names;
}

test("an import from an earlier room passes", () => {
  expect(
    broken({
      "stats/a.ts": "export const a = 1;",
      "report/b.ts": 'import { a } from "../stats/a.js";\nconsole.log(a);',
    }),
  ).toEqual([]);
});

test.each(["import", "import type"])("an %s from a later room fails", (keyword) => {
  expect(
    broken({
      "report/a.ts": "export interface A { a: 1 }\nexport const A = 1;",
      "stats/b.ts": `${keyword} { A } from "../report/a.js";\nexport type B = typeof A;`,
    }),
  ).toEqual(["stats-looks-back-only"]);
});

test("a circle fails, also one of types", () => {
  expect(
    broken({
      "stats/a.ts": 'import type { B } from "./b.js";\nexport type A = B | 1;',
      "stats/b.ts": 'import type { A } from "./a.js";\nexport type B = A | 2;',
    }),
  ).toEqual(["no-circle"]);
});

test("a file beside the rooms, or in one that is not listed, fails", () => {
  const uses = 'import { join } from "node:path";\nconsole.log(join);';
  expect(broken({ "loose.ts": uses })).toEqual(["room-is-listed"]);
  expect(broken({ "cellar/a.ts": uses })).toEqual(["room-is-listed"]);
});

test.each([
  ["node:https", "network-in-its-place"],
  ["node-fetch", "network-in-its-place"],
  ["node:net", "network-in-its-place"],
  ["node:fs", "disk-in-its-place"],
  ["fs/promises", "disk-in-its-place"],
  ["tslab", "kernel-in-its-place"],
  ["playwright-core", "browser-in-its-place"],
  ["@tensorflow/tfjs-core", "tensorflowjs-in-its-place"],
])("charts may not use %s", (name, rule) => {
  expect(broken({ "charts/a.ts": `import * as used from "${name}";\nconsole.log(used);` })).toEqual(
    [rule],
  );
});

test("the folders of the library are the listed rooms, and nothing stands beside them", () => {
  const found = readdirSync(join(ROOT, "lib", "src")).sort();
  expect(found).toEqual(rooms.map(({ name }) => name).sort());
  expect(found.length).toBeLessThanOrEqual(16);
});

test("the pictures of the rooms are current", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "docs", "rooms.cjs")], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
