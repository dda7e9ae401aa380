/**
 * The configuration: environment variables win over `.env`, which wins over the defaults.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { misspeltNames, overriddenNames, readDotenv } from "./dotenv.js";
import { UserError } from "./errors.js";
import { showControls } from "./escape.js";
import { PROJECT_ROOT } from "./folders.js";
import { keptNetworksFile, readKeptNetworks } from "./kept-networks.js";
import { NETWORK_CHOICES, networkById, networkByName, NETWORKS, type Network } from "./networks.js";
import { Secret } from "./secret.js";

export type { Secret } from "./secret.js";

/** Where TensorFlow.js computes; `auto` takes the native backend if it loads, otherwise wasm. */
export type BackendChoice = "auto" | "tensorflow" | "wasm" | "cpu";

/** All settings; see docs/configuration.md. Paths are absolute. */
export interface Settings {
  /** The project's folder; relative paths in the configuration are relative to it. */
  root: string;
  /** TMDb key or token; null for the simulated catalogue. Prints as `[hidden]`. */
  apiKey: Secret | null;
  baseUrl: string;
  networkId: number;
  network: Network;
  /** Requests per second, evenly spaced; `Infinity` for no limit. */
  requestsPerSecond: number;
  /** Concurrent requests. */
  connections: number;
  /**
   * Seconds to wait for a server that gives no good answer; null for what the client does by
   * itself.
   */
  patience: number | null;
  /** A CSV to serve instead of the simulated catalogue when there is no key. */
  catalogueFile: string | null;
  dataDir: string;
  figuresDir: string;
  /** Null: the year in which the data were collected. */
  asOfYear: number | null;
  randomState: number;
  tfjsBackend: BackendChoice;
  /** Sentences about variables that have no effect; they never quote a value. */
  notes: string[];
}

/** The names of all settings. */
const NAMES: readonly string[] = [
  ...["TMDB_API_KEY", "TMDB_BASE_URL", "TMDB_NETWORK_ID", "TMDB_REQUESTS_PER_SECOND"],
  ...[
    "TMDB_CONNECTIONS",
    "TMDB_EXPORTS_URL",
    "TMDB_PATIENCE",
    "CATALOGUE_FILE",
    "DATA_DIR",
    "FIGURES_DIR",
    "AS_OF_YEAR",
  ],
  ...["RANDOM_STATE", "TFJS_BACKEND"],
];

/** The stages of the analysis, each a CSV file. */
export type Stage = "all" | "clean" | "with_hit" | "features_v1";

/** TMDb's live API. */
export const LIVE_BASE_URL = "https://api.themoviedb.org/3";

const BACKENDS: readonly string[] = ["auto", "tensorflow", "wasm", "cpu"];

let inUse: Settings | null = null;

/**
 * The settings that this process read last, so that what a cell calls without settings goes by those of
 * the cell; read from the environment when there are none yet.
 */
export function settingsInUse(): Settings {
  return inUse ?? readSettings();
}

/**
 * Read the configuration. What takes no settings, such as `show`, goes by those that were read last.
 *
 * @param env variables that win over those of `.env`; default `process.env`.
 * @param root the folder with `.env`; default the project's.
 * @throws UserError naming the variable whose value is invalid.
 */
export function readSettings(
  env: NodeJS.ProcessEnv = process.env,
  root: string = PROJECT_ROOT,
): Settings {
  const file = readDotenv(root, NAMES);
  const merged = { ...file.values, ...withoutEmpty(env) };
  const text = (name: string): string | null => merged[name]?.trim() || null;
  const integer = (name: string, low: number, high: number): number | null => {
    const value = text(name);
    if (value === null) return null;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < low || number > high) {
      throw wrong(name, `an integer from ${low} to ${high}`, value);
    }
    return number;
  };
  const path = (name: string): string | null => {
    const value = text(name);
    return value === null ? null : resolve(root, value);
  };
  const apiKey = readKey(text("TMDB_API_KEY"));
  const baseUrl = readBaseUrl(text("TMDB_BASE_URL"), apiKey);
  const network = named(readNetwork(text("TMDB_NETWORK_ID")), root);
  const catalogueFile = path("CATALOGUE_FILE");
  const tfjsBackend = text("TFJS_BACKEND")?.toLowerCase() ?? "auto";
  if (!BACKENDS.includes(tfjsBackend)) {
    throw wrong("TFJS_BACKEND", "one of auto, tensorflow, wasm, cpu", tfjsBackend);
  }
  inUse = {
    root,
    apiKey,
    baseUrl,
    networkId: network.id,
    network,
    requestsPerSecond: readRate(text("TMDB_REQUESTS_PER_SECOND")),
    connections: integer("TMDB_CONNECTIONS", 1, 100) ?? 10,
    patience: integer("TMDB_PATIENCE", 1, 86_400),
    catalogueFile,
    dataDir: path("DATA_DIR") ?? join(root, "data"),
    figuresDir: path("FIGURES_DIR") ?? join(root, "assets", "figures"),
    asOfYear: integer("AS_OF_YEAR", 1900, 2200),
    randomState: integer("RANDOM_STATE", 0, 2 ** 32 - 1) ?? 42,
    tfjsBackend: tfjsBackend as BackendChoice,
    notes: [
      ...file.notes,
      ...misspeltNames(env, NAMES),
      ...overriddenNames(file, env, NAMES),
      ...(catalogueFile !== null && apiKey !== null
        ? ["TMDB_API_KEY is not used: the catalogue file goes before it."]
        : []),
    ],
  };
  return inUse;
}

