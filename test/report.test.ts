import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hitCountsChart, topGenresChart } from "netflix-hits/charts";
import type { StoredFigure } from "netflix-hits/stored-figures";
import { UserError } from "netflix-hits/errors";
import { recordCollection, recordResults } from "netflix-hits/manifest";
import { renderReport, TMDB_NOTICE, writeReport, type ReportContent } from "netflix-hits/report";
import { readSettings, stagePath, type Settings } from "netflix-hits/settings";
import { readCleanTitles, writeCollection, writeLabelledTitles } from "netflix-hits/stages";
import { collectionOf } from "./support/collection";
import { discoverTitle, labelledTitle, title } from "./support/titles";

const source = { kind: "simulated", label: "simulated catalogue (seed 213)" } as const;

const collection = collectionOf({
  collected_at: "2026-01-02T03:04:05.000Z",
  reported_total: 2561,
  distinct_ids: 2020,
  requests: 129,
  results: { titles: 2020, hits: 180, roc_auc: 0.8312 },
});

function stored(name: string, own: Partial<StoredFigure> = {}): StoredFigure {
  const figure = hitCountsChart([{ hit: 1 }, { hit: 0 }], { source: source.label });
  return {
    name,
    caption: "",
    alt: "Two bars.",
    source: source.label,
    network: "netflix",
    figure,
    ...own,
  };
}

const content: ReportContent = {
  network: "Netflix",
  source,
  collection,
  figures: [stored("hits-and-non-hits")],
  leftOut: [],
  notices: [],
};

/** The page without plotly, in which any text may occur. */
function pageOf(own: Partial<ReportContent> = {}): string {
  const html = renderReport({ ...content, ...own });
  return html.replace(/<script>[^]*?<\/script>/g, "<script></script>");
}

test("a simulated catalogue is named in the title, at the head and at the foot", () => {
  const page = pageOf();
  expect(page).toContain("<title>What makes a hit? Netflix, simulated catalogue</title>");
  expect(page).toMatch(
    /running-head simulated"><p>Simulated catalogue \(seed 213\): no title, number/,
  );
  expect(page).toMatch(
    /running-foot simulated"><p>Simulated catalogue \(seed 213\): no title, number/,
  );
});

test("data from TMDb or a file are named, and are not called simulated", () => {
  const live = pageOf({ source: { kind: "live", label: "TMDb" }, figures: [] });
  expect(live).toContain('running-head"><p>Data from TMDb</p>');
  expect(live).not.toMatch(/simulated catalogue|class="[^"]*simulated/i);
  const file = pageOf({ source: { kind: "file", label: "catalogue file <my>.csv" } });
  expect(file).toContain('running-head"><p>Data: catalogue file &lt;my&gt;.csv</p>');
});

test("coverage and results come from the manifest", () => {
  const page = pageOf();
  expect(page).toContain("<strong>2,020</strong><span>of 2,561 that were reported (78.9%)</span>");
  expect(page).toContain("<strong>180</strong><span>of 2,020 series (8.9%)</span>");
  expect(page).toContain("<strong>0.831</strong>");
  expect(page).toContain("<td>2026-01-02, in 129 requests</td>");
});

test("without a manifest or results there are no numbers, and no invented ones", () => {
  expect(pageOf({ collection: null })).not.toContain("<strong>");
  const { results: _, ...unfinished } = collection;
  expect(pageOf({ collection: unfinished })).not.toContain("ROC-AUC</dt>");
});

test("the data section has the counts, the gaps and the files of the manifest", () => {
  const sha256 = "0123456789abcdef".repeat(4);
  const page = pageOf({
    collection: {
      ...collection,
      retries: 7,
      resumed: 1,
      sweeps: 2,
      complete: false,
      windows: [
        { window: "before 2001-05-06", reported: 1000, distinct: 1000 },
        { window: "without a <date>", reported: 1561, distinct: 1020 },
      ],
      problems: [{ id: 5, field: "popularity", problem: 'found "<b>"', kept: true }],
      stages: {
        all: { file: "netflix_tv_all.csv", bytes: 123456, rows: 2020, sha256, input: null },
        clean: {
          file: "<clean>.csv",
          bytes: 1,
          rows: 2,
          sha256,
          input: { file: "<all>.csv", sha256 },
        },
      },
    },
  });
  expect(page).toContain("after a fault</th><td>7 requests</td>");
  expect(page).toContain("interrupted run</th><td>1 answer</td>");
  expect(page).toContain("gone through</th><td>2</td>");
  expect(page).toContain("Complete</th><td>no</td>");
  expect(page).toContain("with gaps</th><td>1 of 2</td>");
  expect(page).toContain("<li>without a &lt;date&gt;: 1,020 of 1,561 series</li>");
  expect(page).toContain(
    "<li>id 5, popularity: found &quot;&lt;b&gt;&quot; (the field was lost)</li>",
  );
  expect(page).toContain(
    '<th scope="row">netflix_tv_all.csv</th><td>2,020</td><td>123,456</td><td><code>0123456789ab</code></td><td></td>',
  );
  expect(page).toContain('<th scope="row">&lt;clean&gt;.csv</th>');
  expect(page).toContain("<td>&lt;all&gt;.csv</td>");
});

test("figures stand in the order of the analysis, unknown ones at the end", () => {
  const names = ["zebra", "roc-curve", "hits-and-non-hits", "top-genres", "aardvark"];
  const page = pageOf({ figures: names.map((name) => stored(name)) });
  expect([...page.matchAll(/<figure id="figure-([\w-]+)"/g)].map(([, name]) => name)).toEqual([
    "hits-and-non-hits",
    "top-genres",
    "roc-curve",
    "aardvark",
    "zebra",
  ]);
  for (const name of names) expect(page).toContain(`href="#figure-${name}"`);
});

