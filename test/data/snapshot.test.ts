import fs, { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { stagePath, type Settings } from "../../lib/src/base/settings.js";
import { hashFile } from "../../lib/src/base/files.js";
import { openSource } from "../../lib/src/data/csv/source.js";
import { readRows } from "../../lib/src/data/csv/rows.js";
import { readManifest } from "../../lib/src/data/manifest.js";
import { Snapshot } from "../../lib/src/data/provenance/snapshot.js";
import { seenHash } from "../../lib/src/data/provenance/seen-files.js";
import { provenanceReading } from "../../lib/src/data/source.js";
import { readCleanTitles, writeCollection } from "../../lib/src/data/stages.js";
import { TITLE_COLUMNS } from "../../lib/src/data/titles.js";
import { writeFeatures } from "../../lib/src/features/stage.js";
import { writeLabelledTitles } from "../../lib/src/label/stage.js";
import { writeComparison } from "../../lib/src/report/comparison.js";
import { readContent } from "../../lib/src/report/content.js";
import { collectionOf } from "../support/collection.js";
import { testSettings } from "../support/settings.js";
import { labelled, tableOf } from "../support/study.js";
import { discoverTitle, titles } from "../support/titles.js";

let folder: string;
let settings: Settings;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-"));
  settings = testSettings({ DATA_DIR: join(folder, "data"), FIGURES_DIR: join(folder, "figures") });
  writeCollection(settings, [discoverTitle()], titles(60), collectionOf({}));
  const rows = labelled(readCleanTitles(settings));
  writeLabelledTitles(settings, rows);
  writeFeatures(settings, tableOf(rows, { asOfYear: 2026 }));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** How often `work` opens each file of the data folder. */
function opens(work: () => unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (path: unknown) => {
    if (typeof path !== "string" || !path.startsWith(settings.dataDir)) return;
    counts[basename(path)] = (counts[basename(path)] ?? 0) + 1;
  };
  for (const name of ["openSync", "readFileSync"] as const) {
    const real = fs[name] as (...args: unknown[]) => never;
    jest.spyOn(fs, name).mockImplementation((...args: unknown[]) => {
      count(args[0]);
      return real(...args);
    });
  }
  work();
  jest.restoreAllMocks();
  return counts;
}

/** The rows of the cleaned series, as a snapshot reads them. */
function readClean(data: Snapshot) {
  return data.read("clean", (source) => readRows(source, TITLE_COLUMNS));
}

test("a report opens the manifest once, and hashes and reads each file once", () => {
  expect(opens(() => readContent(settings))).toEqual({
    "manifest.json": 1,
    "netflix_tv_all.csv": 1,
    "netflix_tv_clean.csv": 1,
    "netflix_tv_with_hit.csv": 2,
    "netflix_tv_features_v1.csv": 1,
  });
});

test("so do the comparison of networks and the head of a notebook", () => {
  expect(opens(() => writeComparison([settings]))).toEqual({
    "manifest.json": 1,
    "netflix_tv_all.csv": 1,
    "netflix_tv_clean.csv": 1,
    "netflix_tv_with_hit.csv": 2,
  });
  expect(opens(() => provenanceReading(settings, "clean"))).toEqual({
    "manifest.json": 1,
    "netflix_tv_all.csv": 1,
    "netflix_tv_clean.csv": 1,
  });
});

test("rows and remembered hash are of the same bytes", () => {
  const data = new Snapshot(settings);
  expect(readClean(data)).toHaveLength(60);
  expect(seenHash(stagePath(settings, "clean"))).toBe(
    readManifest(settings)?.stages?.clean?.sha256,
  );
});

test("a file that is replaced between its hash and its rows is refused", () => {
  const path = stagePath(settings, "clean");
  readCleanTitles(settings);
  const before = seenHash(path);
  const data = new Snapshot(settings);
  data.hashOf("clean");
  copyFileSync(stagePath(settings, "with_hit"), path);
  expect(() => readClean(data)).toThrow(
    "netflix_tv_clean.csv was replaced while it was being read",
  );
  expect(seenHash(path)).toBe(before);
});

test.each([
  ["plain", (text: Buffer) => text],
  ["packed", (text: Buffer) => gzipSync(text)],
  ["in UTF-16", (text: Buffer) => Buffer.from(`\ufeff${text.toString()}`, "utf16le")],
])("a file that is %s has the digest of its bytes on the disk", (_, write) => {
  const path = join(folder, "table.csv");
  // Longer than what is read at a time.
  const text = `id\n${Array.from({ length: 400_000 }, (_, i) => i).join("\n")}\n`;
  writeFileSync(path, write(Buffer.from(text)));
  const source = openSource(path);
  expect(readRows<{ id: number }>(source, { id: { type: "integer" } })).toHaveLength(400_000);
  expect(source.digest()).toEqual(hashFile(path));
});
