import { tableOf } from "../support/study.js";
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLineage } from "../../lib/src/data/provenance/lineage.js";
import { Snapshot } from "../../lib/src/data/provenance/snapshot.js";
import { readManifest } from "../../lib/src/data/manifest.js";
import { provenanceReading, readSource } from "../../lib/src/data/source.js";
import { lineageReading } from "../../lib/src/data/readings.js";
import { stagePath, type Settings, type Stage } from "../../lib/src/base/settings.js";
import { readAllTitles, readCleanTitles, writeCollection } from "../../lib/src/data/stages.js";
import { readFeatures, writeFeatures } from "../../lib/src/features/stage.js";
import { readLabelledTitles, writeLabelledTitles } from "../../lib/src/label/stage.js";
import { ended, startChild } from "../support/child.js";
import { collectionOf } from "../support/collection.js";
import { testSettings } from "../support/settings.js";
import { discoverTitle, labelledTitle, title } from "../support/titles.js";

const LABEL = "simulated catalogue (seed 213)";
const LIVE = { kind: "live", label: "TMDb" } as const;
const HBO = { id: 49, slug: "hbo", name: "HBO" };
const READ: Readonly<Record<Stage, (settings: Settings) => unknown>> = {
  all: readAllTitles,
  clean: readCleanTitles,
  with_hit: readLabelledTitles,
  features_v1: (settings: Settings) => readFeatures(settings),
};

let settings: Settings;
beforeEach(() => {
  settings = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "lineage-")) });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true }));

/** What notebook 01 does, for series of this name. */
function collect(to: Settings, name = "A", fields = {}): void {
  const titles = [discoverTitle({ name }), discoverTitle({ id: 2, name })];
  writeCollection(to, titles, [title({ name }), title({ id: 2, name })], collectionOf(fields));
}

/** What notebook 02 does. */
function label(to: Settings): void {
  writeLabelledTitles(
    to,
    readCleanTitles(to).map((row, i) => ({ ...row, hit: i === 0 ? 1 : 0 })),
  );
}

/** What notebook 04 does. */
function addFeatures(to: Settings): void {
  writeFeatures(to, tableOf(readLabelledTitles(to), { asOfYear: 2026 }));
}

function runAll(to: Settings, name = "A", fields = {}): void {
  collect(to, name, fields);
  label(to);
  addFeatures(to);
}

/** Save a file as somebody with a text editor would. */
function edit(to: Settings, stage: Stage): void {
  const path = stagePath(to, stage);
  writeFileSync(path, readFileSync(path, "utf8").replace(/true|false/g, "True"));
  appendFileSync(path, "\n");
}

test("nothing is said of files that are as they were written", () => {
  runAll(settings);
  for (const stage of ["all", "clean", "with_hit", "features_v1"] as const) {
    expect(checkLineage(new Snapshot(settings), stage)).toEqual({ edited: [], stale: null });
    expect(lineageReading(settings, stage)).toBeNull();
    expect(readSource(settings, stage)).toEqual({ kind: "simulated", label: LABEL });
  }
  expect(provenanceReading(settings, "features_v1")).toBe(
    "**simulated catalogue (seed 213)** in place of Netflix: no title, number or finding below " +
      "is real. With a key in `.env` the same cells read TMDb.",
  );
});

test("each record has the hash of what the file was made from", () => {
  runAll(settings);
  const { all, clean, with_hit, features_v1 } = readManifest(settings)?.stages ?? {};
  expect(all?.input).toBeNull();
  expect(clean?.input).toEqual({ file: "netflix_tv_all.csv", sha256: all?.sha256 });
  expect(with_hit?.input).toEqual({ file: "netflix_tv_clean.csv", sha256: clean?.sha256 });
  expect(features_v1?.input).toEqual({ file: "netflix_tv_with_hit.csv", sha256: with_hit?.sha256 });
});

describe("a new collection", () => {
  test("makes the files of later stages stale, whatever their source was", () => {
    runAll(settings);
    collect(settings, "B", { source: LIVE });
    expect(readCleanTitles(settings)[0]?.name).toBe("B");
    const sentence =
      "netflix_tv_with_hit.csv is left over from an earlier collection (manifest.json has no " +
      "record of it): run notebook 02 again (npm run notebooks -- 02).";
    expect(() => readLabelledTitles(settings)).toThrow(sentence);
    expect(() => provenanceReading(settings, "with_hit")).toThrow(sentence);
    expect(() => readFeatures(settings)).toThrow(sentence);
    label(settings);
    expect(readLabelledTitles(settings)[0]?.name).toBe("B");
    expect(() => readFeatures(settings)).toThrow(
      /^netflix_tv_features_v1\.csv is left over .* run notebook 04 again/,
    );
    addFeatures(settings);
    expect(readFeatures(settings).ids).toEqual([1, 2]);
  });

  test("rows that were read before it are recorded as made from the earlier file", () => {
    collect(settings);
    const rows = readCleanTitles(settings).map((row) => ({ ...row, hit: 1 as const }));
    // Another process collects: this one goes on with what it has read.
    const elsewhere = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "lineage-")) });
    collect(elsewhere, "B", { source: LIVE });
    for (const file of readdirSync(elsewhere.dataDir)) {
      copyFileSync(join(elsewhere.dataDir, file), join(settings.dataDir, file));
    }
    rmSync(elsewhere.dataDir, { recursive: true });
    writeLabelledTitles(settings, rows);
    expect(() => readLabelledTitles(settings)).toThrow(
      "netflix_tv_with_hit.csv was made from an earlier netflix_tv_clean.csv: run notebook 02 " +
        "again (npm run notebooks -- 02).",
    );
  });
});

