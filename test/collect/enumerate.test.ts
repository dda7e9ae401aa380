import { enumerate, type Ask, type Enumeration } from "../../lib/src/collect/enumerate.js";
import {
  filterTitles,
  pageOf,
  parseFilters,
  parseSort,
  sortTitles,
} from "../../lib/src/sandbox/discover-query.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { generator, hash32 } from "../../lib/src/sandbox/generator.js";
import { RequestFailed, type DiscoverPage } from "../../lib/src/collect/tmdb/client.js";
import type { Query } from "../../lib/src/collect/tmdb/request.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";

/** How the server of a test treats its callers. */
interface Serving {
  /** The rows of a query in another order, or other rows. */
  rows?: (rows: DiscoverTitle[], query: Query, request: number) => DiscoverTitle[];
  /** Another answer, or a throw. */
  answer?: (page: DiscoverPage, query: Query, request: number) => DiscoverPage;
}

/** An API over `titles` in memory that counts its requests. */
function serve(titles: readonly DiscoverTitle[], { rows, answer }: Serving = {}) {
  const asked: Query[] = [];
  const ask: Ask = async (query) => {
    const request = asked.push(query);
    await new Promise((resolve) => setImmediate(resolve));
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const found = sortTitles(
      filterTitles(titles, parseFilters(parameters), 213),
      parseSort(parameters),
    );
    const page = pageOf(rows?.(found, query, request) ?? found, Number(query.page));
    const whole = { ...page, problems: [], changes: [], unread: [] };
    return answer?.(whole, query, request) ?? whole;
  };
  return { ask, asked };
}

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const ids = (titles: readonly { id: number }[]) => titles.map(({ id }) => id).sort((a, b) => a - b);
const pagesOf = (titles: readonly unknown[]) => Math.ceil(titles.length / 20);

