import { createHash } from "node:crypto";
import { Agent, get, type IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import { UserError } from "../../lib/src/base/errors.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { CatalogueIndex } from "../../lib/src/sandbox/catalogue-index.js";
import { Changes } from "../../lib/src/sandbox/changes.js";
import {
  filterTitles,
  parseFilters,
  parseSort,
  sortTitles,
} from "../../lib/src/sandbox/discover-query.js";
import { Limiter, SlidingCount } from "../../lib/src/sandbox/limiter.js";
import { driftingPage } from "../../lib/src/sandbox/order.js";
import { makePages } from "../../lib/src/sandbox/pages.js";
import { drifted } from "../../lib/src/sandbox/schema-drift.js";
import { parseScenarios, type Scenario, SCENARIOS } from "../../lib/src/sandbox/scenarios.js";
import { latencyOf } from "../../lib/src/sandbox/sending.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../lib/src/sandbox/server.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";

const titles = simulateCatalogue({ series: 130 });
const ALL = Object.keys(SCENARIOS) as Scenario[];
/** High enough that no test meets the limit by the way. */
const NO_LIMIT = 10_000;

jest.setTimeout(15_000);
const running: Sandbox[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

async function start(
  scenarios: readonly Scenario[],
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox({
    titles,
    label: "test",
    kind: "simulated",
    scenarios,
    limitPerSecond: NO_LIMIT,
    ...options,
  });
  running.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});
afterAll(() => agent.destroy());

type Row = Record<string, unknown>;

/** What came back, whatever it was. */
interface Outcome {
  /** 0 where the connection ended before the headers. */
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  end: "whole" | "cut" | "reset" | "endless";
  /** Milliseconds from the headers to the end. */
  read: number;
}

/** Two silences of this length in the middle of a body are taken for its never ending. */
const SILENCE_MS = 150;

function ask(sandbox: Sandbox, query: string, path = "discover/tv"): Promise<Outcome> {
  const url = `${sandbox.baseUrl}/${path}?api_key=${sandbox.key}&${query}`;
  return new Promise((resolve) => {
    const sent = get(url, { agent }, (response) => {
      const began = performance.now();
      const chunks: Buffer[] = [];
      const finish = (end: Outcome["end"]): void => {
        clearTimeout(silence);
        const read = performance.now() - began;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, bytes: Buffer.concat(chunks), end, read });
      };
      // Two, because the first may be this process's own: then there is something to read after it.
      let silences = 0;
      const silence = setTimeout(() => {
        if (++silences < 2) return silence.refresh();
        finish("endless");
        return sent.destroy();
      }, SILENCE_MS);
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        silences = 0;
        silence.refresh();
      });
      response.on("end", () => finish("whole"));
      response.on("error", () => finish("cut"));
    });
    sent.on("error", () => {
      resolve({ status: 0, headers: {}, bytes: Buffer.of(), end: "reset", read: 0 });
    });
  });
}

/** The outcomes in the order of the queries, eight at a time. */
function askAll(sandbox: Sandbox, queries: readonly string[]): Promise<Outcome[]> {
  return Promise.all(queries.map((query) => ask(sandbox, query)));
}

/** Queries for the first page that the sandbox holds for different ones. */
const queries = (count: number, query = "page=1"): string[] =>
  Array.from({ length: count }, (_, i) => `${query}&n=${i}`);

/** The body as JSON, unpacked if it is gzip; null if it is no JSON object. */
function jsonOf({ bytes }: Outcome): Row | null {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString("utf8")) as Row;
  } catch {
    return null;
  }
}

const rowsOf = (outcome: Outcome): Row[] => (jsonOf(outcome)?.results ?? []) as Row[];
const idsOf = (outcome: Outcome): unknown[] => rowsOf(outcome).map(({ id }) => id);