describe("a file changed by hand", () => {
  test("is read as it is, and reported with what to do", () => {
    collect(settings);
    edit(settings, "clean");
    expect(readCleanTitles(settings)[0]?.adult).toBe(true);
    expect(readSource(settings)).toEqual({ kind: "simulated", label: `${LABEL}, changed by hand` });
    expect(lineageReading(settings, "clean")).toBe(
      "**netflix\\_tv\\_clean.csv has been changed by hand** since notebook 01 wrote it: the rows " +
        "are used as they are, and may no longer be those of simulated catalogue " +
        "(seed 213). To undo this, run notebook 01 again (npm run notebooks -- 01).",
    );
    expect(provenanceReading(settings, "clean")).toMatch(
      /^\*\*simulated catalogue \(seed 213\), changed by hand\*\* in place of Netflix: [^]*\n\n\*\*netflix/,
    );
  });

  test("is told by the later notebooks too, which are consistent once they ran again", () => {
    runAll(settings);
    edit(settings, "clean");
    expect(() => readLabelledTitles(settings)).toThrow(/with_hit\.csv was made from an earlier/);
    expect(() => readFeatures(settings)).toThrow(/^netflix_tv_with_hit\.csv was made from an earl/);
    label(settings);
    expect(() => readFeatures(settings)).toThrow(/^netflix_tv_features_v1\.csv was made from an /);
    addFeatures(settings);
    edit(settings, "features_v1");
    expect(readFeatures(settings).ids).toEqual([1, 2]);
    expect(readSource(settings, "features_v1").label).toBe(`${LABEL}, changed by hand`);
    expect(lineageReading(settings, "features_v1")).toContain(
      "**netflix\\_tv\\_clean.csv and netflix\\_tv\\_features\\_v1.csv have been changed by hand** " +
        "since notebook 01 and 04 wrote them",
    );
    expect(lineageReading(settings, "features_v1")).toContain("(npm run notebooks -- 01 02 04).");
  });

  test("marks live data as well", () => {
    collect(settings, "A", { source: LIVE });
    edit(settings, "clean");
    expect(provenanceReading(settings, "clean")).toMatch(/^Data: Netflix, from TMDb, changed by h/);
  });

  test("is all right again when it is put back", () => {
    runAll(settings);
    const path = stagePath(settings, "clean");
    renameSync(path, `${path}.backup`);
    writeFileSync(path, "id\n");
    expect(() => readLabelledTitles(settings)).toThrow(/earlier netflix_tv_clean\.csv/);
    renameSync(`${path}.backup`, path);
    expect(checkLineage(new Snapshot(settings), "features_v1")).toEqual({
      edited: [],
      stale: null,
    });
  });
});

test("a file upstream that is gone counts as what was written", () => {
  runAll(settings);
  rmSync(stagePath(settings, "all"));
  rmSync(stagePath(settings, "with_hit"));
  expect(checkLineage(new Snapshot(settings), "features_v1")).toEqual({ edited: [], stale: null });
  edit(settings, "clean");
  expect(checkLineage(new Snapshot(settings), "features_v1").stale).toMatch(
    /^netflix_tv_with_hit\.csv was made/,
  );
});

