/** The folders of a native package, and the work that is done beside it. */
import { cpSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where a native package is made: inside the package, so that moving it into place is a rename. */
const STAGE = ".setup";
/**
 * What the binary consists of. `lib` comes last into place and leaves first: with it the package
 * counts as whole.
 */
const PARTS = ["deps", "lib"];

/**
 * A copy of the package without its binary, in a new folder inside the package. There it finds the
 * packages that it needs as from its own place.
 */
export function makeStage(folder: string): string {
  const stage = join(folder, STAGE);
  removeStage(folder);
  mkdirSync(stage);
  const kept = (name: string) => ![STAGE, "node_modules", "build", ...PARTS].includes(name);
  for (const name of readdirSync(folder).filter(kept)) {
    cpSync(join(folder, name), join(stage, name), { recursive: true });
  }
  return stage;
}

/** Put the binary of the stage into the place of the package's, and remove the stage. */
export function takeFromStage(folder: string): void {
  for (const part of [...PARTS].reverse()) removeFolder(join(folder, part));
  for (const part of PARTS) renameSync(join(folder, STAGE, part), join(folder, part));
  removeStage(folder);
}

/** Remove what was begun. */
export function removeStage(folder: string): void {
  removeFolder(join(folder, STAGE));
}

/** Remove a package, its binary first, so that one half removed does not count as whole. */
export function removePackage(folder: string): void {
  for (const part of [...PARTS].reverse()) removeFolder(join(folder, part));
  removeFolder(folder);
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Bytes of all files in a folder, links not followed; 0 where there is none. */
export function folderBytes(folder: string): number {
  let bytes = 0;
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return 0;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += folderBytes(path);
    else bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Bytes as megabytes of a million, such as "274 MB". */
export function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
