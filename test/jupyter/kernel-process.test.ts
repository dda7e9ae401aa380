import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { NOTEBOOKS } from "../../lib/src/jupyter/notebooks.js";
import { publicFile, WARM_MODULES } from "../../lib/src/jupyter/kernel-process.js";
import {
  makeNotebookFolder,
  printed,
  readCells,
  runNotebooks,
  writeNotebook,
} from "../support/notebooks.js";

/** What a declaration file imports, as written. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, name]) => name!);
}

/** Packages whose types come along with a module's. */
function packagesOf(module: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const open = [publicFile(module, "types")];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const name of importsOf(path)) {
      if (name.startsWith(".")) open.push(join(dirname(path), name.replace(/\.js$/, ".d.ts")));
      else if (!name.startsWith("node:")) packages.add(name);
    }
  }
  return [...packages];
}

test.each(WARM_MODULES)("the types of %s bring those of no package along", (module) => {
  expect(packagesOf(module)).toEqual([]);
});

test("every module that a notebook imports is warm, but for those of arquero and danfojs", () => {
  const imported = NOTEBOOKS.flatMap((name) => {
    const cells = readCells(join(PROJECT_ROOT, "notebooks", `${name}.ipynb`));
    const source = cells.flatMap((cell) => cell.source).join("\n");
    return [...source.matchAll(/from "netflix-hits\/([^"]+)"/g)].map(([, module]) => module);
  });
  const cold = [...new Set(imported)].filter((module) => !WARM_MODULES.includes(module!));
  expect(cold).toEqual(["arquero", "dataframe"]);
  for (const module of WARM_MODULES) expect(existsSync(publicFile(module, "default"))).toBe(true);
});

describe("a kernel", () => {
  const { folder, remove } = makeNotebookFolder();
  afterAll(() => remove());

  test("knows Node's types, and those of no other package", async () => {
    writeNotebook(folder, "node", [
      'import { sep } from "node:path";\nconst size: number = Buffer.byteLength(sep);\nconsole.log(size);',
    ]);
    await runNotebooks(["node"], { folder });
    expect(printed(readCells(join(folder, "node.ipynb"))[0])).toBe("1\n");
    // Jest's types are in node_modules/@types.
    writeNotebook(folder, "jest", ['describe("a name that only jest has", () => undefined);']);
    await expect(runNotebooks(["jest"], { folder })).rejects.toThrow("Cannot find name 'describe'");
  }, 120_000);

  test("has our modules loaded before the first cell, and none of what compiled them", async () => {
    writeNotebook(folder, "warm", [
      'const loaded = Object.keys(require.cache).filter((path) => path.endsWith("/dist/charts/index.js"));\nconsole.log(loaded.length);',
      "console.log(typeof (globalThis as any).titles, typeof (globalThis as any).settings);",
    ]);
    await runNotebooks(["warm"], { folder });
    const cells = readCells(join(folder, "warm.ipynb"));
    expect(printed(cells[0])).toBe("1\n");
    expect(printed(cells[1])).toBe("undefined undefined\n");
  }, 120_000);

  test("goes on when folders appear beside the notebook, and finds what is new in them", async () => {
    writeNotebook(folder, "beside", [
      'import { mkdirSync, writeFileSync } from "node:fs";\nimport { readSettings } from "netflix-hits/settings";',
      'mkdirSync("node_modules/brand-new", { recursive: true });\nwriteFileSync("node_modules/brand-new/index.js", "exports.n = 5;");\nwriteFileSync("node_modules/brand-new/index.d.ts", "export const n: number;");',
      "await new Promise((resolve) => setTimeout(resolve, 1500));",
      'import { n } from "brand-new";\nconsole.log(n);',
    ]);
    await runNotebooks(["beside"], { folder });
    expect(printed(readCells(join(folder, "beside.ipynb"))[3])).toBe("5\n");
  }, 120_000);

  test("takes variables of earlier cells in shorthand, and the library of this Node", async () => {
    writeNotebook(folder, "language", [
      "const rows = [3, 1, 2];\nconst unit = { name: 'é' };\nlet last = 0;",
      "const made = { rows, ...{ unit }, nested: [{ last }] };\n({ last } = { last: 7 });\nconsole.log(JSON.stringify(made), last);",
      "console.log(rows.toSorted().join(), rows.toSpliced(0, 1).length, last);",
      "const { name, other = 4 } = unit as { name: string; other?: number };\nconst found = { name, other, async() { return 1; } };\nconsole.log(found.name, found.other);",
    ]);
    await runNotebooks(["language"], { folder });
    expect(readCells(join(folder, "language.ipynb")).slice(1).map(printed)).toEqual([
      '{"rows":[3,1,2],"unit":{"name":"é"},"nested":[{"last":0}]} 7\n',
      "1,2,3 2 7\n",
      "é 4\n",
    ]);
    writeNotebook(folder, "language", ["const a = 1;", "const b = { a }; const c: string = b.a;"]);
    // The place of an error is that in the cell as it was written.
    await expect(runNotebooks(["language"], { folder })).rejects.toThrow(
      "1:24 - Type 'number' is not assignable",
    );
  }, 120_000);

  test("says in which lines of which cells an error was thrown, and nothing of the kernel", async () => {
    writeNotebook(folder, "errors", [
      "type Row = { v: number };\n\nfunction largest(rows: Row[]): number {\n  // Of none there is none.\n  if (rows.length === 0) throw new RangeError('no rows');\n  return rows[0].v;\n}",
      "interface Unused { a: number }\nconst rows: Row[] = [];\ntry {\n  [1].map(() => largest(rows));\n} catch (error) {\n  console.log(error.stack);\n}",
      "async function later() {\n  await new Promise((r) => setTimeout(r, 5));\n  throw new Error('late');\n}\nconst options = { later };\nconst failed = await options.later().catch((error) => error);",
      "console.log(failed.stack);",
    ]);
    await runNotebooks(["errors"], { folder });
    const cells = readCells(join(folder, "errors.ipynb"));
    expect(printed(cells[1])).toBe(
      "RangeError: no rows\n    at largest (cell [1], line 5)\n    at cell [2], line 4\n    at Array.map (<anonymous>)\n    at cell [2], line 4\n",
    );
    expect(printed(cells[3])).toBe(
      "Error: late\n    at later (cell [3], line 3)\n    at cell [3], line 6\n",
    );
  }, 120_000);

  test("does not know the names of the cells that were compiled ahead", async () => {
    writeNotebook(folder, "names", ["console.log(titles);"]);
    await expect(runNotebooks(["names"], { folder })).rejects.toThrow("Cannot find name 'titles'");
  }, 120_000);

  test("goes on when a cell shows more at once than a socket sends at once", async () => {
    const shown = 2_000;
    writeNotebook(folder, "outputs", [
      `import { showMarkdown } from "netflix-hits/show";
for (let i = 0; i < ${shown}; i += 1) showMarkdown("x");`,
      'console.log("here");',
    ]);
    await runNotebooks(["outputs"], { folder });
    const cells = readCells(join(folder, "outputs.ipynb"));
    expect(cells[0]?.outputs).toHaveLength(shown);
    expect(printed(cells[1])).toBe("here\n");
  }, 120_000);
});
