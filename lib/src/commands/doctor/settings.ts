/** What is set: `.env`, the key, the way to the network. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { proxyFor } from "../../base/proxy.js";
import { LIVE_BASE_URL, readSettings, type Settings } from "../../base/settings.js";
import { Connections } from "../../collect/tmdb/connections.js";
import { Tmdb } from "../../collect/tmdb/client.js";
import { look, type Finding } from "./finding.js";
import type { Place } from "./machine.js";

const NETWORK_MS = 3_000;

/** The settings, or the sentence about the one that is wrong. */
export function settingsOf({ root, env }: Place): Settings | UserError {
  try {
    return readSettings(env, root);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** `.env`, and what is set under names that nothing reads. */
export function lookAtEnv({ root }: Place, settings: Settings | UserError): Promise<Finding> {
  return look("Settings", () => {
    if (settings instanceof UserError) throw settings;
    const file = existsSync(join(root, ".env")) ? ".env is read" : "no .env, and none is needed";
    const text = `${file}; the network is ${settings.network.name}`;
    if (settings.notes.length === 0) return { state: "ok", text };
    return { state: "note", text, advice: settings.notes };
  });
}

/** Whether there is a key: never which. */
export function lookAtKey(settings: Settings | UserError): Promise<Finding> {
  return look("Key", () => {
    if (settings instanceof UserError) {
      return { state: "note", text: "unknown while the settings are wrong" };
    }
    if (settings.apiKey !== null) return { state: "ok", text: "yes (it is not shown)" };
    const file = settings.catalogueFile;
    if (file === null)
      return { state: "ok", text: "no: the simulated catalogue stands in for TMDb" };
    if (existsSync(file)) return { state: "ok", text: `no: ${file} is read in the place of TMDb` };
    const advice = ["Correct CATALOGUE_FILE, or remove it."];
    return { state: "fault", text: `no, and CATALOGUE_FILE ${file} does not exist`, advice };
  });
}

/** The proxy for the server, and the certificates of the network's own authority. */
export function lookAtProxy({ env }: Place, settings: Settings | UserError): Promise<Finding> {
  return look("Proxy", () => {
    const address = settings instanceof UserError ? LIVE_BASE_URL : settings.baseUrl;
    const { hostname } = new URL(address);
    const text = proxyFor(address, env)?.title ?? `none for ${hostname}`;
    const file = env["NODE_EXTRA_CA_CERTS"];
    if (!file) return { state: "ok", text };
    const fault = certificateFault(file);
    if (fault === null) return { state: "ok", text: `${text}; certificates of ${file}` };
    const advice = ["Node goes without them: correct NODE_EXTRA_CA_CERTS, or remove it."];
    return { state: "fault", text: `NODE_EXTRA_CA_CERTS is ${file}, ${fault}`, advice };
  });
}

function certificateFault(file: string): string | null {
  try {
    const text = readFileSync(file, "latin1");
    return text.includes("-----BEGIN ") ? null : "which has no certificate in PEM form";
  } catch (error) {
    return `which cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}

/** Whether the server answers, and takes the key. Without a key it is not needed. */
export function lookAtNetwork(
  { env }: Place,
  settings: Settings | UserError,
  waitMs = NETWORK_MS,
): Promise<Finding> {
  return look("Network", async () => {
    const baseUrl = settings instanceof UserError ? LIVE_BASE_URL : settings.baseUrl;
    if (!isProxyRight(baseUrl, env))
      return { state: "note", text: "not tried: the proxy is wrong" };
    const apiKey = settings instanceof UserError ? null : settings.apiKey;
    if (apiKey === null) return await reach(waitMs);
    const client = new Tmdb({ baseUrl, apiKey, contactPatience: waitMs });
    try {
      await client.genres();
      return { state: "ok", text: `${new URL(baseUrl).host} answers and takes the key` };
    } finally {
      await client.close();
    }
  });
}

function isProxyRight(address: string, env: NodeJS.ProcessEnv): boolean {
  try {
    proxyFor(address, env);
    return true;
  } catch {
    return false;
  }
}

async function reach(waitMs: number): Promise<Omit<Finding, "name">> {
  const { host } = new URL(LIVE_BASE_URL);
  const why = await whyNotReached(waitMs);
  if (why === null) return { state: "ok", text: `${host} answers` };
  return {
    state: "note",
    text: `${host} was not reached (${why}); without a key it is not needed`,
  };
}

/** TMDb refuses a request without a key as JSON; a proxy or a page for guests answers otherwise. */
async function whyNotReached(waitMs: number): Promise<string | null> {
  const connections = new Connections();
  const signal = AbortSignal.timeout(waitMs);
  try {
    const options = { headers: {}, timeout: waitMs, signal, onSent: () => undefined };
    const { status, body } = await connections.get(`${LIVE_BASE_URL}/configuration`, options);
    if (status === 407) return "the proxy wants a login (status 407)";
    const isTmdb = /^\s*\{/.test(body.toString("latin1"));
    return isTmdb ? null : `something else answers, with status ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    connections.close();
  }
}
