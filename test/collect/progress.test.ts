import type { CollectProgress } from "../../lib/src/collect/progress.js";
import type { Collection } from "../../lib/src/data/collection.js";
import {
  atMostEvery,
  formatDuration,
  progressLine,
  rateMeter,
  shortfall,
} from "../../lib/src/collect/progress.js";

const HALFWAY: CollectProgress = {
  distinct: 1240,
  reported: 2561,
  requests: 65,
  planned: 130,
  rate: 18.94,
  secondsLeft: 3.4,
  done: false,
};

describe("progressLine", () => {
  test("has a bar of the requests, the count, the coverage, the rate and the time left", () => {
    expect(progressLine(HALFWAY)).toBe(
      "████████████░░░░░░░░░░░░ 1,240 of 2,561 series (48.4%), 18.9 requests a second, 4 s left",
    );
  });

  test("has no rate and no time as long as there are none", () => {
    expect(progressLine({ ...HALFWAY, rate: null, secondsLeft: null })).toBe(
      "████████████░░░░░░░░░░░░ 1,240 of 2,561 series (48.4%)",
    );
  });

  test("is the same at the end of every run, whatever its rate was", () => {
    const end = { distinct: 2561, reported: 2561, requests: 131, planned: 140, done: true };
    const line = "████████████████████████ 2,561 of 2,561 series (100.0%)";
    expect(progressLine({ ...end, rate: 19, secondsLeft: 0 })).toBe(line);
    expect(progressLine({ ...end, rate: null, secondsLeft: null, requests: 999 })).toBe(line);
  });

  test("an empty network has no coverage, and more requests than planned fill the bar", () => {
    const begin = { ...HALFWAY, distinct: 0, reported: 0, rate: null, secondsLeft: null };
    expect(progressLine({ ...begin, requests: 3, planned: 0 })).toBe(
      "░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 0 series",
    );
    expect(progressLine({ ...begin, requests: 3, planned: 2 })).toBe(
      "████████████████████████ 0 of 0 series",
    );
  });

  test.each([
    [
      88,
      "████████████░░░░░░░░░░░░ 1,240 of 2,561 series (48.4%), 18.9 requests a second, 4 s left",
    ],
    [87, "██████░░░░░░ 1,240 of 2,561 series (48.4%), 18.9 requests a second, 4 s left"],
    [60, "██████░░░░░░ 1,240 of 2,561 series (48.4%), 4 s left"],
    [45, "1,240 of 2,561 series (48.4%), 4 s left"],
    [30, "1,240 of 2,561 series (48.4%)"],
    [10, "1,240 of 2,561 series"],
  ])("in %i columns it leaves out what matters least", (columns, line) => {
    expect(progressLine(HALFWAY, columns)).toBe(line);
  });
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [59, "59 s"],
  [59.5, "1 min 0 s"],
  [125, "2 min 5 s"],
  [3_720, "1 h 2 min"],
])("%f seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("one series short of the total is no 100%", () => {
  const last = { ...HALFWAY, distinct: 2560, reported: 2561, done: true };
  expect(progressLine(last)).toMatch(/2,560 of 2,561 series \(above 99\.9%\)$/);
});

