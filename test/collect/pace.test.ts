import { Pace } from "../../lib/src/collect/tmdb/pace.js";
import { Pauses, retryAfter } from "../../lib/src/collect/tmdb/pauses.js";

/** The times of `n` starts, in milliseconds from the first, each sent at once. */
async function startTimes(pace: Pace, n: number): Promise<number[]> {
  const times = await Promise.all(
    Array.from({ length: n }, async () => {
      (await pace.next()).sent();
      return performance.now();
    }),
  );
  return times.map((time) => time - times[0]!);
}

/** The most of the given times within any window of the given length, its ends included. */
function mostWithin(times: readonly number[], window: number): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at <= from + window).length),
  );
}

/** Run on a clock that stands still but for the timers: the machine's own pauses are not in its times. */
async function onOwnClock<T>(work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
  try {
    const state = { isDone: false };
    const result = work().finally(() => (state.isDone = true));
    while (!state.isDone) await jest.advanceTimersToNextTimerAsync();
    return await result;
  } finally {
    jest.restoreAllMocks();
    jest.useRealTimers();
  }
}

/** As where a notebook computes from one time to the other: timers that are due then are late. */
function keepBusy(from: number, to: number): void {
  const began = performance.now();
  const timer = globalThis.setTimeout;
  jest.spyOn(globalThis, "setTimeout").mockImplementation((callback, delay = 0) => {
    const due = performance.now() - began + delay;
    return timer(callback, due > from && due < to ? to - (performance.now() - began) : delay);
  });
}

