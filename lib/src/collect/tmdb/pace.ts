/**
 * When the next request may be sent: evenly spaced, never more than the rate in any second, and
 * none during a pause that the server asked for.
 *
 * All times are those of `performance.now()`, which unlike the wall clock never jumps.
 */

/**
 * A little longer than the second for which the rate holds, as requests take different times to
 * arrive.
 */
const WINDOW = 1020;
/** The period over which the requests of one second are planned. */
const PLANNED = 1040;
/** The widest spacing after refusals, unless the rate itself is lower. */
const SLOWEST = 1000;
/** The first spacing after a refusal if there is no rate. */
const FIRST_SPACING = 10;
const SLOW_DOWN = 1.5;
/**
 * The factor of the spacing for each valid response: far from the rate, and below twice its
 * spacing.
 */
const RECOVERY = { far: 0.97, near: 0.995 };

/** A request that may be sent now. */
export interface Start {
  /** Call this when it is sent: until then it counts as being sent at any moment. */
  sent(): void;
}

/** A waiting request. */
interface Waiter {
  resolve: (start: Start) => void;
  reject: (reason: unknown) => void;
  signal: AbortSignal | undefined;
  abort: () => void;
}

/** Spaces requests; see {@link Pace.next}. */
export class Pace {
  /** The most requests in any window of {@link #span} milliseconds. */
  readonly #limit: number;
  readonly #span: number;
  readonly #baseSpacing: number;
  #spacing: number;
  /** When the next request is planned; a late timer does not delay all later ones. */
  #planned = -Infinity;
  #lastStart = -Infinity;
  #pausedUntil = -Infinity;
  /** When the requests of the last second were sent; Infinity for one that is about to be. */
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
      // Time in which no request was waiting is not made up for.
      if (this.#waiting.length === 0) this.#planned = Math.max(this.#planned, performance.now());
      this.#waiting.push(waiter);
      this.#pump();
    });
  }

  /**
   * Start no request for some milliseconds from now; a longer current pause stays.
   *
   * @returns the milliseconds by which the current pause has become longer.
   */
  pause(milliseconds: number): number {
    const now = performance.now();
    const before = Math.max(now, this.#pausedUntil);
    this.#pausedUntil = Math.max(before, now + milliseconds);
    this.#planned = Math.max(this.#planned, this.#pausedUntil);
    this.#pump();
    return this.#pausedUntil - before;
  }

  /** The current spacing of requests in milliseconds. */
  get spacing(): number {
    return this.#spacing;
  }

  /** Widen the spacing, because the server refuses requests as too many. */
  slowDown(): void {
    const slowest = Math.max(SLOWEST, this.#baseSpacing);
    this.#spacing = Math.min(slowest, Math.max(this.#spacing, FIRST_SPACING) * SLOW_DOWN);
  }

  /** Return slowly to the rate, because the server answers. */
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
        // Without a time limit the next sent() continues.
        if (wait < Infinity) this.#timer = setTimeout(() => this.#pump(), Math.ceil(wait));
        return;
      }
      this.#release(now);
    }
  }

  /** @returns when the next request may start; a time in the past if it may start now. */
  #earliest(now: number): number {
    // Two late timers must not send two requests together.
    const apart = this.#spacing > 4 ? this.#lastStart + this.#spacing / 2 : -Infinity;
    return Math.max(this.#pausedUntil, this.#planned, apart, this.#windowOpens(now));
  }

  /** When the sliding window has room for one more request. */
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
