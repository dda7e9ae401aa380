/** Requests over kept connections, limited in number, time and size. */
import type http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { agentFor, certificateWords } from "../../base/proxy.js";

/** The largest body, before and after decompression: 16 MB. */
const MAX_BODY = 16 * 2 ** 20;
const TOO_LARGE = "its response is larger than 16 MB, which no response of TMDb is.";
/**
 * Milliseconds for the server to notice that a broken connection is closed before a new one is
 * opened.
 */
const CLOSING = 30;

/** A response with its body decompressed. */
export interface WireAnswer {
  status: number;
  headers: { get(name: string): string | null };
  body: Buffer;
}

/** An error below HTTP, in words that do not quote the address, which contains the key. */
export class WireFault extends Error {
  /** Whether a retry cannot help: a response of absurd size, or an untrusted certificate. */
  readonly lasts: boolean;

  constructor(message: string, { lasts = false } = {}) {
    super(message);
    this.lasts = lasts;
  }
}

/** Options of {@link Connections.get}. */
export interface GetOptions {
  headers: Record<string, string>;
  /** Milliseconds for the whole response. */
  timeout: number;
  /** Cancels the request. */
  signal: AbortSignal;
  /** Called when the request is sent, after a new connection has been established. */
  onSent: () => void;
}

/**
 * Kept connections to one server. Each has its own agent with a single socket, so that there are
 * never more connections than concurrent requests. They go through the proxy that the environment
 * names.
 */
export class Connections {
  readonly #idle = new Set<http.Agent>();
  readonly #all = new Set<http.Agent>();

  /**
   * GET `url`. Redirects are not followed.
   *
   * @throws WireFault if no complete response was received, or one above 16 MB.
   */
  async get(url: string, options: GetOptions): Promise<WireAnswer> {
    const agent = await this.#take(url);
    try {
      const answer = await exchange(url, agent, options);
      this.#idle.add(agent);
      return answer;
    } catch (error) {
      agent.destroy();
      this.#all.delete(agent);
      if (!options.signal.aborted) await new Promise((resolve) => setTimeout(resolve, CLOSING));
      throw error;
    }
  }

  /** Close all connections, including those in use. */
  close(): void {
    for (const agent of this.#all) agent.destroy();
    this.#all.clear();
    this.#idle.clear();
  }

  async #take(url: string): Promise<http.Agent> {
    const [idle] = this.#idle;
    if (idle !== undefined) {
      this.#idle.delete(idle);
      return idle;
    }
    const agent = await agentFor(url, { keepAlive: true, maxSockets: 1 });
    this.#all.add(agent);
    return agent;
  }
}

async function exchange(
  url: string,
  agent: http.Agent,
  { headers, timeout, signal, onSent }: GetOptions,
): Promise<WireAnswer> {
  const { default: fetch } = await import("node-fetch");
  const attempt = new AbortController();
  const abort = (): void => attempt.abort();
  const timer = setTimeout(abort, timeout);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    const answer = fetch(url, {
      agent,
      // Responses may be compressed with a wrong header or none: they are decompressed here by
      // their bytes.
      headers: { ...headers, "accept-encoding": "gzip" },
      compress: false,
      redirect: "manual",
      signal: attempt.signal,
    });
    whenConnected(agent, onSent);
    const { status, headers: received, body } = await answer;
    const bytes = await readAll(body);
    return { status, headers: received, body: unpack(bytes, received.get("content-encoding")) };
  } catch (error) {
    if (attempt.signal.aborted) throw new WireFault("no complete answer in time");
    throw error instanceof WireFault ? error : wireFault(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    // Free the rest of a body that was not read to its end.
    attempt.abort();
  }
}

/** Call back when the agent's socket is ready: now, or after the handshake. */
function whenConnected(agent: http.Agent, callBack: () => void): void {
  const [socket] = Object.values<Socket[] | undefined>(agent.sockets).flat();
  if (socket === undefined || !socket.connecting) callBack();
  else socket.once(agent instanceof https.Agent ? "secureConnect" : "connect", callBack);
}

async function readAll(body: NodeJS.ReadableStream | null): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) throw new WireFault(TOO_LARGE, { lasts: true });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * Decompress a body by its first bytes, otherwise by its header; unchanged if the header is wrong.
 */
function unpack(body: Buffer, label: string | null): Buffer {
  const limit = { maxOutputLength: MAX_BODY };
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  try {
    if (isGzip) return gunzipSync(body, limit);
    if (label === "br") return brotliDecompressSync(body, limit);
    if (label === "deflate") return inflateSync(body, limit);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new WireFault(TOO_LARGE, { lasts: true });
    }
    if (isGzip) throw new WireFault("compressed data that cannot be decompressed");
  }
  return body;
}

const FAULTS: Readonly<Record<string, string>> = {
  ERR_STREAM_PREMATURE_CLOSE: "the connection was closed in the middle of the response",
  ENOTFOUND: "ENOTFOUND: no server of this name",
  EAI_AGAIN: "EAI_AGAIN: the name service does not answer",
};

/** What went wrong, in a few words: the system's code if there is one. */
function wireFault(error: unknown): WireFault {
  const { code = "", message } = error as { code?: string; message: string };
  const words = certificateWords(code);
  if (words !== null) return new WireFault(words, { lasts: true });
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) {
    return new WireFault(`${code}: the server does not speak valid TLS`);
  }
  if (code === "" && /proxy/i.test(message))
    return new WireFault("the proxy closed the connection");
  return new WireFault(FAULTS[code] ?? (code || "connection failed"));
}
