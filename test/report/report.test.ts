import { topicsOf } from "../../lib/src/findings/index.js";
import { modelResultOf } from "../../lib/src/model/validation/results.js";
import type { StudyRecord } from "../../lib/src/data/collection.js";
import { labelled as labelledByStudy, study } from "../support/study.js";
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
import { hitCountsChart, topGenresChart } from "../../lib/src/charts/index.js";
import type { ReportContent } from "../../lib/src/report/content.js";
import { notebookTitles } from "../../lib/src/report/notebook-titles.js";
import { TMDB_NOTICE } from "../../lib/src/report/provenance.js";
import { inlineMarkdown } from "../../lib/src/base/markdown.js";
import type { StoredFigure } from "../../lib/src/figures/stored.js";
import { UserError } from "../../lib/src/base/errors.js";
import { recordCollection, recordResults } from "../../lib/src/data/manifest.js";
import { renderReport, writeReport } from "../../lib/src/report/index.js";
import { readSettings, stagePath, type Settings } from "../../lib/src/base/settings.js";
import { readCleanTitles, writeCollection } from "../../lib/src/data/stages.js";
import { writeLabelledTitles } from "../../lib/src/label/stage.js";
import { recordedOf } from "../support/default-claims.js";
import { collectionOf, FROM_FILE } from "../support/collection.js";
import { discoverTitle, labelledTitle, title, titles as someTitles } from "../support/titles.js";

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
  titles: null,
  asOfYear: 2026,
  findings: null,
  figures: [stored("hits-and-non-hits")],
  leftOut: [],
  notices: [],
};

const NOTHING_JUDGED = {
  topics: topicsOf(study.claims).map(({ id, title, figures }) => ({
    id,
    title,
    figures: [...figures],
  })),
  judged: [],
};

/** What the model in the collection says of the claims. */
function evidenceOf({ collection: of, asOfYear }: ReportContent) {
  const model = of?.results && modelResultOf(of.results);
  return { asOfYear, ...(model && { model }) };
}

/** The page without plotly, in which any text may occur, and without its style. */
function pageOf(own: Partial<ReportContent> = {}): string {
  const all = { ...content, ...own };
  const html = renderReport({
    ...all,
    findings: recordedOf(all.titles, evidenceOf(all)) ?? NOTHING_JUDGED,
  });
  return html
    .replace(/<script>[^]*?<\/script>/g, "<script></script>")
    .replace(/<style>[^]*?<\/style>/, "<style></style>");
}

test("a simulated catalogue is named in the title, at the head and at the foot", () => {
  const page = pageOf();
  expect(page).toContain("<title>What makes a hit? Netflix, simulated catalogue</title>");
  expect(page).toMatch(
    /running-head simulated" aria-label="Source of the data"><p>Simulated catalogue \(seed 213\): no title, number/,
  );
  expect(page).toMatch(
    /running-foot simulated"><p><span class="source-line">Simulated catalogue \(seed 213\): no title, number/,
  );
});

test("data from TMDb or a file are named, and are not called simulated", () => {
  const live = pageOf({ source: { kind: "live", label: "TMDb" }, figures: [] });
  expect(live).toContain('running-head" aria-label="Source of the data"><p>Data from TMDb</p>');
  expect(live).not.toMatch(/simulated catalogue|class="[^"]*simulated/i);
  const file = pageOf({ source: { kind: "file", label: "catalogue file <my>.csv" } });
  expect(file).toContain(
    'running-head" aria-label="Source of the data"><p>Data: catalogue file &lt;my&gt;.csv</p>',
  );
});

test("a file is not called complete, collected or asked for", () => {
  const page = pageOf({
    source: { kind: "file", label: "catalogue file mine.csv" },
    collection: collectionOf(FROM_FILE),
  });
  expect(page).toContain("<strong>40</strong><span>in the file; its coverage is unknown</span>");
  expect(page).toContain("unknown: a file does not say how many series the network has");
  expect(page).toContain("unknown; the file was last changed on 2026-02-03");
  expect(page).toContain(
    "it is unknown how many are missing, and whether they are like the others",
  );
  expect(page).toContain(
    "<li>first_air_date: 30 of 40 values (75.0%) had a time of day: cut off, such as &quot;2021-12-12 00:00:00&quot; (data row 1).</li>",
  );
  expect(page).not.toMatch(/Complete<|requests a second|that were reported|Series reported/);
});

test("one series short of the total is no 100%", () => {
  const page = pageOf({ collection: { ...content.collection!, distinct_ids: 2560 } });
  expect(page).toContain("<span>of 2,561 that were reported (above 99.9%)</span>");
  expect(page).not.toContain("100.0%)");
});

