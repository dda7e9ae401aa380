/** Lets a plain Node process require the library's sources: `node -r <this file> script.js`. */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { transformSync } = require("@swc/core");

const SOURCES = join(module.path, "..", "..", "lib", "src");
const OPTIONS = {
  jsc: { target: "es2022", parser: { syntax: "typescript" } },
  module: { type: "commonjs", ignoreDynamic: true },
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const own = request.replace(/^netflix-hits\/(.*)$/, (_, name) => join(SOURCES, `${name}.ts`));
  const isSource = parent?.filename?.endsWith(".ts") && own.startsWith(".");
  return resolve.call(this, isSource ? own.replace(/\.js$/, ".ts") : own, parent, ...rest);
};

Module._extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, "utf8"), { filename, ...OPTIONS });
  module._compile(code, filename);
};
