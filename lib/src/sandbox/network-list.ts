/**
 * The sandbox's daily list of networks, in the format of TMDb's exports: gzip, one JSON document
 * per line.
 */
import { gzipSync } from "node:zlib";
import { NETWORKS } from "../base/networks.js";

/** Invented networks, for names that are not in the short list. */
const MADE = ["Lantern Stream", "Lantern Kids", "Harbour One", "Harbour One"];
const FIRST_MADE_ID = 900_001;

const PATH = /^\/p\/exports\/tv_network_ids_\d\d_\d\d_\d{4}\.json\.gz$/;

/** The list for the path of an export; null for any other path. */
export function networkListFor(path: string): Buffer | null {
  if (!PATH.test(path)) return null;
  const made = MADE.map((name, i) => ({ id: FIRST_MADE_ID + i, name }));
  const lines = [...NETWORKS, ...made].map(({ id, name }) => JSON.stringify({ id, name }));
  return gzipSync(`${lines.join("\n")}\n`);
}
