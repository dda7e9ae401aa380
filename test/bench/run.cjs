/** Runs a bench from its TypeScript on the built library: `node -r ./test/bench/run.cjs FILE.ts`. */
require("../support/typescript-hook.cjs");
const Module = require("node:module");
const { join, relative, sep } = require("node:path");

const LIB = join(module.path, "..", "..", "lib");
const SOURCES = join(LIB, "src") + sep;

// What is measured is the code that the notebooks run: `lib/dist`, not the sources.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (...args) {
  const path = resolve.apply(this, args);
  if (!path.startsWith(SOURCES)) return path;
  return join(LIB, "dist", relative(SOURCES, path).replace(/\.ts$/, ".js"));
};