/** How often each text occurs. */
function countsOf(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

/** How an outcome can be told from others: its end, status, length of the list, code, or first words. */
function kindOf(outcome: Outcome): string {
  const { end, status, bytes } = outcome;
  if (end !== "whole") return status === 0 ? end : `${status} ${end}`;
  const body = jsonOf(outcome);
  if (Array.isArray(body?.results)) return `${status} ${body.results.length} rows`;
  if (body !== null) return `${status} ${JSON.stringify(body).slice(0, 46)}`;
  return `${status} ${bytes.toString("utf8").slice(0, 15)}`.trim();
}

/** The catalogue by id, as the sandbox sends it. */
const onWire = new Map<unknown, Row>(
  titles.map((title) => {
    const first_air_date = title.first_air_date ?? (title.id % 4 === 0 ? null : "");
    return [title.id, { ...title, overview: title.overview ?? "", first_air_date }];
  }),
);

describe("names of scenarios", () => {
  test("come one by one, or in lists", () => {
    expect(parseScenarios(["drift"])).toEqual(["drift"]);
    expect(parseScenarios(["slow", "drift"])).toEqual(["drift", "slow"]);
    expect(parseScenarios(["flaky,slow+huge|drift", "slow"])).toEqual([
      "drift",
      "flaky",
      "slow",
      "huge",
    ]);
    expect(parseScenarios([])).toEqual([]);
  });

  test("all is every one of them, calm is none", () => {
    expect(parseScenarios(["all"])).toEqual([
      "drift",
      "flaky",
      "rate-limit",
      "cdn-gzip",
      "html-errors",
      "truncated",
      "totals-change",
      "schema-drift",
      "slow",
      "huge",
    ]);
    expect(parseScenarios(["calm"])).toEqual([]);
    expect(parseScenarios(["calm", "slow"])).toEqual(["slow"]);
  });

  test("that are unknown are refused with a list of those that are known", () => {
    const parse = () => parseScenarios(["drift,Flaky"]);
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(
      "--scenario: expected some of drift, flaky, rate-limit, cdn-gzip, html-errors, truncated, " +
        'totals-change, schema-drift, slow, huge, or all, or calm; found "Flaky".',
    );
  });
});

describe("luck", () => {
  const digest = ({ status, end, bytes }: Outcome): string =>
    `${status} ${end} ${end === "whole" ? createHash("sha256").update(bytes).digest("hex") : ""}`;
  /** Those whose answers do not hang on time or on the number of the request. */
  const timeless = ALL.filter((name) => name !== "slow" && name !== "totals-change");
  const asked = [...queries(40), ...queries(20)];

  test("is the same for the same seed, in whatever order requests come", async () => {
    const [first, second] = [await start(timeless), await start(timeless)];
    const forwards = (await askAll(first, asked)).map(digest);
    const backwards = await askAll(second, [...queries(40)].reverse());
    const again = await askAll(second, queries(20));
    expect([...backwards.reverse(), ...again].map(digest)).toEqual(forwards);
  });

  test("is another one for another seed, and for the next request", async () => {
    const sandbox = await start(timeless);
    const other = await start(timeless, { scenarioSeed: 214 });
    const answers = (await askAll(sandbox, queries(40))).map(digest);
    const others = (await askAll(other, queries(40))).map(digest);
    const again = (await askAll(sandbox, queries(40))).map(digest);
    const same = (list: string[]) => list.filter((text, i) => text === answers[i]).length;
    expect(same(others)).toBeLessThan(6);
    expect(same(again)).toBeLessThan(6);
  });

  test("does not hang on the key", async () => {
    const [sandbox, other] = [await start(timeless), await start(timeless, { key: "another" })];
    const some = [...queries(40), ...Array.from({ length: 20 }, (_, i) => `page=${501 + i}`)];
    const answers = (await askAll(sandbox, some)).map(digest);
    expect((await askAll(other, some)).map(digest)).toEqual(answers);
  });

  test("has no part in a calm sandbox", async () => {
    const sandbox = await start([]);
    const answers = (await askAll(sandbox, queries(40))).map(digest);
    expect(new Set(answers).size).toBe(1);
  });
});

describe("drift", () => {
  test("lets a plain walk through the default catalogue get about 79% of it", async () => {
    const catalogue = simulateCatalogue();
    const sandbox = await start(["drift"], { titles: catalogue });
    const seen = new Set<unknown>();
    for (let page = 1; page <= 129; page++) {
      const outcome = await ask(sandbox, `with_networks=213&page=${page}`);
      expect(jsonOf(outcome)).toMatchObject({ page, total_pages: 129, total_results: 2561 });
      idsOf(outcome).forEach((id) => seen.add(id));
    }
    expect(seen.size / 2561).toBeGreaterThan(0.76);
    expect(seen.size / 2561).toBeLessThan(0.82);
  });

  test("does so for other lucks, 77 to 81% in the mean", () => {
    const sort = { field: "popularity", direction: "desc" } as const;
    const sorted = sortTitles(simulateCatalogue(), sort);
    const walk = (luck: number): number => {
      const seen = new Set<number>();
      for (let page = 1; page <= 129; page++) {
        driftingPage(sorted, sort, page, luck + page).forEach(({ id }) => seen.add(id));
      }
      return seen.size / 2561;
    };
    const shares = Array.from({ length: 8 }, (_, i) => walk(1000 * i));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.77);
    expect(mean).toBeLessThan(0.81);
  });

  test("moves the order by popularity between requests, and no value", async () => {
    const sandbox = await start(["drift"]);
    const orders = [];
    for (let i = 0; i < 10; i++) {
      const rows = rowsOf(await ask(sandbox, "page=3"));
      orders.push(rows.map(({ id }) => id).join());
      for (const row of rows) expect(row).toEqual(onWire.get(row.id));
    }
    expect(new Set(orders).size).toBe(10);
  });

  test.each(["asc", "desc"] as const)(
    "has each row on one page of a request, by popularity %s",
    (direction) => {
      const sort = { field: "popularity", direction } as const;
      const sorted = sortTitles(simulateCatalogue(), sort);
      const pages = Array.from({ length: 129 }, (_, i) => driftingPage(sorted, sort, i + 1, 5));
      const rows = pages.flat();
      expect(rows).toHaveLength(2561);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(2561);
      expect(rows.filter((row, i) => row !== sorted[i]).length).toBeGreaterThan(2000);
      expect(driftingPage(sorted, sort, 130, 5)).toEqual([]);
      // About a twentieth up or down is the most that a popularity moves.
      const sign = direction === "asc" ? 1 : -1;
      const levels = rows.map(({ popularity }) => sign * Math.log(popularity + 1e-4));
      const rises = levels.slice(1).map((level, i) => level - levels[i]!);
      expect(Math.min(...rises)).toBeLessThan(0);
      expect(Math.min(...rises)).toBeGreaterThan(-0.11);
    },
  );

  const tied = titles.slice(0, 60).map((title, i): DiscoverTitle => {
    const five = String(Math.floor(i / 5)).padStart(2, "0");
    return { ...title, name: five, original_name: five, vote_count: i - (i % 5), popularity: 5 };
  });

  test.each(["name.asc", "original_name.desc", "vote_count.desc", "first_air_date.asc"])(
    "moves %s in its ties only",
    async (sort_by) => {
      const undated = tied.map((title, i) => ({
        ...title,
        first_air_date: i % 6 === 0 ? null : `20${10 + (i % 4)}-01-01`,
      }));
      const sandbox = await start(["drift"], { titles: undated });
      const sort = parseSort(new URLSearchParams({ sort_by }));
      const values = sortTitles(undated, sort).map((title) => title[sort.field]);
      const orders = new Set<string>();
      for (let time = 0; time < 5; time++) {
        const pages = await askAll(
          sandbox,
          [1, 2, 3].map((page) => `sort_by=${sort_by}&page=${page}`),
        );
        const rows = pages.flatMap(rowsOf);
        expect(rows.map((row) => (row[sort.field] === "" ? null : row[sort.field]))).toEqual(
          values,
        );
        orders.add(rows.map(({ id }) => id).join());
      }
      expect(orders.size).toBe(5);
    },
  );

  test("leaves an order without ties as it is", async () => {
    const sandbox = await start(["drift"], {
      titles: tied.map((title, i) => ({ ...title, name: `Series ${i + 10}` })),
    });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(idsOf(await ask(sandbox, "sort_by=name.asc&page=2")));
    const expected = tied.slice(20, 40).map(({ id }) => id);
    expect(answers).toEqual([expected, expected, expected, expected]);
  });
});

