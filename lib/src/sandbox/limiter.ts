/** Requests over time: the server's limit, and the load it has measured. */

/** The largest number of requests in any window of one second, and of connections at once. */
export interface Peaks {
  perSecond: number;
  connections: number;
}

/** Counts how many of the latest times lie within a window. */
export class SlidingCount {
  readonly #times: number[] = [];

  /** @param length the length of the window in milliseconds. */
  constructor(private readonly length: number) {}

  /**
   * Add a time, later than the previous ones.
   *
   * @returns how many lie in the window that ends with it.
   */
  add(time: number): number {
    this.#times.push(time);
    while (this.#times[0]! <= time - this.length) this.#times.shift();
    return this.#times.length;
  }
}

/** A limit of requests per second; clients that exceed it are refused for a while. */
export class Limiter {
  readonly #count: SlidingCount;
  #closedUntil = -Infinity;
  #refusals = 0;

  /**
   * @param perSecond requests that are allowed in a second.
   * @param timeScale the length of its second, in seconds.
   */
  constructor(
    private readonly perSecond: number,
    private readonly timeScale: number,
  ) {
    this.#count = new SlidingCount(1000 * timeScale);
  }

  /**
   * Whether a request is allowed now.
   *
   * @returns null if it is, otherwise the headers of the refusal: in turn the time to wait in whole
   * seconds, as a date, or nothing. A client that waits that long is allowed.
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
        // HTTP dates have whole seconds.
        return {
          "retry-after": new Date(1000 * Math.ceil((Date.now() + left) / 1000)).toUTCString(),
        };
    }
  }
}
