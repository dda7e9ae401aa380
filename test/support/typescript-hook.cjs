/** Lets a plain Node process require the library's sources: `node -r <this file> script.js`. */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { transformSync } = require("@swc/core");

const LIB = join(module.path, "..", "..", "lib");
const { exports: PUBLIC } = JSON.parse(readFileSync(join(LIB, "package.json"), "utf8"));
const OPTIONS = {
  jsc: { target: "es2022", parser: { syntax: "typescript" } },
  module: { type: "commonjs", ignoreDynamic: true },
};

/** The source of a public module, `netflix-hits/name`; undefined for everything else. */
function sourceOf(request) {
  const name = /^netflix-hits\/(.*)$/.exec(request)?.[1];
  const built = PUBLIC[`./${name}`]?.default;
  return built && join(LIB, built.replace(/^\.\/dist/, "src").replace(/\.js$/, ".ts"));
}

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const isSource = parent?.filename?.endsWith(".ts") && request.startsWith(".");
  const own = sourceOf(request) ?? (isSource ? request.replace(/\.js$/, ".ts") : request);
  return resolve.call(this, own, parent, ...rest);
};

Module._extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, "utf8"), { filename, ...OPTIONS });
  module._compile(code, filename);
};
