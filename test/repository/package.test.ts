import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const LIB = join(ROOT, "lib");

interface Package {
  type: string;
  exports: Record<string, { types: string; default: string }>;
  typesVersions: { "*": Record<string, string[]> };
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}
const PACKAGE = JSON.parse(readFileSync(join(LIB, "package.json"), "utf8")) as Package;
const MODULES = Object.keys(PACKAGE.exports).map((path) => path.slice(2));

/** An empty project in which the packed library is installed, with what it declares and nothing else. */
let project = "";

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "package-"));
  const env = { ...process.env, npm_config_update_notifier: "false" };
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const shell = process.platform === "win32";
  const pack = ["pack", "--offline", "--ignore-scripts", "--pack-destination", project];
  execFileSync(npm, pack, { cwd: LIB, env, shell, stdio: "pipe" });
  const [archive] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  execFileSync("tar", ["-xzf", join("..", archive!)], { cwd: modules });
  renameSync(join(modules, "package"), join(modules, "netflix-hits"));
  const { dependencies, optionalDependencies } = PACKAGE;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const installed = join(ROOT, "node_modules", name);
    if (!existsSync(installed)) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(installed, join(modules, name), "junction");
  }
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true }\n');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(program: string, ...args: string[]): { output: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: project,
    encoding: "utf8",
  });
  return { output: stdout + stderr, status };
}

const USE = `
const rows = Array.from({ length: 30 }, (_, i) => ({ popularity: i, vote_count: i }));
const { least } = reaches([popularity, quantile(0.9)]).fit(rows as never);
const settings = readSettings({}, ".");
const seed: number = settings.randomState;
console.log([(least.popularity ?? 0).toFixed(1), seed, rocAuc([0, 1], [0.2, 0.7])].join(" "));
`;
const PRINTED = "26.1 42 1\n";
const NAMED = [
  'import { popularity, quantile, reaches } from "netflix-hits/study";',
  'import { readSettings } from "netflix-hits/settings";',
  'import { rocAuc } from "netflix-hits/metrics";',
];

test("says that it is CommonJS, and its two lists of public modules agree", () => {
  expect(PACKAGE.type).toBe("commonjs");
  const listed = Object.entries(PACKAGE.exports).map(([path, { types }]) => [
    path.slice(2),
    [types.slice(2)],
  ]);
  expect(Object.entries(PACKAGE.typesVersions["*"])).toEqual(listed);
});

test("its README has one line for each public module", () => {
  const readme = readFileSync(join(LIB, "README.md"), "utf8");
  const lines = [...readme.matchAll(/^\| `([^`]+)` +\| [^|]+\|$/gm)].map(([, name]) => name);
  expect(lines).toEqual(MODULES);
});

test("CommonJS imports every public module, and no inner file", () => {
  const source = [
    ...MODULES.map((name) => `require("netflix-hits/${name}");`),
    'const { popularity, quantile, reaches } = require("netflix-hits/study");',
    'const { readSettings } = require("netflix-hits/settings");',
    'const { rocAuc } = require("netflix-hits/metrics");',
    USE.replace(" as never", "").replace(": number", ""),
  ].join("\n");
  writeFileSync(join(project, "common.cjs"), source);
  expect(run("common.cjs")).toEqual({ output: PRINTED, status: 0 });
  writeFileSync(join(project, "inner.cjs"), 'require("netflix-hits/dist/label/hits.js");');
  expect(run("inner.cjs").output).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
});

test("an ES module imports every public module by name", () => {
  const source = [
    ...MODULES.map((name, i) => `import * as module${i} from "netflix-hits/${name}";`),
    ...NAMED,
    `for (const used of [${MODULES.map((_, i) => `module${i}`).join(", ")}])`,
    '  if (Object.keys(used).filter((name) => name !== "default").length === 0) throw new Error("empty");',
    USE.replace(" as never", "").replace(": number", ""),
  ].join("\n");
  writeFileSync(join(project, "module.mjs"), source);
  expect(run("module.mjs")).toEqual({ output: PRINTED, status: 0 });
});

test.each([
  ["nodenext", "nodenext"],
  ["preserve", "bundler"],
])("strict TypeScript finds the types, module %s resolved as %s", (module, moduleResolution) => {
  const source = [
    ...MODULES.map((name, i) => `import * as module${i} from "netflix-hits/${name}";`),
    ...NAMED,
    `export const all = [${MODULES.map((_, i) => `module${i}`).join(", ")}];`,
    "// @ts-expect-error a quantile is a number, so the types are there",
    "export const text: string = quantile(0.9).quantile;",
    USE,
  ].join("\n");
  writeFileSync(join(project, "types.mts"), source);
  const compilerOptions = {
    module,
    moduleResolution,
    target: "es2022",
    lib: ["es2022"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const config = JSON.stringify({ compilerOptions, files: ["types.mts"] });
  writeFileSync(join(project, "tsconfig.json"), config);
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  expect(run(tsc, "--project", project)).toEqual({ output: "", status: 0 });
});
