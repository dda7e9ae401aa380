/**
 * The five notebooks, run on real kernels against a real HTTP server, each judged by what it leaves:
 * against values that this file computes by itself, and against scikit-learn's for the model.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { NOTEBOOKS } from "../../lib/src/jupyter/notebooks.js";
import { recipeOf } from "../../lib/src/figures/recipe.js";
import type { Results } from "../../lib/src/data/collection.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { startSandbox, type Sandbox } from "../../lib/src/sandbox/server.js";
import { readCells, runNotebooks, type Cell } from "../support/notebooks.js";

const KEY = "5eedfacade5eedfacade5eedfacade55";
const LABEL = "simulated catalogue (seed 213)";
/** scikit-learn 1.9.1 on the same features: the split of seed 42, fitted with tol 1e-10. */
const SKLEARN = {
  auc: 0.7996983497959425,
  years_since_release: 0.5513032871662383,
  covid_period_unknown: -1.097943051118933,
  crossValidated: 0.8063990483299122,
  averagePrecision: 0.26287948498632235,
};

type Row = Record<string, string>;

let folder: string;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;
const catalogue = simulateCatalogue();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "notebooks-"));
  sandbox = await startSandbox({
    titles: catalogue,
    label: LABEL,
    kind: "simulated",
    key: KEY,
    // As the real API does.
    scenarios: ["drift"],
  });
  env = {
    TMDB_API_KEY: KEY,
    TMDB_BASE_URL: sandbox.baseUrl,
    TMDB_NETWORK_ID: "213",
    DATA_DIR: join(folder, "data"),
    FIGURES_DIR: join(folder, "figures"),
    AS_OF_YEAR: "2026",
    RANDOM_STATE: "42",
    TFJS_BACKEND: "wasm",
  };
  await runNotebooks(NOTEBOOKS, { env, outputDir: folder });
}, 600_000);

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function rowsOf(stage: string): Row[] {
  const text = readFileSync(join(folder, "data", `netflix_tv_${stage}.csv`), "utf8");
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}

interface Trace {
  mode?: string;
  name?: string;
  x: (number | string)[];
  y: (number | string)[];
}

function figure(name: string): { caption: string; source: string; traces: Trace[] } {
  const stored = JSON.parse(readFileSync(join(folder, "figures", `${name}.json`), "utf8")) as {
    caption: string;
    source: string;
    figure: { data: Trace[] };
  };
  return { ...stored, traces: stored.figure.data };
}

/** What the notebooks have recorded. */
function collected(): { collected_at: string; results: Results } {
  const manifest = JSON.parse(readFileSync(join(folder, "data", "manifest.json"), "utf8")) as {
    collections: { netflix: { collected_at: string; results: Results } };
  };
  return manifest.collections.netflix;
}

const results = (): Results => collected().results;

const cellsOf = (notebook: string): Cell[] => readCells(join(folder, `${notebook}.ipynb`));

/** Every text in the outputs of a notebook, tables as HTML. */
function outputText(notebook: string): string {
  const outputs = cellsOf(notebook).flatMap((cell) => cell.outputs ?? []);
  const types = ["text/markdown", "text/html", "text/plain"];
  const parts = outputs.flatMap(({ data, text }) => [text, ...types.map((type) => data?.[type])]);
  return (parts as (string[] | undefined)[]).flatMap((lines) => lines ?? []).join("");
}

/** The label by its definition, from the catalogue itself. */
function expectedHits(): Map<number, 0 | 1> {
  const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
  const popularity = sorted(catalogue.map((title) => title.popularity));
  const votes = sorted(catalogue.map((title) => title.vote_count));
  // 2,561 rows: the 90th percentile and the median fall on rows 2,304 and 1,280.
  const [p90, half] = [popularity[2304]!, votes[1280]!];
  return new Map(
    catalogue.map((title) => [
      title.id,
      title.popularity >= p90 && title.vote_count >= half ? 1 : 0,
    ]),
  );
}

