import type { Collection } from "../../lib/src/data/collection.js";

/** The fields of a collection that came from a file. */
export const FROM_FILE: Partial<Collection> = {
  source: { kind: "file", label: "catalogue file mine.csv" },
  collected_at: null,
  reported_total: null,
  complete: null,
  requests: 0,
  sweeps: 0,
  windows: [],
  settings: null,
  as_of_year: 2025,
  file: {
    name: "mine.csv",
    bytes: 12_345,
    sha256: "a".repeat(64),
    rows: 42,
    modified_at: "2026-02-03T04:05:06.000Z",
    read_at: "2026-11-27T00:00:00.000Z",
  },
  changes: [
    {
      column: "first_air_date",
      unit: "value",
      count: 30,
      of: 40,
      what: "had a time of day: cut off",
      lost: false,
      example: "2021-12-12 00:00:00",
      row: 1,
    },
  ],
};

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
