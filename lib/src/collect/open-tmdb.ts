/** Where to collect from: the configured server, or a sandbox in this process. */
import type { CheckpointIdentity } from "./checkpoint.js";
import { Secret } from "../base/secret.js";
import type { Settings } from "../base/settings.js";
import { Tmdb } from "./tmdb/client.js";
import type { TmdbLimits, TmdbOptions } from "./tmdb/options.js";

/** A server to collect from; close it when done. */
export interface OpenTmdb {
  tmdb: Tmdb;
  /** The server's name, which is the same in later processes. */
  identity: CheckpointIdentity;
  close: () => Promise<void>;
}

/** Options of the client besides rate and connections, which are settings. */
export type OpenOptions = Partial<TmdbLimits> & Pick<TmdbOptions, "signal" | "onWait">;

/** A client of the configured server, or of a sandbox in this process if there is no key. */
export async function openTmdb(settings: Settings, options: OpenOptions = {}): Promise<OpenTmdb> {
  const { apiKey, baseUrl } = settings;
  if (apiKey !== null) {
    const { requestsPerSecond, connections, patience } = settings;
    const limits = {
      ...{ requestsPerSecond, connections },
      ...(patience !== null && { patience: patience * 1000, contactPatience: patience * 1000 }),
    };
    const tmdb = new Tmdb({ baseUrl, apiKey, ...limits, ...options });
    const identity = { server: baseUrl, network_id: settings.networkId };
    return { tmdb, identity, close: () => tmdb.close() };
  }
  const { sandbox, server } = await startOwnSandbox(settings);
  const tmdb = new Tmdb({
    baseUrl: sandbox.baseUrl,
    apiKey: new Secret(sandbox.key),
    // No rate limit for the own sandbox.
    requestsPerSecond: Infinity,
    ...options,
  });
  const closeBoth = async (): Promise<void> => {
    await tmdb.close();
    await sandbox.close();
  };
  return { tmdb, identity: { server, network_id: settings.networkId }, close: closeBoth };
}

/** A sandbox with the simulated catalogue, and its name, the same in each process. */
async function startOwnSandbox({ networkId }: Settings) {
  const { startSandbox } = await import("../sandbox/server.js");
  const { simulateCatalogue, catalogueLabel } = await import("../sandbox/catalogue.js");
  // Each network has its own catalogue; Netflix's id is the default seed.
  const [titles, label] = [
    simulateCatalogue({ seed: networkId }),
    catalogueLabel({ seed: networkId }),
  ];
  const sandbox = await startSandbox({
    titles,
    label,
    kind: "simulated",
    networkId,
    // The order of the real API's pages changes too.
    scenarios: ["drift"],
  });
  return { sandbox, server: label };
}
