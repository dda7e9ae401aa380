/** Registers the tslab kernel in the project's Python environment, never globally. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../base/errors.js";
import { venvFolder } from "../base/folders.js";

/**
 * Write the kernel specification, with the absolute paths of the current Node and of the process
 * around the project's tslab. A correct one is left unchanged; it is rewritten after Node or the
 * project has moved.
 *
 * @returns the path of `kernel.json`.
 */
export function registerKernel(root: string, node: string = process.execPath): string {
  const path = join(venvFolder(root), "share", "jupyter", "kernels", "tslab", "kernel.json");
  writeIfChanged(path, kernelSpecification(root, node, "TypeScript"));
  return path;
}

/** How a Jupyter starts this project's kernel. */
export function kernelSpecification(root: string, node: string, displayName: string): object {
  return {
    argv: [node, kernelProcess(root), "kernel", "--config-path", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
  };
}

/**
 * Write JupyterLab's defaults for this environment: no news and no check for updates, so that
 * nothing waits for the network and no dialog covers the notebook.
 */
export function writeLabDefaults(root: string): void {
  const path = join(venvFolder(root), "share", "jupyter", "lab", "settings", "overrides.json");
  writeIfChanged(path, {
    "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
  });
}

/** @throws UserError when tslab is not installed or the library not built. */
export function kernelProcess(root: string): string {
  try {
    require.resolve("tslab/package.json", { paths: [root] });
  } catch (error) {
    throw new UserError("The package tslab is not installed: run npm ci.", { cause: error });
  }
  const path = join(root, "lib", "dist", "jupyter", "kernel-process.js");
  if (existsSync(path)) return path;
  throw new UserError(`${path} does not exist: run npm run build.`);
}

/** Write a value as JSON unless the file has it already. */
export function writeIfChanged(path: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (readIfExists(path) === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic.sync(path, text);
}

function readIfExists(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
