/** TMDb's list of all networks with their ids, from its daily exports. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { keepNetworks, readKeptNetworks, type ListedNetwork } from "../../base/kept-networks.js";
import { agentFor } from "../../base/proxy.js";

const DAY_MS = 86_400_000;
/** Days to go back for a list: a day may be missing, and today's appears at about 08:00 UTC. */
const DAYS = 5;
const TIMEOUT_MS = 15_000;
/** The real list has a few thousand lines. */
const MAX_LINES = 1_000_000;

/**
 * All networks: from the file kept for a day, otherwise from the latest export of the last days.
 *
 * @param exportsUrl the folder of the exports, such as `https://files.tmdb.org/p/exports`.
 * @param cacheFile where the list is kept.
 * @returns null if no list can be downloaded.
 */
export async function networkList(
  exportsUrl: string,
  cacheFile: string,
  now: Date = new Date(),
): Promise<ListedNetwork[] | null> {
  const kept = readKeptNetworks(cacheFile);
  const age = kept === null ? Infinity : Math.abs(now.getTime() - kept.keptAt);
  if (kept?.exportsUrl === exportsUrl && age <= DAY_MS) return kept.networks;
  for (let days = 0; days < DAYS; days += 1) {
    const day = new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
    const [year, month, date] = day.split("-");
    const name = `tv_network_ids_${month}_${date}_${year}.json.gz`;
    const answer = await download(`${exportsUrl}/${name}`);
    if (answer === "unreachable") return null;
    if (answer === null) continue;
    keepNetworks(cacheFile, { exportsUrl, networks: answer });
    return answer;
  }
  return null;
}

/**
 * The networks that match a name: those with exactly this name, otherwise those whose name begins
 * with it, otherwise those whose name contains it. Case, spaces and punctuation do not matter.
 */
export function networksNamed(list: readonly ListedNetwork[], text: string): ListedNetwork[] {
  const wanted = letters(text);
  if (wanted === "") return [];
  const tests = [
    (name: string) => name === wanted,
    (name: string) => name.startsWith(wanted),
    (name: string) => name.includes(wanted),
  ];
  for (const test of tests) {
    const hits = list.filter(({ name }) => test(letters(name)));
    if (hits.length > 0) return hits.sort((a, b) => a.id - b.id);
  }
  return [];
}

/** Letters and digits of every script. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Download a list and read it line by line; null if this day has no complete one. */
async function download(url: string): Promise<ListedNetwork[] | "unreachable" | null> {
  const { default: fetch } = await import("node-fetch");
  const agent = await agentFor(url);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { status, body } = await fetch(url, { agent, signal, redirect: "error" });
    if (status !== 200 || body === null) return null;
    const unpacked = createGunzip();
    const source = Readable.from(body).on("error", (error) => unpacked.destroy(error));
    const networks: ListedNetwork[] = [];
    for await (const line of createInterface({ input: source.pipe(unpacked) })) {
      const { id, name } = JSON.parse(line) as Partial<ListedNetwork>;
      if (Number.isInteger(id) && typeof name === "string") networks.push({ id: Number(id), name });
      if (networks.length > MAX_LINES) return null;
    }
    return networks.length > 0 ? networks : null;
  } catch (error) {
    const { type, code = "" } = error as { type?: string; code?: string };
    return type === "system" || signal.aborted || (code.startsWith("E") && !code.startsWith("ERR_"))
      ? "unreachable"
      : null;
  } finally {
    agent.destroy();
  }
}