describe("faults", () => {
  test("flaky resets, fails with 500 to 504, and seldom never ends", async () => {
    const sandbox = await start(["flaky"]);
    const counts = countsOf((await askAll(sandbox, queries(1500))).map(kindOf));
    expect(Object.keys(counts).sort()).toEqual([
      "200 20 rows",
      "200 cut",
      "200 endless",
      '500 {"success":false,"status_code":11,"status_mess',
      '502 {"success":false,"status_code":43,"status_mess',
      '503 {"success":false,"status_code":46,"status_mess',
      '504 {"success":false,"status_code":24,"status_mess',
      "reset",
    ]);
    expect(1500 - (counts["200 20 rows"] ?? 0)).toBeGreaterThan(0.06 * 1500);
    expect(1500 - (counts["200 20 rows"] ?? 0)).toBeLessThan(0.11 * 1500);
    expect(counts["200 endless"]).toBeLessThan(0.007 * 1500);
  });

  test("html-errors answers with pages, codeless errors and a 200 without results", async () => {
    const sandbox = await start(["html-errors"]);
    const outcomes = await askAll(sandbox, queries(1000));
    const counts = countsOf(outcomes.map(kindOf));
    expect(Object.keys(counts).sort()).toEqual([
      "200",
      "200 20 rows",
      "200 <!DOCTYPE html>",
      '200 {"success":true}',
      "200 {}",
      "403 <!DOCTYPE html>",
      "404 <!DOCTYPE html>",
      "500 <!DOCTYPE html>",
      '500 {"status_message":"Internal error: Something w',
      "502 <!DOCTYPE html>",
      '502 {"success":false}',
      "503 <!DOCTYPE html>",
      '503 {"errors":["service unavailable"]}',
    ]);
    expect(counts["200 20 rows"]).toBeGreaterThan(890);
    expect(counts["200 20 rows"]).toBeLessThan(945);
    for (const outcome of outcomes) {
      const isHtml = kindOf(outcome).includes("<!DOCTYPE");
      expect(outcome.headers["content-type"]).toBe(
        isHtml ? "text/html;charset=utf-8" : "application/json;charset=utf-8",
      );
      expect(outcome.headers["x-catalogue-kind"]).toBe("simulated");
    }
  });

  test("truncated cuts bodies short, and gives pages with few rows or none", async () => {
    const sandbox = await start(["truncated"]);
    const outcomes = await askAll(sandbox, queries(600));
    const counts = countsOf(outcomes.map(kindOf));
    // The fourth is JSON that stops in the middle while its length says that it is whole.
    expect(Object.keys(counts).sort()).toEqual([
      "200 0 rows",
      "200 12 rows",
      "200 20 rows",
      "200 cut",
      '200 {"page":1,"resu',
    ]);
    expect(counts["200 20 rows"]).toBeGreaterThan(0.89 * 600);
    expect(counts["200 20 rows"]).toBeLessThan(0.95 * 600);
    for (const outcome of outcomes.filter((some) => / (0|12) rows$/.test(kindOf(some)))) {
      expect(jsonOf(outcome)).toMatchObject({ page: 1, total_pages: 7, total_results: 130 });
    }
    const cut = outcomes.find(({ end }) => end === "cut");
    expect(cut?.bytes.length).toBeLessThan(Number(cut?.headers["content-length"]));
  });

  test("come at most three in a row for one query, from all scenarios together", async () => {
    const faulty = ALL.filter((name) => name !== "slow");
    const sandbox = await start(faulty);
    let [longest, count] = [0, 0];
    await Promise.all(
      queries(6, "page=2&sort_by=name.asc").map(async (query) => {
        for (let time = 0, run = 0; time < 100; time++) {
          const isGood = rowsOf(await ask(sandbox, query)).length === 20;
          run = isGood ? 0 : run + 1;
          if (!isGood) count += 1;
          longest = Math.max(longest, run);
        }
      }),
    );
    expect(longest).toBe(3);
    expect(count).toBeGreaterThan(0.2 * 600);
  });

  test("meet the list of genres too, and never a request that is wrong itself", async () => {
    const sandbox = await start(["flaky", "html-errors"]);
    const genres = await Promise.all(
      queries(100).map((query) => ask(sandbox, query, "genre/tv/list")),
    );
    const good = genres.filter((outcome) => Array.isArray(jsonOf(outcome)?.genres)).length;
    expect(good).toBeGreaterThan(70);
    expect(good).toBeLessThan(97);
    const wrong = await askAll(sandbox, queries(100, "page=501"));
    expect(countsOf(wrong.map(({ status }) => String(status)))).toEqual({ 400: 100 });
  });
});

