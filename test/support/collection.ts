import type { Collection } from "../../lib/src/data/manifest.js";

/** A complete collection of simulated series, with what matters to a test set by `fields`. */
export function collectionOf(fields: Partial<Collection> = {}): Collection {
  return {
    source: { kind: "simulated", label: "simulated catalogue (seed 213)" },
    network_id: 213,
    network: "Netflix",
    collected_at: "2026-01-15T12:00:00.000Z",
    reported_total: 40,
    distinct_ids: 40,
    requests: 3,
    retries: 0,
    resumed: 0,
    sweeps: 1,
    complete: true,
    windows: [{ window: "every date", reported: 40, distinct: 40 }],
    problems: [],
    changes: [],
    settings: { language: "en-US", requests_per_second: 20, connections: 10 },
    versions: { project: "0.1.0", node: "20.0.0" },
    ...fields,
  };
}
