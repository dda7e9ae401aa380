/** Sending a response: unchanged, or with what a scenario does to it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { normalQuantile } from "../stats/distributions.js";
import type { Fault } from "./faults.js";

/** A response before it is sent. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  fault?: Fault | null;
  /** Whether the body is gzip without a header that says so. */
  isGzip?: boolean;
  /** Whether the body is sent in pieces. */
  dribbles: boolean;
  timeScale: number;
  /** A number in [0, 1) for each name, the same whenever this request is answered. */
  random: (name: string) => number;
}

const PIECES = 8;
/** The longest time for a body in pieces, in milliseconds. */
const LONGEST_BODY = 2_000;
/** Median and longest delay of a slow response in milliseconds, and the spread of its logarithm. */
const SLOW = { median: 250, longest: 3_000, spread: 0.9 };

/** The delay of a slow response in milliseconds: lognormal. */
export function latencyOf(random: Answer["random"]): number {
  const uniform = Math.min(1 - 1e-6, Math.max(1e-6, random("latency")));
  return Math.min(SLOW.longest, SLOW.median * Math.exp(SLOW.spread * normalQuantile(uniform)));
}

/** Send a response. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
  answer: Answer,
): void {
  const { fault, isGzip = false } = answer;
  const text = fault?.kind === "answer" ? fault.body : JSON.stringify(bodyOf(answer));
  const body = isGzip ? gzipSync(text) : Buffer.from(text);
  const status = fault?.kind === "answer" ? fault.status : answer.status;
  const isHtml = fault?.kind === "answer" && fault.type === "html";
  const all = {
    ...headers,
    ...(isHtml ? { "content-type": "text/html;charset=utf-8" } : {}),
    ...answer.headers,
  };
  const half = body.subarray(0, Math.floor(body.length / 2));
  const write = (part: Buffer, length: number): void => {
    response.writeHead(status, { ...all, "content-length": length });
    response.write(part);
  };
  if (request.method === "HEAD") {
    response.writeHead(status, { ...all, "content-length": body.length }).end();
  } else if (fault?.kind === "reset" && fault.at === "start") {
    request.socket.resetAndDestroy();
  } else if (fault?.kind === "reset" || (fault?.kind === "cut" && !fault.honest)) {
    write(half, body.length);
    // Not before the first half is sent.
    setTimeout(() => request.socket.destroy(), 5);
  } else if (fault?.kind === "endless") {
    write(half, body.length);
  } else if (fault?.kind === "cut") {
    write(half, half.length);
    response.end();
  } else if (answer.dribbles) {
    dribble(response, status, all, body, answer);
  } else {
    write(body, body.length);
    response.end();
  }
}

function bodyOf({ body, fault }: Answer): unknown {
  const rows = (body as { results?: unknown[] }).results;
  if (fault?.kind !== "rows" || rows === undefined) return body;
  return { ...(body as object), results: rows.slice(0, Math.floor(rows.length * fault.share)) };
}

function dribble(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
  { random, timeScale }: Answer,
): void {
  response.writeHead(status, { ...headers, "content-length": body.length });
  const pause = (LONGEST_BODY * (0.1 + 0.9 * random("body")) * timeScale) / PIECES;
  const size = Math.ceil(body.length / PIECES);
  let at = 0;
  const next = (): void => {
    if (response.destroyed) return;
    response.write(body.subarray(at, (at += size)));
    if (at < body.length) setTimeout(next, pause);
    else response.end();
  };
  next();
}