test("every link of the contents leads somewhere", () => {
  const page = pageOf({ figures: [stored("hits-and-non-hits"), stored("other")] });
  const targets = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) expect(page).toContain(`id="${target}"`);
});

test("captions, alternative texts and figures cannot break out of the page", () => {
  const attack = "</script><img src=x onerror=alert(1)>\"'";
  const figure = topGenresChart([{ primary_genre: attack }], { source: source.label });
  const page = pageOf({
    figures: [stored("top-genres", { caption: attack, alt: attack, figure })],
  });
  expect(page).not.toContain("<img");
  expect(page).toContain("<figcaption>&lt;/script&gt;&lt;img");
  const [, json] = /data-figure="top-genres">([^<]*)<\/script>/.exec(page) ?? [];
  const { data, config } = JSON.parse(json ?? "") as { data: { y: string[] }[]; config: object };
  expect(data[0]?.y).toEqual([attack]);
  expect(config).toMatchObject({ showSendToCloud: false });
});

test("the page asks for nothing from a network and is below 8 MB", () => {
  const html = renderReport(content);
  expect(html.length).toBeLessThan(8e6);
  expect(html).toContain("default-src 'none'");
  expect(pageOf()).not.toMatch(/(src|href)="(https?:)?\/\//);
});

test("TMDb's notice stands in the page", () => {
  expect(pageOf()).toContain(TMDB_NOTICE);
  expect(TMDB_NOTICE).toBe(
    "This product uses the TMDB API but is not endorsed or certified by TMDB.",
  );
});

describe("writing", () => {
  let folder: string;
  let settings: Settings;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
    mkdirSync(join(folder, "figures"));
    const env = { DATA_DIR: join(folder, "data"), FIGURES_DIR: join(folder, "figures") };
    settings = readSettings(env, folder);
    recordCollection(settings, collection);
    recordResults(settings, { titles: 2020, hits: 180, roc_auc: 0.8312 });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const keep = (figure: StoredFigure) =>
    writeFileSync(join(folder, "figures", `${figure.name}.json`), JSON.stringify(figure));

  test("the page stands beside the folder of the figures and is the same the second time", () => {
    keep(stored("hits-and-non-hits"));
    const path = writeReport(settings);
    expect(path).toBe(join(folder, "report", "index.html"));
    const html = readFileSync(path, "utf8");
    writeReport(settings);
    expect(readFileSync(path, "utf8") === html).toBe(true);
  });

  test("figures of other data or another network are left out, and named", () => {
    keep(stored("hits-and-non-hits"));
    keep(stored("top-genres", { source: "TMDb" }));
    keep(stored("roc-curve", { network: "hbo" }));
    const html = readFileSync(writeReport(settings), "utf8");
    expect([...html.matchAll(/<figure id="figure-([\w-]+)"/g)].map(([, name]) => name)).toEqual([
      "hits-and-non-hits",
    ]);
    expect(html).toContain("made from other data: roc-curve, top-genres.");
  });

  test("no figure of the current data: what to run is said and no page is written", () => {
    keep(stored("top-genres", { source: "TMDb" }));
    expect(() => writeReport(settings)).toThrow(UserError);
    expect(() => writeReport(settings)).toThrow(/no figures made from the current data.*npm start/);
    rmSync(join(folder, "figures"), { recursive: true });
    expect(() => writeReport(settings)).toThrow(/npm start/);
    expect(() => readFileSync(join(folder, "report", "index.html"))).toThrow(/ENOENT/);
  });

  const LABEL = "simulated catalogue (seed 213)";
  const EDITED = `${LABEL}, changed by hand`;
  const wanted = (html: string) =>
    [...html.matchAll(/<figure id="figure-([\w-]+)"/g)].map(([, name]) => name);

  test("a change by hand marks the report and the figures made from it", () => {
    writeCollection(settings, [discoverTitle()], [title()], collection);
    readCleanTitles(settings);
    writeLabelledTitles(settings, [labelledTitle()]);
    appendFileSync(stagePath(settings, "with_hit"), "\n");
    keep(stored("missing-values", { source: LABEL }));
    keep(stored("top-genres", { source: EDITED }));
    const html = readFileSync(writeReport(settings), "utf8");
    expect(wanted(html)).toEqual(["missing-values", "top-genres"]);
    expect(html).toContain(`<th scope="row">Source</th><td>${EDITED}</td>`);
    expect(html).toContain(
      '<p class="notice"><strong>netflix_tv_with_hit.csv has been changed by hand</strong>',
    );
  });

  test("a file that is left over from an earlier collection is told", () => {
    writeCollection(settings, [discoverTitle()], [title()], collection);
    writeLabelledTitles(settings, [labelledTitle()]);
    writeCollection(settings, [discoverTitle({ id: 2 })], [title({ id: 2 })], collection);
    keep(stored("missing-values", { source: LABEL }));
    expect(readFileSync(writeReport(settings), "utf8")).toContain(
      '<p class="notice">netflix_tv_with_hit.csv is left over from an earlier collection',
    );
  });

  test("a file that is no figure is named", () => {
    writeFileSync(join(folder, "figures", "broken.json"), "{");
    expect(() => writeReport(settings)).toThrow(/broken\.json is not a figure/);
  });
});
