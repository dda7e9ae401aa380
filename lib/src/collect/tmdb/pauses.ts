/** The pauses that a server asks for: how long, and for whom. */
import type { Pace } from "./pace.js";

/** How long pauses are; all in milliseconds. */
export interface PauseOptions {
  /** The first pause where the server names none; doubled for each further one. */
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
   * The server refused a request for now: nothing starts for a while, and after that less often.
   *
   * @param asked the milliseconds that it asked for, null where it named none.
   * @param sentAt when the request was sent. Those that were under way when the pause began say nothing
   * new, unless they ask for a longer one.
   * @returns the milliseconds by which a pause that the server asked for has made the waiting longer.
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
    // Clients that were refused together do not come back together.
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
 * A date counts from the answer's own Date: then a wrong clock, here or there, does no harm.
 *
 * @returns null when there is none, it makes no sense, or its time is past.
 */
export function retryAfter(headers: { get(name: string): string | null }): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000 || null;
  // A date has letters; Date.parse would take "-5" for a month.
  if (!/^[A-Za-z]{3,9},? /.test(value)) return null;
  const sent = Date.parse(headers.get("date") ?? "");
  const now = performance.timeOrigin + performance.now();
  const length = Date.parse(value) - (Number.isNaN(sent) ? now : sent);
  return length > 0 ? length : null;
}