describe("several networks in one folder", () => {
  test("have lineages of their own", () => {
    const hbo = { ...settings, network: HBO };
    runAll(settings);
    runAll(hbo, "B", { source: LIVE, network_id: 49 });
    collect(settings, "C");
    expect(() => readFeatures(settings)).toThrow(/^netflix_tv_with_hit\.csv is left over/);
    expect(readFeatures(hbo).ids).toEqual([1, 2]);
    expect(readSource(hbo).label).toBe("TMDb");
    expect(readSource(settings).label).toBe(LABEL);
  });

  test.each(["clean", "with_hit", "features_v1"] as const)(
    "another network's %s under this one's name is refused",
    (stage) => {
      const hbo = { ...settings, network: HBO };
      runAll(settings);
      runAll(hbo, "B", { source: LIVE });
      // Features have no names: other years make another file.
      const rows = [labelledTitle({ hit: 1, year: 1990 }), labelledTitle({ id: 2, year: null })];
      writeFeatures(hbo, tableOf(rows, { asOfYear: 2026 }));
      copyFileSync(stagePath(hbo, stage), stagePath(settings, stage));
      expect(() => READ[stage](settings)).toThrow(
        new RegExp(`^netflix_tv_${stage}\\.csv is a copy of hbo_tv_${stage}\\.csv: run notebook 0`),
      );
    },
  );

  test("a network without a collection is not judged", () => {
    collect(settings);
    const hbo = { ...settings, network: HBO };
    copyFileSync(stagePath(settings, "clean"), stagePath(hbo, "clean"));
    expect(readCleanTitles(hbo)).toHaveLength(2);
    expect(readSource(hbo)).toEqual({ kind: "unknown", label: "a CSV of unknown origin" });
    expect(provenanceReading(hbo, "clean")).toContain("no manifest");
  });
});

test("a file from another folder is reported", () => {
  const other = testSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), "lineage-")) });
  collect(settings);
  collect(other, "B", { source: LIVE });
  copyFileSync(stagePath(other, "clean"), stagePath(settings, "clean"));
  rmSync(other.dataDir, { recursive: true });
  expect(readSource(settings).label).toBe(`${LABEL}, changed by hand`);
  expect(lineageReading(settings, "clean")).toContain("and may no longer be those of");
});

describe("processes", () => {
  const COMMON = `
    const { writeCollection } = require("netflix-hits/data");
    const { recordCollection, readManifest } = require("netflix-hits/data");
    const [settings, collection, title, discoverTitle] = process.argv.slice(1).map(JSON.parse);
  `;
  const argsOf = (to: Settings, fields = {}) =>
    [to, collectionOf(fields), title(), discoverTitle()].map((value) => JSON.stringify(value));

  test("that write for two networks at once lose no entry", async () => {
    const script = `${COMMON}
      for (let i = 0; i < 60; i += 1) {
        recordCollection(settings, { ...collection, requests: i });
        if (readManifest(settings)?.requests !== i) process.exit(3);
      }`;
    const hbo = { ...settings, network: HBO };
    const children = [settings, hbo].map((to) => startChild(script, argsOf(to)));
    expect(await Promise.all(children.map(ended))).toEqual([0, 0]);
    expect([settings, hbo].map((to) => readManifest(to)?.requests)).toEqual([59, 59]);
    expect(readdirSync(settings.dataDir)).toEqual(["manifest.json"]);
  });

  test("that are killed at any moment leave files that belong together", async () => {
    const script = `${COMMON}
      const n = 3000;
      process.stdout.write("ready");
      for (let i = 0; ; i += 1) {
        const name = process.pid + "-" + i;
        const rows = (row) => Array.from({ length: n }, (_, at) => ({ ...row, id: at + 1, name }));
        const source = { kind: "simulated", label: name };
        writeCollection(settings, rows(discoverTitle), rows(title), { ...collection, source });
      }`;
    let judged = 0;
    for (let kill = 0; kill < 6; kill += 1) {
      const child = startChild(script, argsOf(settings));
      const end = ended(child);
      await new Promise((resolve) => child.stdout?.once("data", resolve));
      await new Promise((resolve) => setTimeout(resolve, 150 + kill * 37));
      child.kill("SIGKILL");
      expect(await end).toBe("SIGKILL");
      if (readManifest(settings) === null) continue; // Killed before it had written anything.
      expect(checkLineage(new Snapshot(settings), "clean")).toEqual({ edited: [], stale: null });
      const { label: name } = readSource(settings);
      judged += 1;
      expect(readAllTitles(settings)[2999]?.name).toBe(name);
      expect(readCleanTitles(settings)[2999]?.name).toBe(name);
    }
    expect(judged).toBeGreaterThan(0);
    collect(settings);
    expect(readdirSync(settings.dataDir).sort()).toEqual([
      "manifest.json",
      "netflix_tv_all.csv",
      "netflix_tv_clean.csv",
    ]);
  });

  test("what a process was killed amid the renames of is finished", () => {
    collect(settings);
    const path = stagePath(settings, "clean");
    const sha256 = readManifest(settings)?.stages?.clean?.sha256 ?? "";
    renameSync(path, `${path}.${sha256.slice(0, 16)}.new`);
    writeFileSync(path, "id\n1\n");
    writeFileSync(`${path}.${"0".repeat(16)}.new`, "never to count");
    expect(checkLineage(new Snapshot(settings), "clean")).toEqual({ edited: [], stale: null });
    expect(readCleanTitles(settings)).toHaveLength(2);
    expect(readdirSync(settings.dataDir).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});