test("coverage and results come from the manifest", () => {
  const page = pageOf();
  expect(page).toContain("<strong>2,020</strong><span>of 2,561 that were reported (78.9%)</span>");
  expect(page).toContain("<strong>180</strong><span>of 2,020 series (8.9%)</span>");
  expect(page).toContain("<strong>0.831</strong>");
  expect(page).toContain("<td>2026-01-02, in 129 requests</td>");
});

test("the model's results stand with their intervals, and what they were measured on", () => {
  const results = {
    titles: 2020,
    hits: 180,
    roc_auc: 0.8312,
    roc_auc_interval: [0.79, 0.8654] as [number, number],
    validation: { titles: 505, hits: 45 },
    cross_validated: {
      mean: 0.8222,
      sd: 0.0301,
      interval: [0.8, 0.84] as [number, number],
      folds: 5,
      repeats: 10,
    },
    permutation_p: 0.00498,
    average_precision: 0.31,
    average_precision_interval: [0.2, 0.45] as [number, number],
    calibration: {
      slope: 0.56,
      slope_interval: [0.45, 0.67] as [number, number],
      intercept: -0.1,
      intercept_interval: [-0.3, 0.1] as [number, number],
      log_loss: 0.248,
      base_log_loss: 0.304,
    },
    later_years: {
      years: 11,
      mean: 0.756,
      interval: [0.72, 0.79] as [number, number],
      within_cross_validated: 0.768,
      cost: -0.012,
      cost_interval: [-0.03, 0.006] as [number, number],
    },
    allowed_features: { seasons: "known <before>" },
    unjudged: { Something: "5 hits are too few." },
  };
  const page = pageOf({ collection: { ...collection, results } });
  expect(page).toContain("<span>95% interval 0.790 to 0.865; on the held-out series;");
  expect(page).toMatch(
    /ROC-AUC of the split<\/th><td[^>]*>0\.831<\/td><td[^>]*>0\.790 to 0\.865<\/td><td>505 series with 45 hits</,
  );
  expect(page).toMatch(
    /0\.822 \(sd 0\.030\)<\/td><td[^>]*>0\.800 to 0\.840<\/td><td>10 × 5 folds of 2,020 series</,
  );
  expect(page).toMatch(/by permuted labels<\/th><td[^>]*>0\.00498<\/td>/);
  expect(page).toMatch(
    /Average precision<\/th><td[^>]*>0\.310<\/td><td[^>]*>0\.200 to 0\.450<.*by chance 0\.089</,
  );
  expect(page).toMatch(/slope \(ideal: 1\)<\/th><td[^>]*>0\.56<\/td><td[^>]*>0\.45 to 0\.67</);
  expect(page).toMatch(
    /within later years, mean<\/th><td[^>]*>0\.756<\/td><td[^>]*>0\.720 to 0\.790</,
  );
  expect(page).toMatch(/−0\.012<\/td><td[^>]*>−0\.030 to \+0\.006<.*have 0\.768 within the years/);
  expect(page).toContain("seasons, with the reason &quot;known &lt;before&gt;&quot;.");
  expect(page).toContain("Not judged: Something. 5 hits are too few.");
  expect(page).toContain("the mean over the folds is the better estimate");
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
  expect(page).toContain("Retries</th><td>7 requests</td>");
  expect(page).toContain("interrupted run</th><td>1 response</td>");
  expect(page).toContain("through the catalogue</th><td>2</td>");
  expect(page).toContain("Complete</th><td>no</td>");
  expect(page).toContain("with gaps</th><td>1 of 2</td>");
  expect(page).toContain("<li>without a &lt;date&gt;: 1,020 of 1,561 series</li>");
  expect(page).toContain(
    "<li>id 5, popularity: found &quot;&lt;b&gt;&quot; (the field was lost)</li>",
  );
  expect(page).toContain(
    '<th scope="row">netflix_tv_all.csv</th><td class="number" data-sort="2020">2,020</td>' +
      '<td class="number" data-sort="123456">123,456</td><td>0123456789abcdef</td>',
  );
  expect(page).toContain('<th scope="row">&lt;clean&gt;.csv</th>');
  expect(page).toContain("<td>&lt;all&gt;.csv</td>");
});

test("figures stand in the order of the analysis, unknown ones at the end", () => {
  const names = [
    "zebra",
    "coefficients",
    "roc-curve",
    "hits-and-non-hits",
    "top-genres",
    "aardvark",
  ];
  const page = pageOf({ figures: names.map((name) => stored(name)) });
  expect([...page.matchAll(/<figure id="figure-([\w-]+)"/g)].map(([, name]) => name)).toEqual([
    "top-genres",
    "hits-and-non-hits",
    "roc-curve",
    "coefficients",
    "aardvark",
    "zebra",
  ]);
  expect(page).toMatch(
    /<a href="#further-figures">Further figures<\/a><ul><li><a href="#figure-aardvark">/,
  );
});

