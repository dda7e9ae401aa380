/** Where to collect from: the configured server, or a sandbox of this process. */
import type { CheckpointIdentity } from "./checkpoint.js";
import { Secret } from "../base/secret.js";
import type { Settings } from "../base/settings.js";
import { Tmdb, type TmdbManners, type TmdbOptions } from "./tmdb/client.js";

/** A place to collect from, to be closed when done. */
export interface OpenTmdb {
  tmdb: Tmdb;
  /** What is asked, by a name that is the same in the next process. */
  identity: CheckpointIdentity;
  close: () => Promise<void>;
}

/** How the client behaves, besides pace and connections, which are settings. */
export type OpenOptions = Partial<TmdbManners> & Pick<TmdbOptions, "signal" | "onWait">;

/** A client of the configured server, or of a sandbox in this process when there is no key. */
export async function openTmdb(settings: Settings, options: OpenOptions = {}): Promise<OpenTmdb> {
  const { apiKey, baseUrl } = settings;
  if (apiKey !== null) {
    const { requestsPerSecond, connections, patience } = settings;
    const manners = {
      ...{ requestsPerSecond, connections },
      ...(patience !== null && { patience: patience * 1000, contactPatience: patience * 1000 }),
    };
    const tmdb = new Tmdb({ baseUrl, apiKey, ...manners, ...options });
    const identity = { server: baseUrl, network_id: settings.networkId };
    return { tmdb, identity, close: () => tmdb.close() };
  }
  const { sandbox, server } = await startOwnSandbox(settings);
  const tmdb = new Tmdb({
    baseUrl: sandbox.baseUrl,
    apiKey: new Secret(sandbox.key),
    // Politeness is for other people's servers.
    requestsPerSecond: Infinity,
    ...options,
  });
  const closeBoth = async (): Promise<void> => {
    await tmdb.close();
    await sandbox.close();
  };
  return { tmdb, identity: { server, network_id: settings.networkId }, close: closeBoth };
}

/** A sandbox with the simulated catalogue, and the name of it, the same in each process. */
async function startOwnSandbox({ networkId }: Settings) {
  const { startSandbox } = await import("../sandbox/server.js");
  const { simulateCatalogue, catalogueLabel } = await import("../sandbox/catalogue.js");
  // A catalogue of its own for each network; Netflix's number is the default seed.
  const [titles, label] = [
    simulateCatalogue({ seed: networkId }),
    catalogueLabel({ seed: networkId }),
  ];
  const sandbox = await startSandbox({
    titles,
    label,
    kind: "simulated",
    networkId,
    // The order of the real API's pages moves too.
    scenarios: ["drift"],
  });
  return { sandbox, server: label };
}
