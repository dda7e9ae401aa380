/** How long to wait for a server that sends no valid response. */

/** Pauses that the server asked for are not counted, up to this multiple of the limit. */
const MAX_ALLOWANCE = 10;
/** A timer later than this, in milliseconds, shows that the process was suspended. */
const STOOD_STILL = 2000;

/**
 * Measures the time since the last valid response while requests are open, on a monotonic clock.
 */
export class Patience {
  #open = 0;
  /** When the current period began. */
  #since = 0;
  #allowed = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When the last response was received, and the timer that reports the silence since. */
  #last = 0;
  #notice: NodeJS.Timeout | undefined;

  /**
   * @param limit milliseconds without a valid response.
   * @param onEnd called when they have passed.
   * @param silence called at intervals without a response, with the milliseconds since the last
   * one.
   */
  constructor(
    public limit: number,
    private readonly onEnd: () => void,
    private readonly silence?: { every: number; tell: (milliseconds: number) => void },
  ) {}

  /** A request was sent. */
  open(): void {
    this.#open += 1;
    if (this.#open === 1) this.answered();
  }

  /** A request has ended, successfully or not. */
  close(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    clearTimeout(this.#timer);
    clearInterval(this.#notice);
  }

  /** A valid response was received: start again from zero. */
  answered(): void {
    this.#since = this.#last = performance.now();
    this.#allowed = 0;
    this.#arm();
    clearInterval(this.#notice);
    if (this.#open === 0 || this.silence === undefined) return;
    const { every, tell } = this.silence;
    this.#notice = setInterval(() => tell(performance.now() - this.#last), every);
  }

  /** The server asked for a pause: its milliseconds are not counted. */
  allow(milliseconds: number): void {
    const most = MAX_ALLOWANCE * this.limit - this.#allowed;
    const allowed = Math.min(milliseconds, most);
    this.#allowed += allowed;
    this.#since += allowed;
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#open === 0) return;
    const due = this.#since + this.limit;
    this.#timer = setTimeout(
      () => {
        const late = performance.now() - due;
        if (late < STOOD_STILL) {
          this.onEnd();
          return;
        }
        this.#since += late + this.limit / 2;
        this.#arm();
      },
      Math.max(0, due - performance.now()),
    );
  }
}
