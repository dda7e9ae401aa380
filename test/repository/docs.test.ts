import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const TYPEDOC = join(ROOT, "node_modules", "typedoc", "bin", "typedoc");

let folder = "";
beforeEach(() => {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".cache", "docs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the reference, with the library's own options, says of a package of one public module. */
function warnings(source: string): string[] {
  const options = JSON.parse(readFileSync(join(ROOT, "lib", "typedoc.json"), "utf8")) as object;
  const files = {
    "package.json": { name: "made", version: "1.0.0", exports: { "./a": "./dist/a.js" } },
    "tsconfig.json": {
      compilerOptions: { rootDir: ".", outDir: "dist", target: "es2022", types: [], strict: true },
      files: ["a.ts"],
    },
    "typedoc.json": { ...options, readme: "none", out: "docs" },
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  writeFileSync(join(folder, "a.ts"), `/**\n * A module.\n *\n * @module\n */\n\n${source}\n`);
  const { stderr, stdout, status } = spawnSync(process.execPath, [TYPEDOC], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
  });
  const said = [...`${stdout}${stderr}`.matchAll(/^.*\[warning\]\S* (?!Found)(.+)$/gm)];
  expect(status === 0).toBe(said.length === 0);
  return said.map(([, text]) => text!);
}

test("documented exports pass", () => {
  expect(
    warnings("/** One. */\nexport const one = 1;\n/** @see {@link one} */\nexport type A = 1;"),
  ).toEqual([]);
});

test("exports without a doc comment, dead links and types that cannot be looked up fail", () => {
  const source = [
    "export function f(): void {}",
    "export class C {}",
    "export interface I { a: 1 }",
    "export type T = 1;",
    "export const v = 1;",
    "/** Like {@link nothing}. */\nexport const w = 1;",
    "interface Options { a: 1 }\n/** Takes them. */\nexport function g(options: Options): Options { return options; }",
  ].join("\n");
  const undocumented = (name: string): unknown =>
    expect.stringMatching(new RegExp(`^${name} .*does not have any documentation$`));
  expect(warnings(source).sort()).toEqual([
    undocumented("C"),
    expect.stringContaining('Failed to resolve link to "nothing"'),
    undocumented("I"),
    expect.stringMatching(/^Options, .*not included in the documentation$/),
    ...["T", "f", "v"].map(undocumented),
  ]);
});

test("cells and code in the documentation import public modules alone", () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "lib", "package.json"), "utf8")) as {
    exports: Record<string, unknown>;
  };
  const folders = ["", "docs", "lib", "data", "notebooks"].map((folder) => join(ROOT, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(md|ipynb)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from \\?"netflix-hits\/([a-z/-]+)/g)].map(
      ([, name]) => name!,
    ),
  );
  expect(imported).toEqual(expect.arrayContaining(["spreadsheet", "show"]));
  expect(imported.filter((name) => !(`./${name}` in exports))).toEqual([]);
});

test("every setting is in .env.example and in docs/configuration.md, and no other", () => {
  const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
  const [, names = ""] = /const NAMES[^=]*= \[([\s\S]*?)\n\];/.exec(
    read("lib/src/base/settings.ts"),
  )!;
  const settings = [...names.matchAll(/"([A-Z_]+)"/g)].map(([, name]) => name!).sort();
  expect(settings.length).toBeGreaterThan(10);
  const example = [...read(".env.example").matchAll(/^(?:# )?([A-Z_]+)=/gm)];
  expect(example.map(([, name]) => name).sort()).toEqual(settings);
  const page = read("docs/configuration.md");
  expect(settings.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
