/** The pauses that a server asks for. */
import type { Pace } from "./pace.js";

/** How long pauses are; all in milliseconds. */
export interface PauseOptions {
  /** The first pause if the server does not name one; doubled for each further one. */
  pause: number;
  /** The longest of these. */
  maxPause: number;
}

/** One pause for all requests of a client. */
export class Pauses {
  #began = -Infinity;
  #doublings = 0;

  constructor(
    private readonly pace: Pace,
    private readonly options: PauseOptions,
  ) {}

  /**
   * The server refused a request for now: no request starts for a while, and later ones are spaced
   * wider.
   *
   * @param asked the milliseconds that it asked for; null if it named none.
   * @param sentAt when the request was sent. Refusals of requests sent before the pause began
   * change nothing, unless they ask for a longer one.
   * @returns the milliseconds by which the wait has become longer at the server's request.
   */
  begin(asked: number | null, sentAt: number): number {
    const isNews = sentAt > this.#began;
    if (!isNews && asked === null) return 0;
    if (isNews) {
      this.#began = performance.now();
      this.pace.slowDown();
    }
    if (asked !== null) return this.pace.pause(asked);
    const { pause, maxPause } = this.options;
    const length = Math.min(maxPause, pause * 2 ** this.#doublings);
    this.#doublings += 1;
    // Jitter, so that clients that were refused together do not return together.
    this.pace.pause(length * (1 + Math.random() / 4));
    return 0;
  }

  /** A request was answered. */
  succeed(sentAt: number): void {
    if (sentAt > this.#began) this.#doublings = 0;
    this.pace.speedUp();
  }
}

/**
 * The milliseconds of a Retry-After header, given in seconds or as a date.
 *
 * A date is relative to the response's own Date, so that a wrong clock on either side does not
 * matter.
 *
 * @returns null if there is none, it is invalid, or it is in the past.
 */
export function retryAfter(headers: { get(name: string): string | null }): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000 || null;
  // A date has letters; Date.parse would read "-5" as a month.
  if (!/^[A-Za-z]{3,9},? /.test(value)) return null;
  const sent = Date.parse(headers.get("date") ?? "");
  const now = performance.timeOrigin + performance.now();
  const length = Date.parse(value) - (Number.isNaN(sent) ? now : sent);
  return length > 0 ? length : null;
}