describe("rateMeter", () => {
  /** A meter whose clock stands at `time`. */
  function meterAt() {
    let now = 0;
    const measure = rateMeter(() => now);
    return (time: number, requests: number, planned: number) => {
      now = time;
      return measure(requests, planned);
    };
  }

  test("has no rate in the first half second, then the answers a second and the time left", () => {
    const at = meterAt();
    expect(at(1_000, 0, 100)).toEqual({ rate: null, secondsLeft: null });
    expect(at(1_400, 8, 100)).toEqual({ rate: null, secondsLeft: null });
    expect(at(2_000, 20, 100)).toEqual({ rate: 20, secondsLeft: 4 });
  });

  test("does not count what had come before it began", () => {
    const at = meterAt();
    at(0, 50, 100);
    expect(at(1_000, 60, 100)).toEqual({ rate: 10, secondsLeft: 4 });
  });

  test("forgets what is longer ago than five seconds", () => {
    const at = meterAt();
    for (let second = 0; second <= 10; second += 1) at(second * 1_000, second * 100, 2_000);
    for (let second = 11; second <= 15; second += 1) at(second * 1_000, 1_000 + second, 2_000);
    expect(at(16_000, 1_016, 2_000)).toEqual({ rate: 1, secondsLeft: 984 });
  });

  test("has no time left to tell when nothing comes, and none is left beyond the plan", () => {
    const at = meterAt();
    at(0, 5, 10);
    expect(at(1_000, 5, 10)).toEqual({ rate: 0, secondsLeft: null });
    expect(at(2_000, 15, 10)).toEqual({ rate: 5, secondsLeft: 0 });
  });
});

test("progress is shown at intervals, and the last in any case", () => {
  const shown: number[] = [];
  const show = atMostEvery(60_000, ({ requests }) => shown.push(requests));
  for (let requests = 1; requests <= 5; requests += 1) show({ ...HALFWAY, requests });
  show({ ...HALFWAY, requests: 6, done: true });
  expect(shown).toEqual([1, 6]);
});

describe("shortfall", () => {
  const shortfallOf = (fields: Partial<Collection>) =>
    shortfall({
      distinct_ids: 2561,
      reported_total: 2561,
      windows: [],
      problems: [],
      ...fields,
    } as unknown as Collection);

  test("is empty when every series has come", () => {
    const window = { window: "without a date", reported: 30, distinct: 30 };
    const kept = { id: 7, field: "vote_average", problem: "expected a number", kept: true };
    expect(shortfallOf({ windows: [window], problems: [kept] })).toEqual([]);
  });

  test("says how many are missing, in which parts, and which rows could not be used", () => {
    const lines = shortfallOf({
      distinct_ids: 2550,
      windows: [
        { window: "before 2001-05-06", reported: 1200, distinct: 1190 },
        { window: "2001-05-06 to 2026-01-01", reported: 1361, distinct: 1361 },
      ],
      problems: [
        { id: 12, field: "popularity", problem: 'expected a number, found "high"', kept: false },
        { id: null, field: "id", problem: "expected an integer, found nothing", kept: false },
      ],
    });
    expect(lines).toEqual([
      "11 series missing.",
      "  before 2001-05-06: 1,190 of 1,200",
      "2 rows could not be used:",
      '  id 12, popularity: expected a number, found "high"',
      "  no id, id: expected an integer, found nothing",
    ]);
  });

  test("lists ten parts and counts the rest", () => {
    const windows = Array.from({ length: 13 }, (_, i) => ({
      window: `part ${i + 1}`,
      reported: 2,
      distinct: 1,
    }));
    const lines = shortfallOf({ distinct_ids: 2548, windows });
    expect(lines).toHaveLength(12);
    expect(lines.slice(-2)).toEqual(["  part 10: 1 of 2", "  and 3 more"]);
  });

  test("more series than the total are reported too", () => {
    expect(shortfallOf({ distinct_ids: 2563 })).toEqual([
      "2 series more than the server reports: its count cannot be trusted, and series may " +
        "be missing.",
    ]);
  });
});

test("what is waited for takes the place of the bar, and is passed on at once", () => {
  const seen: string[] = [];
  const show = atMostEvery(60_000, (state) => seen.push(progressLine(state, 20)));
  const state = { distinct: 40, reported: 90, requests: 2, planned: 5, rate: 1, secondsLeft: 3 };
  show({ ...state, done: false });
  show({ ...state, done: false, waiting: "waiting for TMDb since 12:00:00" });
  show({ ...state, done: false, distinct: 0, waiting: "waiting for TMDb since 12:00:00" });
  expect(seen.slice(1)).toEqual([
    "40 series so far, waiting for TMDb since 12:00:00",
    "waiting for TMDb since 12:00:00",
  ]);
});