function countBy<T>(values: T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

test.each(NOTEBOOKS)("%s runs without error output and says where its data came from", (name) => {
  const outputs = cellsOf(name).flatMap((cell) => cell.outputs ?? []);
  expect(outputs.length).toBeGreaterThan(3);
  const faults = outputs.filter((o) => o.output_type === "error" || o.name === "stderr");
  expect(faults).toEqual([]);
  expect(outputText(name)).toContain(LABEL);
});

test.each(NOTEBOOKS)("%s has short cells", (name) => {
  const code = cellsOf(name).filter(({ cell_type }) => cell_type === "code");
  for (const { source } of code) expect(source.length).toBeLessThanOrEqual(8);
});

describe("01", () => {
  test("collects and saves every series of the server, field by field", () => {
    const rows = new Map(rowsOf("all").map((row) => [Number(row.id), row]));
    expect(rows.size).toBe(catalogue.length);
    for (const title of catalogue) {
      expect(rows.get(title.id)).toEqual({
        adult: String(title.adult),
        backdrop_path: title.backdrop_path ?? "",
        genre_ids: JSON.stringify(title.genre_ids),
        id: String(title.id),
        origin_country: JSON.stringify(title.origin_country),
        original_language: title.original_language,
        original_name: title.original_name,
        overview: title.overview ?? "",
        popularity: String(title.popularity),
        poster_path: title.poster_path ?? "",
        first_air_date: title.first_air_date ?? "",
        name: title.name,
        vote_average: String(title.vote_average),
        vote_count: String(title.vote_count),
      });
    }
  });

  test("cleans dates, countries and genres", () => {
    const drama = 18;
    const rows = new Map(rowsOf("clean").map((row) => [Number(row.id), row]));
    for (const title of catalogue) {
      const row = rows.get(title.id)!;
      const [year = "", month = "", day = ""] = title.first_air_date?.split("-") ?? [];
      expect([row.year, row.month, row.day]).toEqual(
        [year, month, day].map((part) => (part === "" ? "" : String(Number(part)))),
      );
      expect(row.primary_country).toBe(title.origin_country[0] ?? "");
      expect(row.primary_genre === "Drama").toBe(title.genre_ids[0] === drama);
      expect(JSON.parse(row.genres!)).toHaveLength(title.genre_ids.length);
    }
  });

  test("says that the collection is complete, and keeps a record of it", () => {
    expect(outputText("01_data_collection")).toContain(
      "**Complete:** 2,561 distinct series of 2,561 reported (100.0%), in 141 requests.",
    );
  });

  test("shows what the pages of the default order would have lost, at the cost of one request each", () => {
    expect(outputText("01_data_collection")).toMatch(
      /The 129 pages .* 2,561 rows with (\d,\d+) distinct ids\. \*\*5\d\d series \(2\d\.\d%\) would/,
    );
    expect(sandbox.requests).toBe(141 + 129);
  });

  test("shows the manifest of the files that it wrote", () => {
    const { collections } = JSON.parse(
      readFileSync(join(env.DATA_DIR!, "manifest.json"), "utf8"),
    ) as {
      collections: { netflix: { stages: { clean: { sha256: string; rows: number } } } };
    };
    const { sha256, rows } = collections.netflix.stages.clean;
    const bytes = readFileSync(join(env.DATA_DIR!, "netflix_tv_clean.csv"));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    expect(rows).toBe(2561);
    expect(outputText("01_data_collection")).toContain(sha256.slice(0, 12));
  });
});

describe("02", () => {
  test("labels as the definition says", () => {
    const hits = expectedHits();
    const rows = rowsOf("with_hit");
    expect(rows).toHaveLength(catalogue.length);
    for (const row of rows)
      expect([row.id, row.hit]).toEqual([row.id, String(hits.get(Number(row.id)))]);
  });

  test("tells how many hits there are, and draws each of them", () => {
    const count = [...expectedHits().values()].filter((hit) => hit === 1).length;
    expect(outputText("02_define_hit_and_exploration")).toContain(
      `${count} of 2,561 series are hits`,
    );
    const hits = figure("popularity-and-votes").traces.find(({ name }) => name?.startsWith("hits"));
    expect(hits?.x).toHaveLength(count);
  });
});

describe("03", () => {
  const FIGURES: [string, number][] = [
    ["top-countries", 20],
    ["top-genres", 16],
    ["release-year", 24],
    ["release-year-known", 23],
    ["hits-and-non-hits", 2],
    ["popularity-by-hit", 2561],
    ["release-year-by-hit", 48],
    ["hit-rate-by-year", 48],
    ["hit-rate-by-genre", 15],
    ["hit-rate-by-country", 20],
  ];

  test.each(FIGURES)("draws %s with %i marks, as data and as an image", (name, marks) => {
    const { traces, source, caption } = figure(name);
    // A curve and its band are lines, without marks.
    const marked = traces.filter(({ mode }) => mode !== "lines");
    expect(marked.reduce((sum, { x }) => sum + x.length, 0)).toBe(marks);
    expect([source, caption === ""]).toEqual([LABEL, false]);
    const png = readFileSync(join(folder, "figures", `${name}.png`));
    expect(recipeOf(png)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("counts genres and years as they are in the catalogue", () => {
    const drama = catalogue.filter(({ genre_ids }) => genre_ids[0] === 18).length;
    const { x, y } = figure("top-genres").traces[0]!;
    expect(x[y.indexOf("Drama")]).toBe(drama);
    const years = countBy(catalogue.map((title) => title.first_air_date?.slice(0, 4)));
    const bars = figure("release-year").traces[0]!;
    expect(bars.y[bars.x.indexOf(2020)]).toBe(years.get("2020"));
    expect(bars.y.at(-1)).toBe(years.get(undefined));
  });

  test("gives the hit rate of a genre as hits over series", () => {
    const hits = expectedHits();
    // Series that were not out when they were collected are left out.
    const lastDay = collected().collected_at.slice(0, 10);
    const group = catalogue.filter(
      ({ genre_ids, first_air_date: date }) =>
        genre_ids.includes(16) && date !== null && date !== "" && date <= lastDay,
    );
    const rate = group.filter(({ id }) => hits.get(id) === 1).length / group.length;
    const judged = figure("hit-rate-by-genre").traces[0]!;
    expect(judged.x[judged.y.indexOf("Animation")]).toBeCloseTo(rate, 3);
  });
});

describe("04", () => {
  test("writes the features of every series", () => {
    const genreCounts = countBy(rowsOf("clean").map((row) => row.primary_genre));
    const clean = new Map(rowsOf("clean").map((row) => [row.id, row]));
    const rows = rowsOf("features_v1");
    expect(rows).toHaveLength(catalogue.length);
    for (const row of rows) {
      const { year, primary_country: country, primary_genre: genre } = clean.get(row.id)!;
      const period =
        year === ""
          ? "unknown"
          : Number(year) < 2020
            ? "pre_covid"
            : Number(year) < 2022
              ? "covid"
              : "post_covid";
      const grouped =
        genre === "" ? "unknown" : (genreCounts.get(genre) ?? 0) < 40 ? "Other" : genre;
      expect(row.years_since_release).toBe(
        year === "" ? "" : String(Math.max(0, 2026 - Number(year))),
      );
      expect([row.is_us, row.is_korea]).toEqual(
        [country === "US", country === "KR"].map((is) => (is ? "1" : "0")),
      );
      const ones = Object.keys(row).filter(
        (name) => /^(covid|primary)_/.test(name) && row[name] === "1",
      );
      expect(ones).toEqual([
        `covid_period_${period}`,
        `primary_genre_grouped_${grouped}`,
        `primary_country_${country === "" ? "unknown" : country}`,
      ]);
    }
  });

  test("puts no column that defines the label among the features", () => {
    const names = Object.keys(rowsOf("features_v1")[0]!);
    expect(names.slice(0, 5)).toEqual(["id", "hit", "years_since_release", "is_us", "is_korea"]);
    expect(names.filter((name) => /popularity|vote/.test(name))).toEqual([]);
  });
});

describe("05", () => {
  test("has no text of more than two sentences under a claim or a figure", () => {
    const texts = cellsOf("05_modeling_and_validation").flatMap(({ outputs = [] }) =>
      outputs.map(({ data }) => {
        const text = data?.["text/markdown"] ?? "";
        return Array.isArray(text) ? text.join("") : typeof text === "string" ? text : "";
      }),
    );
    const paragraphs = texts.join("\n\n").split(/\n{2,}/);
    expect(paragraphs.length).toBeGreaterThan(20);
    const long = paragraphs.filter((text) => {
      // A claim with its verdict in bold stands as a heading does.
      const words = text.replace(/^\*\*[^*]+[.]\*\* /, "");
      return words.split(/[.!?](?=\s+[A-Z*])/).length > 2;
    });
    expect(long).toEqual([]);
  });

  test("gets scikit-learn's ROC-AUC and coefficients on the same rows", () => {
    const { roc_auc, hits } = results();
    expect(Math.abs(roc_auc! - SKLEARN.auc)).toBeLessThan(1e-4);
    expect(hits).toBe([...expectedHits().values()].filter((hit) => hit === 1).length);
    const bars = figure("coefficients").traces;
    for (const feature of ["years_since_release", "covid_period_unknown"] as const) {
      const trace = bars.find(({ y }) => y.includes(feature))!;
      expect(trace.x[trace.y.indexOf(feature)]).toBeCloseTo(SKLEARN[feature], 3);
    }
  });

  test("says the AUC with its interval, its mean over folds, and what computed it", () => {
    const text = outputText("05_modeling_and_validation");
    expect(text).toMatch(
      /\*\*ROC-AUC 0\.800\*\* \(DeLong's 95% interval 0\.\d{3} to 0\.\d{3}\) on 641 validation rows with 58 hits/,
    );
    expect(text).toMatch(/10 × 5 folds give a mean ROC-AUC of \*\*0\.\d{3}\*\*/);
    expect(text).toContain("backend wasm");
  });

  test("gets scikit-learn's mean over the same repeated folds, and its average precision", () => {
    const { cross_validated } = results();
    // RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=42), the pipeline of SKLEARN above.
    expect(cross_validated?.mean).toBeCloseTo(SKLEARN.crossValidated, 5);
    expect(results().average_precision).toBeCloseTo(SKLEARN.averagePrecision, 9);
  });

  test("answers each question with a figure and a sentence", () => {
    const code = cellsOf("05_modeling_and_validation").flatMap(({ source }) => source);
    const names = code.flatMap(
      (line) => /(?:^ {2}name: |showJudged\()"(.*?)",/.exec(line.trimEnd())?.[1] ?? [],
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const { caption, traces } = figure(name);
      expect([name, caption.length > 20, traces.length > 0]).toEqual([name, true, true]);
    }
  });

  test("draws a ROC curve from corner to corner", () => {
    const curve = figure("roc-curve").traces.find(({ name }) => name === "model")!;
    expect([curve.x[0], curve.y[0], curve.x.at(-1), curve.y.at(-1)]).toEqual([0, 0, 1, 1]);
  });
});

test("the key stands in no file and no output", () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) =>
    f.isFile(),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    expect(readFileSync(join(file.parentPath, file.name)).includes(KEY)).toBe(false);
  }
});

test("the committed notebooks are what a fresh run gives", () => {
  const committed = (name: string) =>
    readCells(join(__dirname, "..", "..", "notebooks", `${name}.ipynb`));
  // The backend depends on what is installed. An image does not depend on the browser: it stays while
  // the figure is the same.
  const comparable = (cells: Cell[]): unknown =>
    JSON.parse(JSON.stringify(cells).replace(/Computed with TensorFlow[^"]*/g, "Computed"));
  // Notebook 01 names the server that it asks, which here is not its own.
  for (const name of NOTEBOOKS.slice(1)) {
    expect(comparable(cellsOf(name))).toEqual(comparable(committed(name)));
  }
});

describe("a notebook that cannot go on says why in one sentence and leaves files alone", () => {
  const run = (name: string, extra: NodeJS.ProcessEnv) =>
    runNotebooks([name], { env: { ...env, ...extra }, outputDir: join(folder, "failed") });
  const untouched = () => expect(existsSync(join(folder, "failed"))).toBe(false);

  test.each([
    ["02_define_hit_and_exploration", "netflix_tv_clean.csv", "01_data_collection"],
    ["03_eda_hit_analysis", "netflix_tv_with_hit.csv", "02_define_hit_and_exploration"],
    ["05_modeling_and_validation", "netflix_tv_features_v1.csv", "04_feature_engineering"],
  ])(
    "%s before %s exists",
    async (name, file, maker) => {
      const failed = run(name, { DATA_DIR: join(folder, "empty") });
      await expect(failed).rejects.toThrow(
        `${file} does not exist yet: run notebook ${maker} first`,
      );
      await expect(failed).rejects.not.toThrow(/\n\s+at /);
      untouched();
    },
    60_000,
  );

  test("01 with a wrong key, which it does not show", async () => {
    const wrong = "badbadbadbadbadbadbadbadbadbadba";
    const before = readFileSync(join(folder, "data", "netflix_tv_all.csv"));
    const failed = run("01_data_collection", { TMDB_API_KEY: wrong });
    await expect(failed).rejects.toThrow(/refused the key \(HTTP 401: Invalid API key/);
    await expect(failed).rejects.not.toThrow(new RegExp(wrong));
    expect(readFileSync(join(folder, "data", "netflix_tv_all.csv")).equals(before)).toBe(true);
    untouched();
  }, 60_000);

  test("01 on an empty network", async () => {
    const failed = run("01_data_collection", { TMDB_NETWORK_ID: "99999" });
    await expect(failed).rejects.toThrow(/Network 99999 has no series/);
    expect(readdirSync(join(folder, "data")).filter((name) => name.includes("99999"))).toEqual([]);
    untouched();
  }, 60_000);
});
