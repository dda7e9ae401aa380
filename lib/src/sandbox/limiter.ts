/** Requests over time: as a limit that the server sets, and as a measure of how it was treated. */

/** The largest number of requests in any window of one second, and of connections at once. */
export interface Peaks {
  perSecond: number;
  connections: number;
}

/** Counts how many of the latest times lie within a window. */
export class SlidingCount {
  readonly #times: number[] = [];

  /** @param length of the window in milliseconds. */
  constructor(private readonly length: number) {}

  /** Add a time, later than those before; returns how many lie in the window that ends with it. */
  add(time: number): number {
    this.#times.push(time);
    while (this.#times[0]! <= time - this.length) this.#times.shift();
    return this.#times.length;
  }
}

/** A limit of requests a second; who goes over it is refused for a while. */
export class Limiter {
  readonly #count: SlidingCount;
  #closedUntil = -Infinity;
  #refusals = 0;

  /**
   * @param perSecond requests that are let through in a second.
   * @param timeScale the length of its second, in seconds.
   */
  constructor(
    private readonly perSecond: number,
    private readonly timeScale: number,
  ) {
    this.#count = new SlidingCount(1000 * timeScale);
  }

  /**
   * Whether a request is let through now.
   *
   * @returns null if it is, else the headers of the refusal: how long to wait in whole seconds, as a
   * date, or nothing at all, in turn. Who waits that long is let through.
   */
  refuse(now: number): Record<string, string> | null {
    if (now >= this.#closedUntil) {
      if (this.#count.add(now) <= this.perSecond) return null;
      this.#closedUntil = now + 1000 * this.timeScale;
    }
    this.#refusals += 1;
    const left = this.#closedUntil - now;
    switch (this.#refusals % 3) {
      case 0:
        return {};
      case 1:
        return { "retry-after": String(Math.ceil(left / 1000)) };
      default:
        // Such a date has whole seconds.
        return {
          "retry-after": new Date(1000 * Math.ceil((Date.now() + left) / 1000)).toUTCString(),
        };
    }
  }
}