describe("starts", () => {
  test("are evenly spaced, as fast as the rate and never faster", async () => {
    const times = await onOwnClock(() => startTimes(new Pace(50), 130));
    expect(mostWithin(times, 1000)).toBeLessThanOrEqual(50);
    // 130 at 50 a second take 2.6 s.
    expect(times.at(-1)).toBeLessThan(1.06 * 2600);
    const gaps = times.slice(1).map((time, i) => time - times[i]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(21);
  });

  test("are as many in any second on the machine's clock", async () => {
    const times = await startTimes(new Pace(50), 130);
    expect(mostWithin(times, 1000)).toBeLessThanOrEqual(50);
  });

  test("make up for a busy event loop without ever exceeding the rate", async () => {
    const times = await onOwnClock(() => {
      keepBusy(200, 500);
      return startTimes(new Pace(50), 120);
    });
    expect(times.filter((at) => at > 200 && at < 500)).toEqual([]);
    expect(mostWithin(times, 1000)).toBeLessThanOrEqual(50);
    // 2,475 ms if it had not been busy, 2,775 ms if nothing were made up for; the rate allows no more than half.
    expect(times.at(-1)).toBeLessThan(2775 - 120);
  });

  test("do not make up for time in which nobody waited", async () => {
    const pace = new Pace(20);
    (await pace.next()).sent();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const times = await startTimes(pace, 5);
    expect(times.at(-1)).toBeGreaterThan(4 * 50);
  });

  test("count from when they left, not from when they were let go", async () => {
    const pace = new Pace(1);
    const first = await pace.next();
    const began = performance.now();
    // Its connection takes half a second to open.
    setTimeout(() => first.sent(), 500);
    await pace.next();
    expect(performance.now() - began).toBeGreaterThan(1500);
  });

  test("are as many as asked for at once where there is no rate", async () => {
    const times = await onOwnClock(() => startTimes(new Pace(Infinity), 1000));
    expect(times.at(-1)).toBe(0);
  });

  test("may be fewer than one a second", async () => {
    const times = await startTimes(new Pace(0.8), 2);
    expect(times[1]).toBeGreaterThan(1250);
  });

  test("heed no jump of the clock on the wall", async () => {
    const last = await onOwnClock(async () => {
      const times = startTimes(new Pace(50), 30);
      jest.setSystemTime(0);
      setTimeout(() => jest.setSystemTime(4e12), 200);
      return (await times).at(-1);
    });
    expect(last).toBeCloseTo(29 * 20.8, -1);
  });
});

describe("a pause", () => {
  test("holds all that wait, and those that come", async () => {
    const pace = new Pace(200);
    (await pace.next()).sent();
    const began = performance.now();
    const waiting = pace.next();
    pace.pause(300);
    await Promise.all([waiting, pace.next()]);
    expect(performance.now() - began).toBeGreaterThan(299);
  });

  test("is not made shorter by a shorter one", async () => {
    const pace = new Pace(Infinity);
    expect(pace.pause(200)).toBeCloseTo(200, 0);
    expect(pace.pause(50)).toBe(0);
    const began = performance.now();
    await pace.next();
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  test("ends at once for what is given up", async () => {
    const pace = new Pace(Infinity);
    pace.pause(60_000);
    const controller = new AbortController();
    const waiting = pace.next(controller.signal);
    controller.abort(new Error("given up"));
    await expect(waiting).rejects.toThrow("given up");
    await expect(pace.next(controller.signal)).rejects.toThrow("given up");
  });
});

describe("pauses that the server asks for", () => {
  const options = { pause: 1000, maxPause: 4000 };
  /** The length of the pause that `pace.pause` is told. */
  const recorded = (pace: Pace): number[] => {
    const lengths: number[] = [];
    jest.spyOn(pace, "pause").mockImplementation((length) => lengths.push(length));
    return lengths;
  };

  test("double where it names no length, with jitter, until a request succeeds", () => {
    const pace = new Pace(20);
    const lengths = recorded(pace);
    const pauses = new Pauses(pace, options);
    for (let i = 0; i < 4; i += 1) pauses.begin(null, Infinity);
    pauses.succeed(Infinity);
    pauses.begin(null, Infinity);
    [1000, 2000, 4000, 4000, 1000].forEach((length, i) => {
      expect(lengths[i]).toBeGreaterThanOrEqual(length);
      expect(lengths[i]).toBeLessThanOrEqual(length * 1.25);
    });
  });

  test("are one for all requests that were under way", () => {
    const pace = new Pace(20);
    const lengths = recorded(pace);
    const pauses = new Pauses(pace, options);
    const sentAt = performance.now();
    pauses.begin(null, sentAt);
    pauses.begin(null, sentAt);
    expect(lengths).toHaveLength(1);
    expect(pace.spacing).toBeCloseTo(52 * 1.5, 6);
  });

  test("slow the pace down to one a second at most, and successes bring it back", () => {
    const pace = new Pace(20);
    const pauses = new Pauses(pace, options);
    for (let i = 0; i < 20; i += 1) pauses.begin(10, Infinity);
    expect(pace.spacing).toBe(1000);
    for (let i = 0; i < 20; i += 1) pauses.succeed(0);
    expect(pace.spacing).toBeGreaterThan(500);
    for (let i = 0; i < 1000; i += 1) pauses.succeed(0);
    expect(pace.spacing).toBe(52);
  });

  test("slow down also where there was no rate", () => {
    const pace = new Pace(Infinity);
    pace.slowDown();
    expect(pace.spacing).toBe(15);
    for (let i = 0; i < 1000; i += 1) pace.speedUp();
    expect(pace.spacing).toBe(0);
  });
});

describe("Retry-After", () => {
  const date = "Wed, 21 Oct 2015 07:28:00 GMT";
  test.each<[string, Record<string, string>, number | null]>([
    ["seconds", { "retry-after": "7" }, 7000],
    ["parts of seconds", { "retry-after": "1.5" }, 1500],
    [
      "a date, from the answer's own",
      { "retry-after": date, date: "Wed, 21 Oct 2015 07:27:50 GMT" },
      10_000,
    ],
    ["a date that is past", { "retry-after": date, date: "Wed, 21 Oct 2015 07:29:00 GMT" }, null],
    ["a date that is past by the clock", { "retry-after": date }, null],
    ["nothing", {}, null],
    ["zero", { "retry-after": "0" }, null],
    ["a negative number", { "retry-after": "-5" }, null],
    ["words", { "retry-after": "in a moment" }, null],
    ["an empty text", { "retry-after": "" }, null],
  ])("of %s", (_, headers, expected) => {
    expect(retryAfter(new Headers(headers))).toBe(expected);
  });

  test("as a date without the answer's own counts from a clock that does not jump", () => {
    const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
    const now = jest.spyOn(Date, "now").mockReturnValue(0);
    const length = retryAfter(new Headers({ "retry-after": inTenSeconds }))!;
    now.mockRestore();
    expect(length).toBeGreaterThan(7_000);
    expect(length).toBeLessThanOrEqual(10_100);
  });
});
