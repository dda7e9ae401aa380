import { study } from "../support/study.js";
import { modelResultOf } from "../../lib/src/model/validation/results.js";
import { recordedOf } from "../support/default-claims.js";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  renderComparison,
  writeComparison,
  type NetworkContent,
} from "../../lib/src/report/comparison.js";
import { networkFigures } from "../../lib/src/report/network-figures.js";
import { UserError } from "../../lib/src/base/errors.js";
import type { Results } from "../../lib/src/data/collection.js";
import { networkById } from "../../lib/src/base/networks.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { readCleanTitles, writeCollection } from "../../lib/src/data/stages.js";
import { writeLabelledTitles } from "../../lib/src/label/stage.js";
import { collectionOf, FROM_FILE } from "../support/collection.js";
import { madeCatalogue } from "../support/made-catalogue.js";
import { discoverTitle, labelledTitle, title } from "../support/titles.js";

const results: Results = {
  titles: 900,
  hits: 80,
  roc_auc: 0.8712,
  roc_auc_interval: [0.82, 0.91],
  validation: { titles: 225, hits: 20 },
  permutation_p: 0.005,
};

function network(id: number, own: Partial<NetworkContent> = {}): NetworkContent {
  const titles = madeCatalogue(id, 900, ({ primary_genre }) =>
    primary_genre === "Reality" ? 0.01 : 0.25,
  );
  const found = (own.collection === undefined ? { results } : own.collection)?.results;
  const model = found && modelResultOf(found);
  const evidence = { asOfYear: 2026, ...(model && { model }) };
  return {
    network: networkById(id),
    source: { kind: "simulated", label: "simulated catalogue (seed 213)" },
    collection: collectionOf({ network_id: id, results }),
    titles,
    asOf: { asOfYear: 2026 },
    findings: recordedOf(own.titles ?? titles, evidence)?.judged ?? [],
    ...own,
  };
}

const pageOf = (...networks: NetworkContent[]): string =>
  renderComparison(networks)
    .replace(/<script>[^]*?<\/script>/g, "<script></script>")
    .replace(/<style>[^]*?<\/style>/, "<style></style>");

const rowOf = (page: string, name: string): string =>
  new RegExp(`<tr><th scope="row"[^>]*>${name}</th>.*?</tr>`).exec(page)?.[0] ?? "";

test("a file has no coverage and no day, and one series short of the total is no 100%", () => {
  const file = network(213, { collection: collectionOf({ ...FROM_FILE, results }) });
  const short = network(49, {
    collection: collectionOf({ reported_total: 2561, distinct_ids: 2560, results }),
  });
  const page = pageOf(file, short);
  const cells = (name: string) =>
    [...rowOf(page, name).matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text);
  expect(cells("Netflix").slice(1, 3)).toEqual(["unknown", "unknown"]);
  expect(cells("HBO").slice(1, 3)).toEqual(["2026-01-15", "above 99.9%"]);
});

test("each network has a row with its source, coverage, hits, thresholds and area", () => {
  const titles = Array.from({ length: 40 }, (_, i) =>
    labelledTitle({ id: i, popularity: i, vote_count: 10 * i, hit: i >= 36 ? 1 : 0 }),
  );
  const { thresholds } = study.hit.fit(titles);
  const hit = {
    words: study.hit.words,
    because: "",
    variables: [],
    thresholds: [...thresholds],
    missing: 0,
  };
  const made = { hash: study.hash, population: { words: "", series: 40, of: 40 }, hit };
  const stage = { file: "x.csv", bytes: 1, rows: 40, sha256: "", input: null, study: made };
  const collection = collectionOf({ results, stages: { with_hit: stage } });
  const one = network(213, { titles, collection });
  const row = rowOf(pageOf(one, network(49)), "Netflix");
  const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text);
  expect(cells).toEqual([
    "simulated catalogue (seed 213)",
    "2026-01-15",
    "100.0%",
    "40",
    "4",
    "10.0%",
    "4.0% to 23.1%",
    "popularity of at least 35.1, votes of at least 195",
    "0.871",
    "0.820 to 0.910",
  ]);
});

test("each statement has the verdict of every network, by its own series", () => {
  const turned = network(49, {
    titles: madeCatalogue(49, 900, ({ primary_genre }) =>
      primary_genre === "Reality" ? 0.6 : 0.05,
    ),
  });
  const row = rowOf(pageOf(network(213), turned), "Reality below the other genres");
  expect(
    [...row.matchAll(/<td class="verdict ([a-z]+)">([a-z ]+)<br>/g)].map((m) => m.slice(1)),
  ).toEqual([
    ["supported", "supported"],
    ["contradicted", "contradicted"],
  ]);
});

test("a network without a validated model is named, with the command that validates one", () => {
  const { results: _, ...unvalidated } = collectionOf({ network_id: 49, results });
  const page = pageOf(network(213), network(49, { collection: unvalidated }));
  expect(page).toContain(
    "HBO has no validated model yet: <code>npm run notebooks -- 05 --network hbo</code>.",
  );
  expect(rowOf(page, "HBO")).toMatch(
    /<td class="number" data-sort="">–<\/td><td[^>]*>–<\/td><\/tr>$/,
  );
  expect(page.match(/<figure /g)).toHaveLength(3);
  const none = [213, 49].map((id) => network(id, { collection: null }));
  expect(pageOf(...none).match(/<figure /g)).toHaveLength(2);
});

