/**
 * Every way in which a row, a value, a variable or a file can be passed over ends in the last lines of
 * `npm run collect`, `npm start` and `npm run report`, and in the manifest, which they are read from.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "../../lib/src/base/settings.js";
import { collectNetwork, saveCollection } from "../../lib/src/collect/index.js";
import { shortfall } from "../../lib/src/collect/progress.js";
import { changeLines } from "../../lib/src/data/changes.js";
import { formatCsv } from "../../lib/src/data/csv.js";
import { readManifest } from "../../lib/src/data/manifest.js";
import { DISCOVER_COLUMNS, type DiscoverTitle } from "../../lib/src/data/titles.js";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { writeReport } from "../../lib/src/report/index.js";
import { GENRES } from "../../lib/src/sandbox/catalogue.js";
import { discoverTitle } from "../support/titles.js";

const COLUMNS = Object.keys(DISCOVER_COLUMNS) as (keyof DiscoverTitle)[];
const KEY = "0123456789abcdef0123456789abcdef";
const titles = Array.from({ length: 25 }, (_, i) =>
  discoverTitle({ id: i + 1, popularity: i + 1.5, name: `Series ${i + 1}` }),
);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "passed-over-"));
  mkdirSync(join(root, "data"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Collect and save; what the last lines say, as the manifest has it. */
async function collected(env: NodeJS.ProcessEnv): Promise<string[]> {
  const settings = readSettings(env, root);
  saveCollection(settings, await collectNetwork(settings));
  return toldOf(settings);
}

function toldOf(settings: Settings): string[] {
  const collection = readManifest(settings)!;
  return [...shortfall(collection), ...changeLines(collection)];
}

/** Our CSV of 25 series, in which texts are replaced, with lines put behind it. */
function csv(replaced: [string, string][] = [], behind = ""): string {
  let text = formatCsv(titles, COLUMNS);
  for (const [from, to] of replaced) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return text + behind;
}

const line = (at: number) => csv().split("\n")[at]!;
const DATE = "2020-02-29,Series 3,";

describe("a catalogue file", () => {
  test.each<[string, string, string]>([
    [
      "a row that occurs twice",
      csv([], `${line(3)}\n`),
      '1 of 26 rows (3.8%) repeated an earlier row field for field: counted once, such as "id 3" (data row 26).',
    ],
    [
      "a row without any value",
      csv([], `${",".repeat(COLUMNS.length - 1)}\n`),
      "1 of 26 rows (3.8%) had no values: left out.",
    ],
    [
      "a column that nothing reads",
      csv()
        .split("\n")
        .map((one, i) => (one === "" ? "" : `${one},${i === 0 ? "mood" : "x"}`))
        .join("\n"),
      '1 of 15 columns (6.7%) had no use here ("mood"): not read.',
    ],
    [
      "a date that is none",
      csv([[DATE, "soon,Series 3,"]]),
      'first_air_date: 1 of 25 values (4.0%) could not be read as a date: read as missing, such as "soon" (data row 3).',
    ],
    [
      "a date with a time",
      csv([[DATE, "2020-02-29 20:00,Series 3,"]]),
      'first_air_date: 1 of 25 values (4.0%) had a time of day: cut off, such as "2020-02-29 20:00" (data row 3).',
    ],
    [
      "a date in another form",
      csv([[DATE, "2020/2/29,Series 3,"]]),
      'first_air_date: 1 of 25 values (4.0%) had another format: converted to YYYY-MM-DD, such as "2020/2/29" (data row 3).',
    ],
    [
      "a date whose order others tell",
      csv([[DATE, "29/2/2020,Series 3,"]]),
      'first_air_date: 1 of 25 values (4.0%) had the day first: converted to YYYY-MM-DD, such as "29/2/2020" (data row 3).',
    ],
    [
      "a word for a missing value",
      csv([[DATE, "NaT,Series 3,"]]),
      'first_air_date: 1 of 25 values (4.0%) had a word for a missing value: read as missing, such as "NaT" (data row 3).',
    ],
    [
      "a truth value that is empty",
      csv([["\nfalse,", "\n,"]]),
      'adult: 1 of 25 values (4.0%) had no value: read as false, such as "" (data row 1).',
    ],
    [
      "a genre that TMDb does not name",
      csv([["[18],4,", "[4711],4,"]]),
      'genre_ids: 1 of 25 values (4.0%) had a genre that is not in TMDb\'s list: called "Unknown", such as "4711 of id 4".',
    ],
    [
      "decimal commas",
      csv().replace(/,(\d+)\.5,/g, ',"$1,5",'),
      'popularity: 25 of 25 values (100.0%) had a decimal comma: read as a decimal point, such as "1,5" (data row 1).',
    ],
  ])("%s", async (_, text, told) => {
    const file = join(root, "mine.csv");
    writeFileSync(file, text);
    expect(await collected({ CATALOGUE_FILE: file })).toEqual([told]);
  });

  test("a genre's name that TMDb does not have, in a cleaned file", async () => {
    const file = join(root, "mine.csv");
    const header = csv().split("\n")[0]!;
    writeFileSync(
      file,
      csv([
        [header, header.replace("genre_ids", "genres")],
        ...titles.map((_, i): [string, string] => ["[18]", i === 2 ? '"[""Noir""]"' : "[]"]),
      ]),
    );
    expect(await collected({ CATALOGUE_FILE: file })).toEqual([
      `genres: 1 of 25 values (4.0%) named a genre that is not in TMDb's list: given a new id, such as "Noir" (data row 3).`,
    ]);
  });
});

