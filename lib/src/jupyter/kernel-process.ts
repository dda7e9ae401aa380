/**
 * The process of a kernel: tslab with fewer types to read and a warm compiler.
 *
 * tslab gives its compiler the types of every package in `node_modules/@types`, which is half of what it
 * reads at the start and checks with each cell; cells only need those of Node. Then the modules of the
 * notebooks are loaded and a cell is compiled but not run, so that this work is done before the user waits
 * for the first cells. Cells may use shorthand and the library of this Node (see `cell-language.ts`), their errors say
 * in which line of which cell they were thrown (`cell-stack.ts`), and the socket for outputs has no limit of messages.
 *
 * If tslab's internals differ from those of 1.0.22, tslab starts unchanged.
 */
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cacheFolder, PACKAGE_ROOT, PROJECT_ROOT } from "../base/folders.js";
import { CellStacks, type Transpile } from "./cell-stack.js";
import { newerLibrary, withoutShorthand, type SyntaxTools } from "./cell-language.js";

/**
 * The modules that the notebooks import, without danfojs, whose types are large and rarely needed.
 */
export const WARM_MODULES: readonly string[] = [
  "charts",
  "collect",
  "data",
  "effects",
  "export",
  "features",
  "findings",
  "join",
  "label",
  "metrics",
  "model/readings",
  "settings",
  "show",
  "study",
  "tables",
  "validation",
  "variables",
];

const NAME = "netflix-hits";
/** A cell like those of the notebooks, and one that uses its declarations. */
const WARM_CELLS: readonly string[] = [
  `import * as charts from "${NAME}/charts";
import { show, showMarkdown } from "${NAME}/show";
import { readSettings } from "${NAME}/settings";
import { readLabelledTitles, type Study } from "${NAME}/study";
import { validate } from "${NAME}/validation";
const settings = readSettings();
declare const study: Study;
const titles = readLabelledTitles(settings, study);`,
  `const recent = titles.filter((title) => title.year !== null);
await show(charts.topGenresChart(recent, { source: "" }), { name: "genres", caption: "" });
showMarkdown("");`,
];

/** The built file of a public module: its types or its code. */
export function publicFile(name: string, kind: "types" | "default"): string {
  const file = readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8");
  const { exports } = JSON.parse(file) as { exports: Record<string, Record<string, string>> };
  return join(PACKAGE_ROOT, exports[`./${name}`]?.[kind] ?? "");
}

interface CompilerHost {
  rootFiles: string[];
  options: Record<string, unknown>;
}

/** The parts of tslab's compiler and of its module `dist/converter` that are used. */
type Compiler = SyntaxTools & {
  transpileModule: Transpile;
  createWatchCompilerHost: (
    rootFiles: CompilerHost["rootFiles"],
    options: CompilerHost["options"],
    ...rest: unknown[]
  ) => WatchHost;
};
/** What the compiler calls to do something a little later. */
interface WatchHost {
  setTimeout?: (callback: () => void, milliseconds: number) => unknown;
  clearTimeout?: (timer: unknown) => void;
}
interface Converted {
  declOutput?: string;
  diagnostics: readonly unknown[];
}
interface ConverterModule {
  createConverter: (options?: { isBrowser?: boolean }) => Converter;
}
interface Converter {
  convert: (previous: string, source: string) => Converted;
}

function start(): void {
  const require = createRequire(__filename);
  // From Node 22 on, compiled code is cached.
  const { enableCompileCache } = Module as { enableCompileCache?: (folder: string) => unknown };
  enableCompileCache?.(join(cacheFolder(PROJECT_ROOT), "compiled"));
  const tslab = createRequire(require.resolve("tslab/package.json"));
  try {
    sendAtOnce(tslab);
    const stacks = new CellStacks();
    const compiler = readLess(tslab, stacks);
    warm(tslab.resolve("./dist/converter.js"), tslab, { compiler, stacks });
  } catch {
    // The kernel works without it, only slower.
  }
  (tslab("./dist/main.js") as { main: () => void }).main();
}

/** The part of zeromq that is changed. */
interface Sockets {
  Publisher: new (options: { sendTimeout: number; sendHighWaterMark: number }) => object;
}

