/** How long a server may go without a good answer. */

/** Time that the server itself asked for is not counted, up to this multiple of the limit. */
const MAX_ALLOWANCE = 10;
/** A timer later than this, in milliseconds, tells of a process that stood still. */
const STOOD_STILL = 2000;

/** Measures the time since the last good answer while requests are open, on a clock that never jumps. */
export class Patience {
  #open = 0;
  /** When the time at present began. */
  #since = 0;
  #allowed = 0;
  #timer: NodeJS.Timeout | undefined;
  /** When the last answer came, and the timer that tells of the silence since. */
  #last = 0;
  #notice: NodeJS.Timeout | undefined;

  /**
   * @param limit milliseconds without a good answer.
   * @param onEnd called when they have passed.
   * @param silence called every so many milliseconds without an answer, with those since the last one.
   */
  constructor(
    public limit: number,
    private readonly onEnd: () => void,
    private readonly silence?: { every: number; tell: (milliseconds: number) => void },
  ) {}

  /** A request is open. */
  open(): void {
    this.#open += 1;
    if (this.#open === 1) this.answered();
  }

  /** A request has ended, in one way or another. */
  close(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    clearTimeout(this.#timer);
    clearInterval(this.#notice);
  }

  /** A good answer came: the time begins anew. */
  answered(): void {
    this.#since = this.#last = performance.now();
    this.#allowed = 0;
    this.#arm();
    clearInterval(this.#notice);
    if (this.#open === 0 || this.silence === undefined) return;
    const { every, tell } = this.silence;
    this.#notice = setInterval(() => tell(performance.now() - this.#last), every);
  }

  /** The server asked for a pause of some milliseconds: they are not counted. */
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