test("figures of one's own notebooks stand under their titles, and are not taken for others", () => {
  const figures = [
    stored("aardvark"),
    stored("roc-curve", { notebook: "my-b" }),
    stored("zebra", { notebook: "my-a" }),
    stored("a-first", { notebook: "my-b" }),
  ];
  const page = pageOf({ figures, notebookTitles: new Map([["my-b", "Do <b>hits</b> last?"]]) });
  const sections = [
    ...page.matchAll(/<section id="([\w-]+)"><h2>([^<]*)<\/h2>(<figure id="[^"]+")?/g),
  ];
  expect(
    sections.filter(([, id]) => /own-|further/.test(id!)).map((match) => match.slice(1)),
  ).toEqual([
    ["own-notebook-1", "my-a", '<figure id="figure-zebra"'],
    ["own-notebook-2", "Do &lt;b&gt;hits&lt;/b&gt; last?", '<figure id="figure-a-first"'],
    ["further-figures", "Further figures", '<figure id="figure-aardvark"'],
  ]);
  expect(page).toContain(
    '<a href="#own-notebook-2">Do &lt;b&gt;hits&lt;/b&gt; last?</a><ul><li><a href="#figure-a-first">',
  );
  expect(page.match(/<figure id="figure-roc-curve"/g)).toHaveLength(1);
});

test("a notebook is called by its first heading, or by its name where it has none", () => {
  const root = mkdtempSync(join(tmpdir(), "titles-"));
  try {
    mkdirSync(join(root, "notebooks"));
    const write = (name: string, content: unknown) =>
      writeFileSync(join(root, "notebooks", `${name}.ipynb`), JSON.stringify(content));
    const code = { cell_type: "code", source: ["# no heading\n"] };
    const prose = (...source: string[]) => ({ cell_type: "markdown", source });
    write("my-a", { cells: [code, prose("Before.\n", "\n", "#  The *title* \n", "## Another")] });
    write("my-b", { cells: [code, prose("## Not this")] });
    write("my-c", "no notebook");
    const figures = ["my-a", "my-b", "my-c", "my-gone", "../../my-a"].map((notebook) =>
      stored("x", { notebook }),
    );
    expect([...notebookTitles([...figures, stored("y")], root)]).toEqual([
      ["my-a", "The *title*"],
      ["../../my-a", "The *title*"],
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("every link of the contents leads somewhere", () => {
  const page = pageOf({ figures: [stored("hits-and-non-hits"), stored("other")] });
  const targets = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) expect(page).toContain(`id="${target}"`);
});

/** 300 series of three years and two genres, in which dramas are hits more often. */
const labelled = someTitles(300, (i) => ({
  year: 2020 + (i % 3),
  primary_genre: i % 2 === 0 ? "Drama" : "Reality",
  primary_country: i % 5 === 0 ? "KR" : "US",
  popularity: i,
  vote_count: 10,
})).map((each, i) => labelledTitle({ ...each, hit: i % 2 === 0 && i % 8 === 0 ? 1 : 0 }));

describe("findings", () => {
  const page = pageOf({ titles: labelled });

  test("each stands with its verdict, sentence, caveat, effect, interval, n and adjusted p-value", () => {
    const findings = recordedOf(labelled, evidenceOf(content))?.judged ?? [];
    expect(findings.length).toBeGreaterThan(15);
    for (const { id, claim, verdict, sentence, caveat } of findings) {
      const [article = ""] =
        new RegExp(`<article class="finding" id="finding-${id}">.*?</article>`).exec(page) ?? [];
      expect(article).toContain(`<h4>${claim.replace("&", "&amp;")} <span class="verdict `);
      expect(article).toContain(`>${verdict}</span></h4>`);
      expect(article).toContain(inlineMarkdown(sentence.replace(/^\*\*.*?\*\* /, "")));
      if (caveat !== null) expect(article).toContain(inlineMarkdown(caveat));
    }
    expect(page).toMatch(
      /Cramér&#39;s V<\/dt><dd>0\.\d\d \(95% interval 0\.\d\d to 0\.\d\d\)<\/dd>/,
    );
    expect(page).toMatch(/<dt>Series looked at<\/dt><dd>300, 38 hits<\/dd>/);
    expect(page).toMatch(/<dt>Adjusted p-value<\/dt><dd>below 0\.001 \(Holm, \d+ tests\)<\/dd>/);
  });

  test("verdicts follow the series, not the page", () => {
    const verdictOf = (html: string, id: string) =>
      new RegExp(`id="finding-${id}">.*?<span class="verdict [a-z]+">([a-z ]+)</span>`).exec(
        html,
      )?.[1];
    expect(verdictOf(page, "genre-reality")).toBe("supported");
    const turned = labelled.map((each) => ({
      ...each,
      genres: each.primary_genre === "Drama" ? ["Reality"] : ["Drama"],
    }));
    expect(verdictOf(pageOf({ titles: turned }), "genre-reality")).toBe("contradicted");
    expect(verdictOf(page, "separability")).toBe("not enough data");
  });

  test("each leads to its figure, which stands once", () => {
    const figures = ["hit-rate-by-genre", "hit-rate-by-year"].map((name) => stored(name));
    const drawn = pageOf({ titles: labelled, figures });
    expect(drawn.split('id="figure-hit-rate-by-genre"')).toHaveLength(2);
    expect(drawn).toMatch(
      /id="finding-genre-drama">.*?<a href="#figure-hit-rate-by-genre">See the figure/,
    );
    expect(drawn).toMatch(
      /id="finding-recent-rates">.*?<a href="#figure-hit-rate-by-year">See the figure/,
    );
    expect(page).not.toContain('href="#figure-hit-rate');
  });

  test("a caption that repeats findings is left out beside them, and other words stay", () => {
    const findings = recordedOf(labelled, evidenceOf(content))?.judged ?? [];
    const caption = `${findings[2]?.sentence}\n\nOther words.`;
    const figures = [stored("hit-rate-by-genre", { caption })];
    const html = pageOf({ titles: labelled, figures });
    expect(html).toContain("<figcaption>Other words.</figcaption>");
    expect(pageOf({ figures })).toContain("<figcaption><strong>Hit rates differ between genres: ");
  });

  test("groups are compared, and those with too few series are only counted", () => {
    const rare = labelledTitle({ primary_genre: "Western", year: 2021 });
    const html = pageOf({ titles: [...labelled, rare] });
    expect(html).toMatch(/<th scope="row">Drama<\/th><td[^>]*>150<\/td>/);
    expect(html).not.toContain('<th scope="row">Western</th>');
    expect(html).toContain("1 genre with too few series to judge is left out");
  });
});

test("the label says the definition that was used, and what it came to", () => {
  const rows = labelledByStudy(labelled);
  const { thresholds } = study.hit.fit(labelled);
  const record: StudyRecord = {
    hash: study.hash,
    population: { words: "released since <2018>", series: 300, of: 400 },
    hit: {
      words: study.hit.words,
      because: "*Why*.",
      variables: [],
      thresholds: [...thresholds],
      missing: 0,
    },
  };
  const stage = { file: "x.csv", bytes: 1, rows: 300, sha256: "", input: null, study: record };
  const page = pageOf({ titles: rows, collection: { ...collection, stages: { with_hit: stage } } });
  expect(page).toContain("when it has popularity in the top 10% and votes from the median on");
  const [popularity, votes] = thresholds.map(({ value }) => value);
  expect(page).toContain(
    `a popularity of at least <strong>${popularity!.toPrecision(6)}</strong> and at least <strong>${Math.ceil(votes!)}</strong> votes`,
  );
  expect(page).toContain("<strong>30</strong> of 300 series (10.0%)");
  expect(page).toContain("300 of 400 series: those released since &lt;2018&gt;");
});

test("labels by no known definition are not passed off as one", () => {
  const page = pageOf({ titles: labelled });
  expect(page).not.toContain("a popularity of at least");
  expect(page).toContain("does not say by which definition");
});

test("without series, results or figures the sections on them are left out", () => {
  const { results: _, ...unfinished } = collection;
  const page = pageOf({ figures: [], collection: unfinished });
  expect([...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id)).toEqual([
    "question",
    "data",
    "label",
    "limitations",
    "methods",
    "provenance",
    "terms",
  ]);
  expect(page).not.toMatch(/NaN|undefined|null/);
});

test("a handful of series is reported without a made-up number", () => {
  const page = pageOf({ titles: labelled.slice(0, 3), figures: [] });
  expect(page).not.toMatch(/NaN|undefined|Infinity|>null</);
  expect(page).toContain("Here hits are <strong>1</strong> of 3 series (33.3%).");
});

test("each method names its source", () => {
  const page = pageOf();
  for (const source of [
    /Hyndman and Fan/,
    /Wilson, .*1927/,
    /Newcombe, .*1998/,
    /Holm, .*1979/,
    /Armitage, .*1955/,
    /Cramér, .*1946/,
    /DeLong, .*1988/,
    /Nadeau and Bengio, .*2003/,
    /Ojala and Garriga, .*2010/,
    /Brier, .*1950/,
    /Firth, .*1993/,
    /Lane and Nelder, .*1982/,
    /Shao and Wu, .*1989/,
  ]) {
    expect(page).toMatch(source);
  }
  expect(page.match(/<math display="block">/g)?.length).toBeGreaterThan(11);
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
