import { benchCollect, CONTENDERS, type Measured } from "./collect.js";
import { benchTable, benchTargets, targetLines } from "./collect-report.js";

/** What a run may have measured: 2,561 series are 129 pages. */
const MEASURED: Measured[] = [
  {
    contender: "plain",
    distinct: 2023,
    seconds: 77.9,
    requests: 129,
    perSecond: 2,
    connections: 1,
  },
  {
    contender: "concurrent",
    distinct: 2031,
    seconds: 6.9,
    requests: 129,
    perSecond: 20,
    connections: 10,
  },
  {
    contender: "ours",
    distinct: 2561,
    seconds: 8.2,
    requests: 150,
    perSecond: 20,
    connections: 10,
  },
  { contender: "calm", distinct: 2561, seconds: 7.9, requests: 146, perSecond: 20, connections: 9 },
].map((measured) => ({ ...measured, series: 2561 }) as Measured);

function withOurs(fields: Partial<Measured>): Measured[] {
  return MEASURED.map((one) => (one.contender === "ours" ? { ...one, ...fields } : one));
}

test("the table has a row for each contender, as Markdown that is aligned", () => {
  expect(benchTable(MEASURED).split("\n")).toEqual([
    "| contender                             | coverage | requests | requests / pages | wall time | limit | wall / limit | most in a second | most connections |",
    "| ------------------------------------- | -------: | -------: | ---------------: | --------: | ----: | -----------: | ---------------: | ---------------: |",
    "| plain loop (sequential, 0.25 s pause) |    79.0% |      129 |             1.00 |    77.9 s | 6.5 s |        12.08 |                2 |                1 |",
    "| plain loop (10 at once, 20 a second)  |    79.3% |      129 |             1.00 |     6.9 s | 6.5 s |         1.07 |               20 |               10 |",
    "| ours                                  |   100.0% |      150 |             1.16 |     8.2 s | 7.5 s |         1.09 |               20 |               10 |",
    "| ours, catalogue that stands still     |   100.0% |      146 |             1.13 |     7.9 s | 7.3 s |         1.08 |               20 |                9 |",
  ]);
});

test("targets are compared with what was measured", () => {
  expect(targetLines(benchTargets(MEASURED)).split("\n")).toEqual([
    "- met: coverage of ours: all series, 0 missing",
    "- met: wall / limit of ours: at most 1.15, 1.093",
    "- met: times faster than the sequential loop: at least 5, 9.5",
    "- met: requests / pages where nothing moves: at most 2.5, 1.13",
    "- met: requests of ours in any second: at most 20, 20",
    "- met: connections of ours: at most 10, 10",
  ]);
});

test.each([
  [{ distinct: 2560 }, "- NOT MET: coverage of ours: all series, 1 missing"],
  [{ seconds: 8.7 }, "- NOT MET: wall / limit of ours: at most 1.15, 1.160"],
  [{ seconds: 16 }, "- NOT MET: times faster than the sequential loop: at least 5, 4.9"],
  [{ perSecond: 21 }, "- NOT MET: requests of ours in any second: at most 20, 21"],
  [{ connections: 11 }, "- NOT MET: connections of ours: at most 10, 11"],
])("%o misses its target", (fields, line) => {
  expect(targetLines(benchTargets(withOurs(fields)))).toContain(line);
});

test("too many requests in a calm catalogue miss their target", () => {
  const all = MEASURED.map((one) => (one.contender === "calm" ? { ...one, requests: 323 } : one));
  expect(targetLines(benchTargets(all))).toContain("- NOT MET: requests / pages");
});

test("each contender is measured at a server of its own, which counts its requests", async () => {
  const begun: string[] = [];
  const all = await benchCollect({
    series: 75,
    latencyMs: 5,
    seed: 4,
    onBegin: (name) => begun.push(name),
  });
  expect(begun).toEqual(Object.values(CONTENDERS));
  const of = Object.fromEntries(all.map((measured) => [measured.contender, measured]));
  // 75 series are four pages: the plain loops ask each of them once.
  expect(of.plain).toMatchObject({ requests: 4, series: 75, perSecond: 4, connections: 1 });
  expect(of.concurrent).toMatchObject({ requests: 4, series: 75 });
  expect(of.ours).toMatchObject({ distinct: 75 });
  expect(of.calm).toMatchObject({ distinct: 75 });
  // Four pauses of 0.25 s.
  expect(of.plain?.seconds).toBeGreaterThanOrEqual(1);
  // The genres, and each page once.
  expect(of.calm?.requests).toBeGreaterThanOrEqual(5);
  expect(of.calm?.requests).toBeLessThanOrEqual(10);
}, 15_000);

test("a run that is aborted stops", async () => {
  const controller = new AbortController();
  const running = benchCollect({
    series: 75,
    latencyMs: 5,
    onBegin: () => controller.abort(),
    signal: controller.signal,
  });
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
}, 15_000);