test("simulated and real sources in one page are told apart in its head", () => {
  const live = network(213, { source: { kind: "live", label: "TMDb" } });
  expect(pageOf(live, network(49))).toContain(
    'running-head simulated" aria-label="Source of the data"><p>Simulated catalogue: no title, number or finding of HBO is real</p>',
  );
  expect(pageOf(live, { ...live, network: networkById(49) })).toContain(
    'running-head" aria-label="Source of the data"><p>Data from TMDb</p>',
  );
  expect(pageOf(network(213), network(49))).toContain(
    "<p>Simulated catalogue (seed 213): no title",
  );
});

test("series that are in several of the catalogues are counted", () => {
  // Both have the ids 0 to 899.
  expect(pageOf(network(213), network(49))).toContain(
    "900 series of 900 are in more than one of these catalogues",
  );
});

test("other people's words cannot break out of the page", () => {
  const attack = "</script><img src=x onerror=alert(1)>";
  const titles = network(213).titles.map((each) => ({ ...each, primary_genre: attack }));
  const page = pageOf(
    network(213, { titles, source: { kind: "file", label: attack } }),
    network(49),
  );
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;/script&gt;&lt;img");
});

describe("writing", () => {
  let folder: string;
  const settingsOf = (id: number) =>
    readSettings(
      {
        DATA_DIR: join(folder, "data"),
        FIGURES_DIR: join(folder, "figures"),
        TMDB_NETWORK_ID: String(id),
      },
      folder,
    );

  function label(id: number): void {
    const settings = settingsOf(id);
    const collection = collectionOf({ network_id: id, network: settings.network.name });
    const ids = Array.from({ length: 25 }, (_, i) => 1000 * id + i);
    writeCollection(
      settings,
      ids.map((each) => discoverTitle({ id: each })),
      ids.map((each) => title({ id: each })),
      collection,
    );
    readCleanTitles(settings);
    writeLabelledTitles(
      settings,
      ids.map((each, i) => labelledTitle({ id: each, hit: i < 3 ? 1 : 0 })),
    );
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "comparison-"));
    mkdirSync(join(folder, "figures"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("the page is made from the CSV files and stands beside the folder of the figures", () => {
    label(213);
    label(49);
    const path = writeComparison([settingsOf(213), settingsOf(49)]);
    expect(path).toBe(join(folder, "report", "networks.html"));
    const html = readFileSync(path, "utf8");
    expect(html).toContain("<title>What makes a hit? Netflix and HBO, simulated catalogue</title>");
    expect(html.length).toBeLessThan(8e6);
    writeComparison([settingsOf(213), settingsOf(49)]);
    expect(readFileSync(path, "utf8") === html).toBe(true);
  });

  test("networks without series are named, with the commands that make them", () => {
    label(213);
    const write = () => writeComparison([settingsOf(213), settingsOf(49), settingsOf(77)]);
    expect(write).toThrow(UserError);
    expect(write).toThrow(
      `HBO and Network 77 have no labelled series in ${join(folder, "data")} yet: run ` +
        "npm start -- --network hbo and npm start -- --network 77, and then this command again.",
    );
  });
});

test("series that are not out yet are left out of the rates by genre, as in each network's own figures", () => {
  const titles = madeCatalogue(49, 900, () => 0.2).map((one, i) =>
    i % 2 === 0 ? { ...one, year: 2031, first_air_date: "2031-01-01" } : one,
  );
  const own = network(49, { titles });
  const ofGenres = (networks: NetworkContent[]): string => {
    const found = networkFigures(networks, "here").find(
      ({ name }) => name === "network-genre-rates",
    );
    return JSON.stringify(found?.figure);
  };
  const out = titles.filter(({ year }) => year !== null && year <= 2026);
  expect(out.length).toBeLessThan(500);
  expect(ofGenres([own])).toBe(ofGenres([{ ...own, titles: out }]));
  expect(ofGenres([own])).not.toBe(ofGenres([{ ...own, asOf: { asOfYear: 2031 } }]));
});

test("figures bear the day of the collections where it is the same for all", () => {
  const on = (id: number, collected_at: string | null) =>
    network(id, { collection: collectionOf({ network_id: id, results, collected_at }) });
  const dated = (...networks: NetworkContent[]) =>
    JSON.stringify(networkFigures(networks, "here")).includes("2026-01-23");
  expect(dated(on(213, "2026-01-23T10:00:00Z"), on(49, "2026-01-23T20:00:00Z"))).toBe(true);
  expect(dated(on(213, "2026-01-23T10:00:00Z"), on(49, "2026-01-24T20:00:00Z"))).toBe(false);
  expect(dated(on(213, "2026-01-23T10:00:00Z"), on(49, null))).toBe(false);
});