test("cdn-gzip packs three in ten bodies and does not say so", async () => {
  const sandbox = await start(["cdn-gzip"]);
  const outcomes = await askAll(sandbox, queries(400));
  const packed = outcomes.filter(({ bytes }) => bytes.readUInt16BE(0) === 0x1f8b);
  expect(packed.length).toBeGreaterThan(0.24 * 400);
  expect(packed.length).toBeLessThan(0.36 * 400);
  const plain = outcomes.find(({ bytes }) => bytes[0] === 0x7b)?.bytes.toString();
  for (const { bytes, status, headers } of packed) {
    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBeUndefined();
    expect(headers["content-type"]).toBe("application/json;charset=utf-8");
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(gunzipSync(bytes).toString()).toBe(plain);
  }
});

describe("rate-limit", () => {
  const tooMany = {
    status_code: 25,
    status_message: "Your request count (54) is over the allowed limit of 40.",
  };

  test("refuses what is over the limit, and lets through who waits as told", async () => {
    const sandbox = await start(["rate-limit"], { limitPerSecond: 5 });
    const outcomes = await askAll(sandbox, queries(8));
    const refused = outcomes.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    expect(refused.map(jsonOf)).toEqual([tooMany, tooMany, tooMany]);
    const seconds = refused
      .map(({ headers }) => headers["retry-after"])
      .find((text) => text === "1");
    expect(seconds).toBe("1");
    await new Promise((resolve) => setTimeout(resolve, 1010));
    expect((await ask(sandbox, "page=2")).status).toBe(200);
  });

  test("says how long as seconds, as a date, or not at all", () => {
    const now = jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 0, 31, 23, 59, 58, 200));
    const limiter = new Limiter(2, 1);
    const headers = [0, 10, 20, 30, 40, 620, 1019].map((time) => limiter.refuse(time));
    now.mockRestore();
    expect(headers).toEqual([
      null,
      null,
      { "retry-after": "1" },
      // At 58.2 seconds it is closed for another 0.99.
      { "retry-after": "Sun, 01 Feb 2026 00:00:00 GMT" },
      {},
      { "retry-after": "1" },
      { "retry-after": "Sat, 31 Jan 2026 23:59:59 GMT" },
    ]);
    expect(limiter.refuse(1020)).toBeNull();
  });

  test("takes any window of its second, shorter where time is", () => {
    const limiter = new Limiter(3, 0.1);
    expect([0, 60, 90, 110, 165].map((time) => limiter.refuse(time))).toEqual(Array(5).fill(null));
    expect(limiter.refuse(185)).not.toBeNull();
    expect(limiter.refuse(284)).not.toBeNull();
    expect(limiter.refuse(285)).toBeNull();
  });

  test("also refuses one in fifty for no reason, never one without a key", async () => {
    const sandbox = await start(["rate-limit"]);
    const outcomes = await askAll(sandbox, queries(1000));
    const refused = outcomes.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(9);
    expect(refused.length).toBeLessThan(33);
    expect(refused.map(jsonOf)).toEqual(refused.map(() => tooMany));
    const strict = await start(["rate-limit"], { limitPerSecond: 1 });
    const keyless = await Promise.all([1, 2, 3].map(() => fetch(`${strict.baseUrl}/discover/tv`)));
    expect(keyless.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});

describe("totals-change", () => {
  const catalogue = simulateCatalogue({ series: 400 });
  const ids = new Set<unknown>(catalogue.map(({ id }) => id));
  const walk = async (sandbox: Sandbox): Promise<unknown[]> => {
    const pages = Array.from({ length: 20 }, (_, i) => `sort_by=name.asc&page=${i + 1}`);
    return (await askAll(sandbox, pages)).flatMap(idsOf);
  };

  test("moves the totals until as many requests as there are pages, then is the catalogue", async () => {
    const sandbox = await start(["totals-change"], { titles: catalogue });
    const totals: unknown[] = [];
    for (let i = 0; i < 19; i++) totals.push(jsonOf(await ask(sandbox, `n=${i}`))?.total_results);
    expect(totals[0]).toBe(396);
    expect(new Set(totals).size).toBeGreaterThan(3);
    const rows = await walk(sandbox);
    expect(rows).toHaveLength(400);
    expect(new Set(rows)).toEqual(ids);
    expect(jsonOf(await ask(sandbox, "page=1"))).toMatchObject({
      total_pages: 20,
      total_results: 400,
    });
  });

  test("has series at first that are not in the catalogue, and lacks others", async () => {
    const sandbox = await start(["totals-change"], { titles: catalogue });
    // The walk is over just before the last change.
    const seen = new Set((await walk(sandbox)).filter((id) => !ids.has(id)));
    expect(seen.size).toBeGreaterThan(0);
    const changes = new Changes(catalogue, 213);
    expect(changes.leavers).toHaveLength(4);
    const leavers = new Set<unknown>(changes.leavers.map(({ id }) => id));
    expect([...seen].every((id) => leavers.has(id))).toBe(true);
    const first = changes.visible([...catalogue, ...changes.leavers], 1);
    expect(first.filter(({ id }) => leavers.has(id))).toHaveLength(4);
    expect(first.filter(({ id }) => ids.has(id))).toHaveLength(392);
    expect(changes.visible([...catalogue, ...changes.leavers], 20)).toEqual(catalogue);
    expect([19, 20].map((request) => changes.isOver(request))).toEqual([false, true]);
  });

  test("adds and removes in the same months, so that some totals cancel", () => {
    const changes = new Changes(catalogue, 213);
    const all = [...catalogue, ...changes.leavers];
    const before = changes.visible(all, 1);
    const months = changes.leavers.map((title) => title.first_air_date?.slice(0, 7) ?? "none");
    const count = (rows: readonly DiscoverTitle[], month: string): number =>
      rows.filter((row) => (row.first_air_date?.slice(0, 7) ?? "none") === month).length;
    const cancelling = months.filter((month) => count(before, month) === count(catalogue, month));
    expect(cancelling.length).toBeGreaterThan(0);
  });

  test("gives the total from before the latest change in one of twenty answers", () => {
    const pages = makePages(catalogue, 213, new Set<Scenario>(["totals-change"]), 213);
    const total = (number: number, stale: number): number =>
      pages(new URLSearchParams(), { number, bits: 0, stale }).total_results;
    const requests = Array.from({ length: 25 }, (_, i) => i + 1);
    const [right, stale] = [0.05, 0.049].map((luck) => requests.map((at) => total(at, luck)));
    const behind = requests.filter((_, i) => right?.[i] !== stale?.[i]);
    expect(behind.length).toBeGreaterThan(5);
    expect(stale?.slice(19)).toEqual(Array(6).fill(400));
    for (const at of behind) expect(right?.slice(0, at)).toContain(stale?.[at - 1]);
  });

  test.each([0, 1, 3])("is over after ten requests where there are %d series", async (series) => {
    const few = titles.slice(0, series);
    const sandbox = await start(["totals-change"], { titles: few });
    for (let i = 0; i < 9; i++) await ask(sandbox, "page=1");
    const outcome = await ask(sandbox, "sort_by=name.asc");
    expect(new Set(idsOf(outcome))).toEqual(new Set(few.map(({ id }) => id)));
    expect(jsonOf(outcome)?.total_results).toBe(series);
  });
});

describe("schema-drift", () => {
  const numbers = ["popularity", "vote_average", "vote_count"];
  /** What is wrong with a row, or null: fields of another type or value than the catalogue's. */
  const damageOf = (row: Row): string | null => {
    const title = onWire.get(row.id);
    if (title === undefined) return `id ${JSON.stringify(row.id)}`;
    for (const [field, value] of Object.entries(title)) {
      const found = row[field];
      const isText = numbers.includes(field) && found === String(value);
      const isNull = found === null && Array.isArray(value) && value.length === 0;
      const isLeft = field === "adult" && found === undefined;
      if (isText || isNull || isLeft) continue;
      if (JSON.stringify(found) !== JSON.stringify(value))
        return `${field} ${JSON.stringify(found)}`;
    }
    return null;
  };

  test("adds, drops and turns fields, and damages one row of a hundred for the moment", async () => {
    const sandbox = await start(["schema-drift"]);
    const outcomes = await askAll(
      sandbox,
      [1, 2, 3, 4, 5, 6, 7].flatMap((page) => queries(40, `page=${page}`)),
    );
    const bodies = outcomes.map((outcome) => jsonOf(outcome)!);
    const rows = outcomes.flatMap(rowsOf);
    const share = (list: readonly Row[], is: (row: Row) => boolean): number =>
      list.filter(is).length / list.length;
    expect(rows).toHaveLength(130 * 40);
    expect(bodies.every((body) => "took_ms" in body && body.total_results === 130)).toBe(true);
    expect(new Set(bodies.map(({ total_pages }) => total_pages))).toEqual(
      new Set([7, 0, undefined]),
    );
    expect(new Set(bodies.map((body) => Object.keys(body)[0]))).toContain("took_ms");
    expect(share(bodies, (body) => !("page" in body))).toBeGreaterThan(0.1);
    expect(rows.every((row) => "softcore" in row)).toBe(true);
    expect(share(rows, (row) => Object.keys(row)[0] === "media")).toBeGreaterThan(0.3);
    expect(share(rows, (row) => !("adult" in row))).toBeGreaterThan(0.2);
    expect(share(rows, (row) => typeof row.popularity === "string")).toBeGreaterThan(0.02);
    expect(share(rows, (row) => typeof row.vote_count === "string")).toBeGreaterThan(0.01);
    const empty = titles.filter(({ genre_ids: list }) => list.length === 0).map(({ id }) => id);
    const lists = rows.filter(({ id }) => empty.includes(id as number)).map((row) => row.genre_ids);
    expect(new Set(lists.map((list) => JSON.stringify(list)))).toEqual(new Set(["null", "[]"]));

    const damages = rows.map(damageOf).filter((damage) => damage !== null);
    expect(damages.length / rows.length).toBeGreaterThan(0.006);
    expect(damages.length / rows.length).toBeLessThan(0.016);
    expect([...new Set(damages)].sort()).toEqual([
      'genre_ids "18"',
      'id "abc"',
      "name 7",
      "name null",
      "original_language undefined",
      'popularity "high"',
      "popularity undefined",
      'vote_average "n/a"',
      "vote_count null",
    ]);
    const whole = rows.filter((row) => damageOf(row) === null).map(({ id }) => id);
    expect(new Set(whole).size).toBe(130);
  });

  test("all scenarios together still let a patient reader have every row", async () => {
    const sandbox = await start(ALL, { timeScale: 0.01, limitPerSecond: 15 });
    const found = new Set<unknown>();
    let rounds = 0;
    for (; found.size < 130 && rounds < 40; rounds++) {
      const pages = [1, 2, 3, 4, 5, 6, 7].map((page) => `page=${page}&sort_by=name.asc`);
      for (const outcome of await askAll(sandbox, pages)) {
        for (const row of rowsOf(outcome)) if (damageOf(row) === null) found.add(row.id);
      }
    }
    expect(found).toEqual(new Set(onWire.keys()));
    expect(rounds).toBeGreaterThan(1);
  });
});

describe("slow", () => {
  test("answers after a quarter of a second in the middle, three seconds at the most", () => {
    const latencies = [0, 0.1, 0.5, 0.9, 0.999].map((luck) => latencyOf(() => luck));
    expect(latencies.map(Math.round)).toEqual([3, 79, 250, 792, 3000]);
  });

  test("waits for the headers, and longer for some bodies", async () => {
    const sandbox = await start(["slow"], { timeScale: 0.1 });
    const before = performance.now();
    const outcomes = await askAll(sandbox, queries(120));
    // Over eight connections; the median is 25 ms, the mean more.
    expect(performance.now() - before).toBeGreaterThan((120 * 25) / 8);
    expect(new Set(outcomes.map(kindOf))).toEqual(new Set(["200 20 rows"]));
    const dribbling = outcomes.filter(({ read }) => read > 15);
    expect(dribbling.length).toBeGreaterThan(0);
    expect(dribbling.length).toBeLessThan(40);
  });
});

test("huge refuses pages over 500 in both of the forms that were seen", async () => {
  const sandbox = await start(["huge"]);
  const outcomes = await askAll(
    sandbox,
    Array.from({ length: 40 }, (_, i) => `page=${501 + i}`),
  );
  expect(new Set(outcomes.map((outcome) => JSON.stringify(jsonOf(outcome))))).toEqual(
    new Set([
      '{"success":false,"status_code":22,"status_message":"Invalid page: Pages start at 1 and max at ' +
        '500. They are expected to be an integer."}',
      '{"errors":["page must be less than or equal to 500"],"success":false}',
    ]),
  );
  for (const outcome of outcomes) {
    expect(outcome.status).toBe(jsonOf(outcome)?.errors === undefined ? 400 : 422);
  }
  const low = await askAll(sandbox, queries(20, "page=0"));
  expect(countsOf(low.map(({ status }) => String(status)))).toEqual({ 400: 20 });
  expect(kindOf(await ask(sandbox, "page=500"))).toBe("200 0 rows");
});

describe("peaks", () => {
  test("count requests in any second and connections at once", async () => {
    const sandbox = await start([], { latencyMs: 20 });
    expect(sandbox.peaks).toEqual({ perSecond: 0, connections: 0 });
    const four = new Agent({ keepAlive: true, maxSockets: 4 });
    const url = `${sandbox.baseUrl}/discover/tv?api_key=${sandbox.key}`;
    const read = () =>
      new Promise((resolve) => {
        get(url, { agent: four }, (response) => response.resume().on("end", resolve));
      });
    await Promise.all(Array.from({ length: 12 }, read));
    expect(sandbox.requests).toBe(12);
    expect(sandbox.peaks).toEqual({ perSecond: 12, connections: 4 });
    four.destroy();
  });

  test("have a window that slides and is open at its start", () => {
    const count = new SlidingCount(1000);
    expect([0, 1, 999, 1000, 1500, 2000, 4000].map((time) => count.add(time))).toEqual([
      1, 2, 3, 3, 3, 2, 1,
    ]);
  });
});

test("the index finds the rows that a scan of the catalogue finds", () => {
  const index = new CatalogueIndex(titles, 213);
  const dates = ["", "2016-05-01", "2019-12-31", "2021-01-01", "2100-01-01"];
  for (const from of dates) {
    for (const to of dates) {
      for (const rest of ["", "&include_null_first_air_dates=true", "&with_original_language=en"]) {
        const text = `first_air_date.gte=${from}&first_air_date.lte=${to}&sort_by=name.asc${rest}`;
        const query = new URLSearchParams(text);
        const filters = parseFilters(query);
        const sort = parseSort(query);
        const expected = sortTitles(filterTitles(titles, filters, 213), sort);
        expect(index.rows(filters, sort)).toEqual(expected);
        expect(index.rows(filters, sort)).toEqual(expected);
      }
    }
  }
});

test("schema-drift leaves adult away only where it is false", () => {
  const results = [1, 2].map((id) => ({
    id,
    adult: id === 1,
    genre_ids: [],
    origin_country: [],
    popularity: 1,
    vote_count: 1,
  }));
  const pages = Array.from({ length: 60 }, (_, i) => drifted({ results, total_pages: 1 }, i));
  const rows = pages.flatMap((page) => page.results as Record<string, unknown>[]);
  // The order of fields and damage aside, the first of each page is the one that is for adults.
  const adults = rows.filter((_, i) => i % 2 === 0).map(({ adult }) => adult);
  expect(adults).toEqual(Array(60).fill(true));
  const others = new Set(rows.filter((_, i) => i % 2 === 1).map(({ adult }) => adult));
  expect(others).toEqual(new Set([false, undefined]));
});
