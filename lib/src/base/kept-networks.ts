/** TMDb's list of all networks, as it was downloaded last. */
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { cacheFolder } from "./folders.js";

/** A network of the list. */
export interface ListedNetwork {
  id: number;
  name: string;
}

/** The list with where it came from and when, in milliseconds since 1970. */
export interface KeptNetworks {
  exportsUrl: string;
  networks: ListedNetwork[];
  keptAt: number;
}

/** The file in which a project keeps the list. */
export function keptNetworksFile(root: string): string {
  return join(cacheFolder(root), "networks.json");
}

/** The list that is kept in a file; null if there is none that can be read. */
export function readKeptNetworks(file: string): KeptNetworks | null {
  try {
    const { mtimeMs: keptAt } = statSync(file);
    const kept = JSON.parse(readFileSync(file, "utf8")) as Omit<KeptNetworks, "keptAt">;
    return Array.isArray(kept.networks) ? { ...kept, keptAt } : null;
  } catch {
    return null;
  }
}

/** Keep the list in a file. */
export function keepNetworks(file: string, list: Omit<KeptNetworks, "keptAt">): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic.sync(file, JSON.stringify(list));
}