/** A shuffle that is another one for each request. */
function shuffle<T>(rows: readonly T[], seed: number, request: number): T[] {
  const random = generator(seed, `request ${request}`);
  return rows
    .map((row) => ({ row, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

function expectComplete(found: Enumeration, titles: readonly DiscoverTitle[]): void {
  expect(ids(found.titles)).toEqual(ids(titles));
  expect(found).toMatchObject({ reported: titles.length, complete: true, problems: [] });
}

describe("a calm catalogue", () => {
  test.each([
    [2561, 1.2],
    [600, 1.3],
    [61, 1.5],
  ])("of %i series is found with at most %f requests for each page", async (series, limit) => {
    const titles = simulateCatalogue({ series, seed: 3 });
    const { ask, asked } = serve(titles);
    const found = await enumerate(ask);
    expectComplete(found, titles);
    expect(found.sweeps).toBe(1);
    expect(asked.length / pagesOf(titles)).toBeLessThanOrEqual(limit);
  });

  test("is reported window by window, and the windows are the whole", async () => {
    const titles = simulateCatalogue();
    const { windows } = await enumerate(serve(titles).ask);
    expect(windows.length).toBeGreaterThan(8);
    expect(windows[0]).toEqual({ window: "without a date", reported: 147, distinct: 147 });
    expect(windows[1]?.window).toMatch(/^before \d{4}-\d\d-01$/);
    expect(windows.reduce((sum, { reported }) => sum + reported, 0)).toBe(2561);
    for (const { reported, distinct } of windows) expect(distinct).toBe(reported);
  });

  test.each([0, 1, 20, 21])("of %i series is found", async (series) => {
    const titles = simulateCatalogue({ series, seed: 3 });
    expectComplete(await enumerate(serve(titles).ask), titles);
  });

  test("of more series than the API has pages for is found", async () => {
    const titles = simulateCatalogue({ series: 12_000, seed: 3 });
    const { ask, asked } = serve(titles);
    expectComplete(await enumerate(ask), titles);
    expect(Math.max(...asked.map(({ page }) => Number(page)))).toBeLessThan(100);
    expect(asked.length / pagesOf(titles)).toBeLessThan(1.25);
  });

  test("whose undated series alone are more than the API has pages for is found", async () => {
    const titles = simulateCatalogue({ series: 11_000, seed: 3 }).map((title) => ({
      ...title,
      first_air_date: null,
    }));
    expectComplete(await enumerate(serve(titles).ask), titles);
  });
});

describe("nothing is lost", () => {
  const titles = simulateCatalogue({ series: 700, seed: 5 });

  test.each(SEEDS)("when every order is a new shuffle, seed %i", async (seed) => {
    const { ask, asked } = serve(titles, { rows: (rows, _, n) => shuffle(rows, seed, n) });
    expectComplete(await enumerate(ask), titles);
    expect(asked.length / pagesOf(titles)).toBeLessThan(8);
  });

  test.each(SEEDS)("when, besides, a hundred series start on one day, seed %i", async (seed) => {
    const crowd = titles.map((title, i) =>
      i < 100 ? { ...title, first_air_date: "2021-01-01" } : title,
    );
    const { ask } = serve(crowd, { rows: (rows, _, n) => shuffle(rows, seed, n) });
    expectComplete(await enumerate(ask), crowd);
  });

  test.each(SEEDS)("when a tenth of the pages never come, seed %i", async (seed) => {
    const { ask } = serve(titles, {
      answer: (page, query) => {
        const isLost = hash32(`${seed} ${JSON.stringify(query)}`) % 10 === 0;
        if (isLost) throw new RequestFailed("This page does not come.");
        return page;
      },
    });
    expectComplete(await enumerate(ask), titles);
  });

  test.each(SEEDS)("when pages come cut or empty now and then, seed %i", async (seed) => {
    const { ask } = serve(titles, {
      answer: (page, query, n) => {
        const draw = hash32(`${seed} ${n} ${JSON.stringify(query)}`) % 10;
        return draw > 1 ? page : { ...page, results: draw === 0 ? [] : page.results.slice(0, 12) };
      },
    });
    expectComplete(await enumerate(ask), titles);
  });

  test.each(SEEDS)("when series come and go on the way, seed %i", async (seed) => {
    const newcomers = new Set(
      shuffle(titles, seed, 0)
        .slice(0, 15)
        .map(({ id }) => id),
    );
    const leavers = simulateCatalogue({ series: 15, seed: 999 }).map((title, i) => ({
      ...title,
      id: 9_000_000 + i,
      name: `Leaver ${i}`,
    }));
    const all = [...titles, ...leavers];
    const order = shuffle([...newcomers, ...leavers.map(({ id }) => id)], seed, 1);
    const { ask } = serve(all, {
      // One change each second request, until all have come and gone.
      rows: (rows, _, n) => {
        const changed = new Set(order.slice(0, Math.floor(n / 2)));
        return rows.filter(({ id }) =>
          newcomers.has(id) ? changed.has(id) : id < 9_000_000 || !changed.has(id),
        );
      },
    });
    const found = await enumerate(ask);
    expectComplete(found, titles);
    expect(found.sweeps).toBeGreaterThan(1);
  });

  test.each(SEEDS)("when some totals are stale, seed %i", async (seed) => {
    const { ask } = serve(titles, {
      answer: (page, query, n) =>
        hash32(`${seed} ${n} ${JSON.stringify(query)}`) % 15 === 0
          ? { ...page, total_results: page.total_results + 2 }
          : page,
    });
    expectComplete(await enumerate(ask), titles);
  });

  test("when nothing that is asked for about one year is ever answered", async () => {
    const { ask } = serve(titles, {
      answer: (page, query) => {
        const [from, to] = [query["first_air_date.gte"] ?? "", query["first_air_date.lte"] ?? "9"];
        if ((from > "" || to < "9") && from <= "2021-12-31" && to >= "2021-01-01") {
          throw new RequestFailed("This page does not come.");
        }
        return page;
      },
    });
    const found = await enumerate(ask);
    expect(ids(found.titles)).toEqual(ids(titles));
    expect(found.complete).toBe(true);
  });

  test("when a date is none, so that no window has its series", async () => {
    const odd = titles.map((title, i) => (i === 7 ? { ...title, first_air_date: "soon" } : title));
    // "soon" sorts after every date: only a window without an end would have it.
    const { ask } = serve(odd, {
      rows: (rows, query) =>
        query["first_air_date.gte"] === undefined
          ? rows
          : rows.filter(({ first_air_date }) => first_air_date !== "soon"),
    });
    const found = await enumerate(ask);
    expectComplete(found, odd);
    expect(found.windows.at(-1)).toEqual({ window: "in no date window", reported: 1, distinct: 1 });
  });

  test("when the server knows no other order than its own shuffled one and no languages", async () => {
    const crowd = titles.map((title) => ({ ...title, first_air_date: "2021-01-01" })).slice(0, 90);
    const { ask } = serve(crowd, {
      rows: (_, query, n) =>
        shuffle(query.include_null_first_air_dates ? [] : crowd, 1, n).filter(
          () => String(query["first_air_date.gte"] ?? "2021") < "2021-01-02",
        ),
    });
    const found = await enumerate(ask);
    expect(found.titles.length).toBeGreaterThan(80);
  });
});

describe("what cannot be had", () => {
  const titles = simulateCatalogue({ series: 500, seed: 5 });

  test("is told: how many are missing, and where", async () => {
    const hidden = new Set(
      titles
        .filter(({ first_air_date }) => first_air_date?.startsWith("2021-0"))
        .slice(0, 3)
        .map(({ id }) => id),
    );
    // They are counted, but never shown.
    const { ask, asked } = serve(titles, {
      answer: (page) => ({ ...page, results: page.results.filter(({ id }) => !hidden.has(id)) }),
    });
    const found = await enumerate(ask);
    expect(found).toMatchObject({ reported: 500, complete: false });
    expect(ids(found.titles)).toEqual(ids(titles.filter(({ id }) => !hidden.has(id))));
    const short = found.windows.filter(({ reported, distinct }) => distinct < reported);
    expect(short.reduce((sum, { reported, distinct }) => sum + reported - distinct, 0)).toBe(3);
    for (const { window } of short) expect(window).toMatch(/2021-0/);
    expect(asked.length).toBeLessThan(300 + 12 * pagesOf(titles));
  });

  test("stops the enumeration when it is not for this page alone", async () => {
    const { ask } = serve(titles, {
      answer: (page, _, n) => {
        if (n > 9) throw new Error("The key was refused.");
        return page;
      },
    });
    await expect(enumerate(ask)).rejects.toThrow("The key was refused.");
  });
});

describe("damaged rows", () => {
  const titles = simulateCatalogue({ series: 100, seed: 5 });
  const [first, second] = titles as [DiscoverTitle, DiscoverTitle];
  /** The row as it comes when its name or its popularity does not fit. */
  const damage = (page: DiscoverPage): DiscoverPage => ({
    ...page,
    results: page.results
      .filter(({ id }) => id !== second.id)
      .map((title) => (title.id === first.id ? { ...title, name: "?" } : title)),
    problems: page.results.flatMap(({ id }) => {
      if (id === first.id) return { id, field: "name", problem: "found 7", kept: true };
      if (id === second.id) return { id, field: "popularity", problem: "found high", kept: false };
      return [];
    }),
  });

  test("are taken from another answer that has them whole", async () => {
    const { ask } = serve(titles, { answer: (page, _, n) => (n <= 8 ? damage(page) : page) });
    const found = await enumerate(ask);
    expectComplete(found, titles);
    expect(found.titles.find(({ id }) => id === first.id)).toEqual(first);
  });

  test("are named when they stay damaged, and only what must be is lost", async () => {
    const { ask, asked } = serve(titles, { answer: damage });
    const found = await enumerate(ask);
    expect(found.titles).toHaveLength(99);
    expect(found.complete).toBe(false);
    expect(found.problems).toHaveLength(2);
    expect(found.problems).toContainEqual({
      id: second.id,
      field: "popularity",
      problem: "found high",
      kept: false,
    });
    expect(asked.length).toBeLessThan(60);
  });
});

test("progress tells the distinct ids and the total", async () => {
  const titles = simulateCatalogue({ series: 100, seed: 5 });
  const seen: [number, number][] = [];
  await enumerate(serve(titles).ask, { onProgress: (...progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual([100, 100]);
});

describe("a total that is wrong for good", () => {
  const short = (by: number) => (page: DiscoverPage) => ({
    ...page,
    total_results: Math.max(0, page.total_results - by),
  });

  test.each([
    ["too low by one", 2561, 1],
    ["too low by three", 2561, 3],
    ["too low by three", 2570, 3],
    ["too low by three", 90, 3],
    ["always 0", 2561, Infinity],
    ["always 0", 45, Infinity],
  ])("%s of %i proves nothing: the search goes on, within bounds", async (_, series, by) => {
    const titles = simulateCatalogue({ series, seed: 3 });
    const { ask, asked } = serve(titles, { answer: short(by) });
    const found = await enumerate(ask);
    expect(ids(found.titles)).toEqual(ids(titles));
    expect(found.reported).toBe(Math.max(0, series - by));
    expect(found.complete).toBe(false);
    expect(asked.length).toBeLessThan(200 + 12 * pagesOf(titles));
  });
});