/**
 * Have the socket for outputs send each at once, and drop none. By itself it sends 512 in a row, then one a moment
 * later, and throws when it is given another meanwhile: tslab does not wait, so its kernel would end there.
 */
function sendAtOnce(tslab: NodeJS.Require): void {
  const path = tslab.resolve("zeromq");
  const zeromq = tslab(path) as Sockets;
  class Publisher extends zeromq.Publisher {
    constructor() {
      // Nothing to wait for, as there is no limit to what is on its way.
      super({ sendTimeout: 0, sendHighWaterMark: 0 });
    }
  }
  tslab.cache[path]!.exports = { ...zeromq, Publisher };
}

/** Give the compiler the types of this Node, of its library and of our modules, and no others. */
function readLess(tslab: NodeJS.Require, stacks: CellStacks): Compiler {
  const path = tslab.resolve("@tslab/typescript-for-tslab");
  const compiler = tslab(path) as Compiler;
  const [major = 0] = process.versions.node.split(".").map(Number);
  const library = dirname(createRequire(__filename).resolve("typescript"));
  const types = [
    ...newerLibrary(major).map((name) => join(library, `lib.${name}.d.ts`)),
    ...WARM_MODULES.map((name) => publicFile(name, "types")),
  ];
  const createWatchCompilerHost: Compiler["createWatchCompilerHost"] = (files, options, ...rest) =>
    withOwnTimers(
      compiler.createWatchCompilerHost(
        [...files, ...types],
        { ...options, types: ["node"], inlineSourceMap: true },
        ...rest,
      ),
    );
  // Its exports are read-only, so tslab gets a copy.
  const loaded = tslab.cache[path]!;
  const transpileModule = stacks.follow(compiler.transpileModule.bind(compiler));
  loaded.exports = { ...compiler, createWatchCompilerHost, transpileModule };
  return compiler;
}

/**
 * tslab keeps one thing that the compiler wants to do later: to compile the next cell. The compiler has another:
 * when a folder changes beside the notebook, it looks anew for modules that it had not found. With both at once
 * every further cell fails ("Unexpected pending rebuildTimer", https://github.com/yunabe/tslab/issues/97), so the
 * second gets a timer of its own.
 */
function withOwnTimers(host: WatchHost): WatchHost {
  const { setTimeout: later, clearTimeout: never } = host;
  if (later === undefined || never === undefined) return host;
  const own = new Set<unknown>();
  host.setTimeout = (callback, milliseconds) => {
    if (callback.name !== "invalidateResolutionsOfFailedLookup") {
      return later(callback, milliseconds);
    }
    const timer = setTimeout(() => {
      own.delete(timer);
      callback();
    }, milliseconds).unref();
    own.add(timer);
    return timer;
  };
  host.clearTimeout = (timer) => {
    if (own.delete(timer)) clearTimeout(timer as NodeJS.Timeout);
    else never(timer);
  };
  return host;
}

/** Have cells compiled without shorthand, and some compiled without running them; load what they import. */
function warm(
  path: string,
  tslab: NodeJS.Require,
  { compiler, stacks }: { compiler: Compiler; stacks: CellStacks },
): void {
  const module = tslab(path) as ConverterModule;
  const { createConverter } = module;
  module.createConverter = (options) => {
    const converter = createConverter(options);
    if (options?.isBrowser === true) return converter;
    const convert = converter.convert.bind(converter);
    converter.convert = (previous, source) => {
      const written = withoutShorthand(source, compiler);
      const converted = convert(previous, written);
      stacks.next();
      // Errors are reported where they stand in the cell.
      return written === source || converted.diagnostics.length === 0
        ? converted
        : convert(previous, source);
    };
    try {
      let previous = "";
      for (const cell of WARM_CELLS) previous = converter.convert(previous, cell).declOutput ?? "";
      for (const name of WARM_MODULES) tslab(publicFile(name, "default"));
    } catch {
      // The cells themselves will report what is wrong.
    }
    stacks.begin();
    return converter;
  };
}

if (require.main === module) start();
