/**
 * `npm run clean`: removes what the commands have made and would make again; never data, figures or
 * `.env`.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { isRunning } from "../base/files.js";
import { cacheFolder, PROJECT_ROOT, venvFolder } from "../base/folders.js";
import { folderBytes, formatMegabytes } from "../jupyter/native/files.js";
import { parseOptions, runMain, showPath } from "./cli.js";

const USAGE = `Usage: npm run clean -- [--all] [--dry-run]

Removes .venv (JupyterLab and the kernel), .cache (browser, drawn images, answers of an interrupted collection) and
lib/dist (the built library); npm start makes them again. data, assets, notebooks and .env stay.

  --all      removes node_modules too: npm ci brings it back
  --dry-run  says what would be removed, and removes nothing`;

/** Remove what can be made again. @returns a line for each folder that was there. */
export function clean(root: string, { all = false, dryRun = false } = {}): string[] {
  assertIdle(cacheFolder(root));
  // The library last: this program is part of it.
  const folders = [
    venvFolder(root),
    cacheFolder(root),
    ...(all ? [join(root, "node_modules")] : []),
    join(root, "lib", "dist"),
  ].filter((folder) => existsSync(folder));
  return folders.map((folder) => {
    const line = `${dryRun ? "would remove" : "removed"} ${showPath(folder)} (${formatMegabytes(folderBytes(folder))})`;
    if (!dryRun) remove(folder);
    return line;
  });
}

/** @throws UserError while a set-up is running, which would go on writing. */
function assertIdle(cacheDir: string): void {
  const locks = existsSync(cacheDir)
    ? readdirSync(cacheDir).filter((name) => name.endsWith(".lock"))
    : [];
  for (const name of locks) {
    const pid = Number(readFileSync(join(cacheDir, name), "utf8"));
    if (pid > 0 && isRunning(pid)) {
      throw new UserError(
        `A set-up is running (process ${pid}, ${name}): wait for its end, then run npm run clean again. Nothing was ` +
          "removed.",
      );
    }
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw new UserError(
      `Cannot remove ${folder} (${(error as NodeJS.ErrnoException).code}): close JupyterLab and whatever else uses ` +
        "it, then run npm run clean again.",
      { cause: error },
    );
  }
}

if (require.main === module) {
  runMain(() => {
    const { values } = parseOptions(USAGE, {
      options: { all: { type: "boolean" }, "dry-run": { type: "boolean" } },
    });
    const dryRun = values["dry-run"] ?? false;
    const lines = clean(PROJECT_ROOT, { all: values.all ?? false, dryRun });
    console.log(lines.join("\n") || "There is nothing to remove.");
    return Promise.resolve(0);
  });
}
