/** Faults that are injected into responses; all of them were observed with real servers. */
import { draw } from "./draws.js";
import type { Scenario } from "./scenarios.js";

/** What happens to a response instead of being sent. */
export type Fault =
  /** A response with another status or body. */
  | { kind: "answer"; status: number; body: string; type?: "json" | "html" }
  /** The connection is closed: before the headers, or in the middle of the body. */
  | { kind: "reset"; at: "start" | "middle" }
  /** The body stops in the middle, and the connection stays open. */
  | { kind: "endless" }
  /** The body is truncated, with the original length in the header or, if `honest`, its own. */
  | { kind: "cut"; honest: boolean }
  /** The page lacks some of its rows, or all of them. */
  | { kind: "rows"; share: number };

const json = (status: number, body: unknown): Fault => ({
  kind: "answer",
  status,
  body: JSON.stringify(body),
});
const html = (status: number, title: string): Fault => ({
  kind: "answer",
  status,
  type: "html",
  body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});
const failure = (status: number, status_code: number, status_message: string): Fault =>
  json(status, { success: false, status_code, status_message });

/** The body of a 429, also used by the limiter. */
export const TOO_MANY = {
  status_code: 25,
  status_message: "Your request count (54) is over the allowed limit of 40.",
};

interface FaultSource {
  scenario: Scenario;
  /** Share of the requests with one of its faults. */
  chance: number;
  faults: readonly Fault[];
}

const SOURCES: readonly FaultSource[] = [
  { scenario: "flaky", chance: 0.003, faults: [{ kind: "endless" }] },
  {
    scenario: "flaky",
    chance: 0.08,
    faults: [
      { kind: "reset", at: "start" },
      { kind: "reset", at: "middle" },
      failure(500, 11, "Internal error: Something went wrong, contact TMDb."),
      failure(502, 43, "Couldn't connect to the backend server."),
      failure(503, 46, "The API is undergoing maintenance. Try again later."),
      failure(504, 24, "Your request to the backend server timed out. Try again."),
    ],
  },
  { scenario: "rate-limit", chance: 0.02, faults: [json(429, TOO_MANY)] },
  {
    scenario: "html-errors",
    chance: 0.08,
    faults: [
      html(200, "Just a moment..."),
      html(403, "403 Forbidden"),
      html(404, "404 Not Found"),
      html(500, "500 Internal Server Error"),
      html(502, "502 Bad Gateway"),
      html(503, "503 Service Unavailable"),
      json(500, { status_message: "Internal error: Something went wrong, contact TMDb." }),
      json(503, { errors: ["service unavailable"] }),
      json(502, { success: false }),
      json(200, { success: true }),
      json(200, {}),
      { kind: "answer", status: 200, body: "" },
    ],
  },
  {
    scenario: "truncated",
    chance: 0.08,
    faults: [
      { kind: "cut", honest: false },
      { kind: "cut", honest: true },
      { kind: "rows", share: 0.6 },
      { kind: "rows", share: 0 },
    ],
  },
];

/** The most faults in a row for one query. */
const MOST_IN_A_ROW = 3;

/** Decides which requests get a fault. */
export class Faults {
  readonly #inARow = new Map<string, number>();

  constructor(
    private readonly scenarios: ReadonlySet<Scenario>,
    private readonly seed: number,
  ) {}

  /** The fault of the `nth` request of a query, null for none. */
  next(query: string, nth: number): Fault | null {
    const before = this.#inARow.get(query) ?? 0;
    const fault = before < MOST_IN_A_ROW ? this.#find(query, nth) : null;
    if (fault !== null) this.#inARow.set(query, before + 1);
    else if (before > 0) this.#inARow.delete(query);
    return fault;
  }

  #find(query: string, nth: number): Fault | null {
    for (const [at, { scenario, chance, faults }] of SOURCES.entries()) {
      if (!this.scenarios.has(scenario)) continue;
      if (draw(this.seed, scenario, at, query, nth) >= chance) continue;
      const which = draw(this.seed, scenario, at, query, nth, "which");
      return faults[Math.floor(which * faults.length)]!;
    }
    return null;
  }
}