describe("an answer of a server", () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Collect from a server of these rows, which may be others at each request. */
  async function serve(rowsOf: (request: number) => unknown[], total = 25): Promise<string[]> {
    let asked = 0;
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://localhost");
      const isGenres = url.pathname.endsWith("/list");
      const rows = isGenres ? [] : rowsOf((asked += 1));
      const page = Number(url.searchParams.get("page"));
      const isUndated = url.searchParams.get("include_null_first_air_dates") === "true";
      const results = isUndated ? [] : rows.slice((page - 1) * 20, page * 20);
      const counts = {
        total_results: isUndated ? 0 : total,
        total_pages: isUndated ? 0 : Math.ceil(total / 20),
      };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(isGenres ? { genres: GENRES } : { page, results, ...counts }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return collected({
      TMDB_API_KEY: KEY,
      TMDB_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/3`,
      TMDB_REQUESTS_PER_SECOND: "unlimited",
    });
  }
  const changed = (fields: object) =>
    titles.map((title) => (title.id === 3 ? { ...title, ...fields } : title));

  test.each<[string, object, string]>([
    [
      "a value that does not fit",
      { vote_average: 11 },
      "1 field of TMDb's responses had an invalid value: read as missing, such as vote_average of id 3 (expected a number from 0 to 10, found 11).",
    ],
    [
      "a number as text",
      { popularity: "4.5" },
      'popularity: 1 of 25 values (4.0%) came as text: read as a number, such as "4.5 of id 3".',
    ],
    [
      "a truth value that is not there",
      { adult: undefined },
      'adult: 1 of 25 values (4.0%) had no value: read as false, such as "nothing of id 3".',
    ],
    [
      "a date that is none",
      { first_air_date: "soon" },
      'first_air_date: 1 of 25 values (4.0%) had an invalid date: missing in the cleaned file, such as "soon".',
    ],
    [
      "a field that nothing reads",
      { softcore: true },
      '1 of 15 columns (6.7%) had no use here ("softcore"): not read.',
    ],
  ])("%s", async (_, fields, told) => {
    expect(await serve(() => changed(fields))).toEqual([told]);
  });

  test("a row that cannot be used, and one that never comes", async () => {
    const told = await serve(() => changed({ popularity: -1 }).slice(0, 24));
    expect(told[0]).toBe("2 series missing.");
    expect(told.join("\n")).toContain("popularity");
  });

  test("a row that comes again with other values", async () => {
    // Where the order turns around, page 2 has rows of page 1 again.
    const told = await serve((request) => {
      const rows = changed({ vote_count: request });
      return request % 2 === 0 ? rows.reverse() : rows;
    });
    expect(told).toEqual([
      '1 of 25 rows (4.0%) came again with other values: the last ones count, such as "id 3".',
    ]);
  });
});

describe("what lies beside", () => {
  const hbo = () => ({ TMDB_NETWORK_ID: "49", CATALOGUE_FILE: join(root, "mine.csv") });
  beforeEach(() => writeFileSync(join(root, "mine.csv"), csv()));

  test.each<[string, string, string, string]>([
    [
      "a misspelt name",
      ".env",
      `TMDB_APIKEY=${KEY}`,
      "TMDB_APIKEY in .env has no effect: write TMDB_API_KEY.",
    ],
    [
      "a line that sets nothing",
      ".env",
      KEY,
      "In .env, line 1 has no effect: expected NAME=value, such as TMDB_API_KEY=...",
    ],
    [
      "a file that is not .env",
      ".env.local",
      "RANDOM_STATE=1",
      "RANDOM_STATE is set in .env.local, which is not read: put it into .env.",
    ],
    [
      "a name that occurs twice",
      ".env",
      "RANDOM_STATE=1\nRANDOM_STATE=2",
      "RANDOM_STATE occurs several times in .env: the last one counts.",
    ],
    [
      "a table in the data folder",
      "data/other.csv",
      "a\n1\n",
      "1 file in data is not part of this collection: other.csv.",
    ],
    [
      "another network's file",
      "data/hulu_tv_clean.csv",
      "a\n1\n",
      "1 file in data is not part of this collection: hulu_tv_clean.csv.",
    ],
  ])("%s", async (_, name, content, told) => {
    writeFileSync(join(root, name), content);
    expect(await collected(hbo())).toEqual([told]);
  });

  test("a key beside a catalogue file", async () => {
    expect(await collected({ ...hbo(), TMDB_API_KEY: KEY })).toEqual([
      "TMDB_API_KEY is not used: the catalogue file goes before it.",
    ]);
  });

  test("figures of other data, until they are gone", async () => {
    await collected(hbo());
    const settings = readSettings(hbo(), root);
    const keep = (name: string, source: string) => {
      const figure = hitCountsChart([{ hit: 1 }], { source });
      const stored = { name, caption: "", alt: "", source, network: "hbo", figure };
      mkdirSync(settings.figuresDir, { recursive: true });
      writeFileSync(join(settings.figuresDir, `${name}.json`), JSON.stringify(stored));
    };
    keep("own", readManifest(settings)!.source.label);
    keep("foreign", "another catalogue");
    writeReport(settings);
    expect(toldOf(settings)).toEqual([
      "1 figure made from other data was left out of the report: foreign.",
    ]);
    rmSync(join(settings.figuresDir, "foreign.json"));
    writeReport(settings);
    expect(toldOf(settings)).toEqual([]);
  });
});