/**
 * The value of TMDB_NETWORK_ID if it is a name to look up in TMDb's list; null if unset, or if it
 * looks like a secret.
 */
export function readNetworkName(
  env: NodeJS.ProcessEnv,
  root: string = PROJECT_ROOT,
): string | null {
  const value = variable("TMDB_NETWORK_ID", env, root);
  return value === null || !quotable(value).startsWith('"') ? null : value;
}

/**
 * The folder of TMDb's daily exports.
 *
 * @throws UserError if TMDB_EXPORTS_URL is not a plain http(s) address.
 */
export function readExportsUrl(env: NodeJS.ProcessEnv, root: string = PROJECT_ROOT): string {
  const value = variable("TMDB_EXPORTS_URL", env, root) ?? "https://files.tmdb.org/p/exports";
  const url = URL.canParse(value) ? new URL(value) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    url.search
  ) {
    throw wrong("TMDB_EXPORTS_URL", "a plain http(s) address of a folder", null);
  }
  return value.replace(/\/+$/, "");
}

function variable(name: string, env: NodeJS.ProcessEnv, root: string): string | null {
  const merged = { ...readDotenv(root, NAMES).values, ...withoutEmpty(env) };
  return merged[name]?.trim() || null;
}

/** The path of a stage's CSV, such as `data/netflix_tv_clean.csv`. */
export function stagePath(settings: Settings, stage: Stage): string {
  return join(settings.dataDir, `${settings.network.slug}_tv_${stage}.csv`);
}

/** The network for prose: "Netflix (network 213)", or "Network 77" if only the id is known. */
export function networkTitle({ network }: Settings): string {
  const { id, name } = network;
  return name === networkById(id).name && !NETWORKS.some((listed) => listed.id === id)
    ? name
    : `${name} (network ${id})`;
}

function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

/** An error never quotes the key, it only says what is wrong with it. */
function readKey(text: string | null): Secret | null {
  // TMDb's own examples show a token with this prefix.
  const key = text?.replace(/^(Authorization:\s*)?Bearer\s+/i, "") || null;
  if (key === null) return null;
  if (/[^\x21-\x7e]|["'`]/.test(key)) {
    throw new UserError(
      "TMDB_API_KEY contains a space, a quotation mark or a character that no key has. Copy it again from your TMDb " +
        "account's API settings.",
    );
  }
  return new Secret(key);
}

function readNetwork(value: string | null): Network {
  if (value === null) return networkById(213);
  const network = networkByName(value);
  if (network === null) throw wrong("TMDB_NETWORK_ID", NETWORK_CHOICES, value);
  return network;
}

/** A network other than the nine, with its name in TMDb's list where that was downloaded before. */
function named(network: Network, root: string): Network {
  if (NETWORKS.some(({ id }) => id === network.id)) return network;
  const list = readKeptNetworks(keptNetworksFile(root))?.networks ?? [];
  const listed = list.find(({ id }) => id === network.id);
  return listed === undefined ? network : { ...network, name: showControls(listed.name) };
}

function readRate(value: string | null): number {
  if (value === null) return 20;
  if (value.toLowerCase() === "unlimited") return Infinity;
  const rate = Number(value);
  // Node's timers cannot wait for longer intervals.
  if (!/^\d+(\.\d+)?$/.test(value) || rate < 0.01 || rate > 10_000) {
    const expected = 'a number of requests from 0.01 to 10000, or "unlimited"';
    throw wrong("TMDB_REQUESTS_PER_SECOND", expected, value);
  }
  return rate;
}

function readBaseUrl(value: string | null, apiKey: Secret | null): string {
  if (value === null) return LIVE_BASE_URL;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw wrong("TMDB_BASE_URL", `an http(s) address such as ${LIVE_BASE_URL}`, null);
  }
  const url = new URL(value);
  const holdsKey = apiKey !== null && apiKey.reveal().length >= 8 && apiKey.redact(value) !== value;
  if (url.username || url.password || url.search || url.hash || holdsKey || KEYS.test(value)) {
    throw new UserError(
      "TMDB_BASE_URL must be a plain address without a user, a password, a query or a key in its path: put " +
        "the key into TMDB_API_KEY.",
    );
  }
  if (apiKey === null) {
    throw new UserError(
      `TMDB_BASE_URL names ${quotable(url.host)}, but TMDB_API_KEY is empty. Set the key for this server, ` +
        "or remove TMDB_BASE_URL to run on the simulated catalogue.",
    );
  }
  return value.replace(/\/+$/, "");
}

/** The formats of TMDb's keys. */
const KEYS = /[0-9a-f]{32}|eyJ[\w-]{8}/i;

/**
 * The value in quotes if it cannot hold a secret: short, and made of the characters of names and
 * numbers.
 */
function quotable(value: string): string {
  return /^[\p{L}\p{N} .,:+&'/_-]{1,30}$/u.test(value) && !KEYS.test(value)
    ? `"${value}"`
    : "a value that is not repeated here because it may contain a key or a password";
}

/** @param found null if the value must not be repeated in any case. */
function wrong(name: string, expected: string, found: string | null): UserError {
  const what = found === null ? "something else" : quotable(found);
  return new UserError(
    `${name}: expected ${expected}, found ${what}. Correct it in .env or in the environment.`,
  );
}
