/**
 * When the next request may be sent: evenly spaced, never more than the rate in any second, and not
 * at all during a pause that the server asked for.
 *
 * All times are those of `performance.now()`: the clock on the wall may jump, this one does not.
 */

/** A little longer than the second for which the rate holds: requests are not equally long under way. */
const WINDOW = 1020;
/** The length over which the requests of one second are planned. */
const PLANNED = 1040;
/** Under pressure requests are at most this far apart, unless the rate itself is lower. */
const SLOWEST = 1000;
/** Where there is no rate, a server that asks for a pause gets requests this far apart at first. */
const FIRST_SPACING = 10;
const SLOW_DOWN = 1.5;
/** What each good answer makes of the spacing: far from the rate, and up to twice of what it should be. */
const RECOVERY = { far: 0.97, near: 0.995 };

/** A request that may be sent now. */
export interface Start {
  /** To be called when it is on its way: until then it counts as being sent at any moment. */
  sent(): void;
}

/** A request that waits for its turn. */
interface Waiter {
  resolve: (start: Start) => void;
  reject: (reason: unknown) => void;
  signal: AbortSignal | undefined;
  abort: () => void;
}

/** Spaces requests; see {@link Pace.next}. */
export class Pace {
  /** Requests that any window of {@link #span} milliseconds may have. */
  readonly #limit: number;
  readonly #span: number;
  readonly #baseSpacing: number;
  #spacing: number;
  /** When the next request is planned; a late timer does not push everything after it. */
  #planned = -Infinity;
  #lastStart = -Infinity;
  #pausedUntil = -Infinity;
  /** When the requests of the last second were sent; infinity for one that is about to be. */
  #starts: { at: number }[] = [];
  readonly #waiting: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param requestsPerSecond `Infinity` for no spacing. */
  constructor(requestsPerSecond: number) {
    this.#limit = Math.max(1, Math.floor(requestsPerSecond));
    this.#span = WINDOW * Math.max(1, 1 / requestsPerSecond);
    this.#baseSpacing = PLANNED / requestsPerSecond;
    this.#spacing = this.#baseSpacing;
  }

  /** Resolves when the next request may be sent; in the order of the calls. */
  next(signal?: AbortSignal): Promise<Start> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason as Error);
        if (this.#waiting.length === 0) clearTimeout(this.#timer);
      };
      const waiter: Waiter = { resolve, reject, signal, abort };
      signal?.addEventListener("abort", abort, { once: true });
      // Time that nobody waited for cannot be made up for.
      if (this.#waiting.length === 0) this.#planned = Math.max(this.#planned, performance.now());
      this.#waiting.push(waiter);
      this.#pump();
    });
  }

  /**
   * Let nothing start for some milliseconds from now; a longer pause under way stays.
   *
   * @returns the milliseconds by which the pause that was under way has become longer.
   */
  pause(milliseconds: number): number {
    const now = performance.now();
    const before = Math.max(now, this.#pausedUntil);
    this.#pausedUntil = Math.max(before, now + milliseconds);
    this.#planned = Math.max(this.#planned, this.#pausedUntil);
    this.#pump();
    return this.#pausedUntil - before;
  }

  /** Milliseconds between two requests at present. */
  get spacing(): number {
    return this.#spacing;
  }

  /** The server finds the requests too many: put them further apart. */
  slowDown(): void {
    const slowest = Math.max(SLOWEST, this.#baseSpacing);
    this.#spacing = Math.min(slowest, Math.max(this.#spacing, FIRST_SPACING) * SLOW_DOWN);
  }

  /** The server answers: come back to the rate, slowly. */
  speedUp(): void {
    const isFar = this.#spacing > 2 * Math.max(this.#baseSpacing, FIRST_SPACING);
    const recovery = isFar ? RECOVERY.far : RECOVERY.near;
    const spacing = Math.max(this.#baseSpacing, this.#spacing * recovery);
    this.#spacing = this.#baseSpacing === 0 && spacing < FIRST_SPACING / 2 ? 0 : spacing;
  }

  #pump(): void {
    clearTimeout(this.#timer);
    while (this.#waiting.length > 0) {
      const now = performance.now();
      const wait = this.#earliest(now) - now;
      if (wait > 0) {
        // Without a limit in time it is the next sent() that goes on.
        if (wait < Infinity) this.#timer = setTimeout(() => this.#pump(), Math.ceil(wait));
        return;
      }
      this.#release(now);
    }
  }

  /** @returns a time that is past when a request may start now. */
  #earliest(now: number): number {
    // Two timers that were late must not make a pair of requests.
    const apart = this.#spacing > 4 ? this.#lastStart + this.#spacing / 2 : -Infinity;
    return Math.max(this.#pausedUntil, this.#planned, apart, this.#windowOpens(now));
  }

  /** When the sliding window has room for one more. */
  #windowOpens(now: number): number {
    if (this.#limit === Infinity) return -Infinity;
    this.#starts = this.#starts.filter(({ at }) => at > now - this.#span);
    const tooMany = this.#starts.length - this.#limit;
    if (tooMany < 0) return -Infinity;
    const times = this.#starts.map(({ at }) => at).sort((a, b) => a - b);
    return times[tooMany]! + this.#span;
  }

  #release(now: number): void {
    const { resolve, signal, abort } = this.#waiting.shift()!;
    signal?.removeEventListener("abort", abort);
    this.#planned = Math.max(this.#planned, now - PLANNED) + this.#spacing;
    this.#lastStart = now;
    const start = { at: Infinity };
    if (this.#limit < Infinity) this.#starts.push(start);
    resolve({
      sent: () => {
        if (start.at < Infinity) return;
        start.at = performance.now();
        this.#pump();
      },
    });
  }
}
