/** What the manifest holds of a collection: its source, its coverage, the files made from it and the results. */
import type { RowProblem } from "./titles.js";
import type { Stage } from "../base/settings.js";

/** Where rows came from: TMDb itself, the simulation, a served file, or another server. */
export type SourceKind = "live" | "simulated" | "file" | "server" | "unknown";

/** A source and the words for it, such as "TMDb" or "simulated catalogue (seed 213)". */
export interface Source {
  kind: SourceKind;
  label: string;
}

/** What notebook 05 found. */
export interface Results {
  titles: number;
  hits: number;
  /** Of the split that can be compared with other work; absent where there are too few hits for one. */
  roc_auc?: number;
  /** 95% interval of it: DeLong's, or Newcombe's where hits are few. */
  roc_auc_interval?: [number, number];
  /** The rows on which it was measured. */
  validation?: { titles: number; hits: number };
  /** Mean ROC-AUC over repeated folds, its standard deviation and 95% interval. */
  cross_validated?: {
    mean: number;
    sd: number;
    interval: [number, number];
    folds: number;
    repeats: number;
  };
  /** Share of shuffled labels that reach `roc_auc`. */
  permutation_p?: number;
  average_precision?: number;
  average_precision_interval?: [number, number];
  /** Of probabilities by nested cross-validation: slope 1 and intercept 0 are right. */
  calibration?: {
    slope: number;
    slope_interval: [number, number];
    intercept: number;
    intercept_interval: [number, number];
    log_loss: number;
    base_log_loss: number;
  };
  /** Mean ROC-AUC within later years: of forecasts, and of cross-validated scores of the same series. */
  later_years?: {
    years: number;
    mean: number;
    interval: [number, number];
    within_cross_validated: number;
    cost: number;
    cost_interval: [number, number];
  };
  /** What could not be judged on these series, and why. */
  unjudged?: Record<string, string>;
  /** Features that the check against leakage would have refused, and why they were let through. */
  allowed_features?: Record<string, string>;
}

/** A part of the catalogue: how many series the API reports in it, and how many came. */
export interface WindowCoverage {
  /** Such as "2015-03-01 to 2016-08-14", "before 2001-05-06" or "without a date". */
  window: string;
  reported: number;
  distinct: number;
}

/** One network's collection. */
export interface Collection {
  source: Source;
  network_id: number;
  network: string;
  /** ISO 8601, UTC; null for a catalogue file, which does not say when its rows were collected. */
  collected_at: string | null;
  /** `total_results` of the API; null for a catalogue file, which reports nothing. */
  reported_total: number | null;
  /** Rows collected, one for each id. */
  distinct_ids: number;
  requests: number;
  /** Requests that were asked again after a fault. */
  retries: number;
  /** Answers that an earlier, interrupted run had left on disk. */
  resumed: number;
  /** Times the whole catalogue was gone through; more than one when it changed on the way. */
  sweeps: number;
  /** Every series that was reported has come; null where nothing was reported. */
  complete: boolean | null;
  /** The parts that were asked for; together they are the catalogue. */
  windows: WindowCoverage[];
  /** Rows that did not fit, lost or kept without a field. */
  problems: RowProblem[];
  /** Values, rows and columns that were left out or changed on the way in. */
  changes: Change[];
  /** How the server was asked; null where there was none. */
  settings: { language: string; requests_per_second: number | null; connections: number } | null;
  /** The catalogue file, where the rows come from one. */
  file?: CatalogueFile;
  /** The year from which ages are counted unless a setting says otherwise; default that of the collection. */
  as_of_year?: number;
  versions: { project: string; node: string };
  /** The CSV files made from it; absent as long as none is written. */
  stages?: Partial<Record<Stage, StageRecord>>;
  results?: Results;
  /** The study for which each stored figure was drawn, by the figure's name. */
  figures?: Record<string, string>;
}

/** A catalogue file as it was read. */
export interface CatalogueFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Rows without the header, also those that came to nothing. */
  rows: number;
  /** When the file itself was changed last, and when it was read; ISO 8601, UTC. */
  modified_at: string;
  read_at: string;
}

/** A CSV file of a stage as it was written. */
export interface StageRecord {
  /** Its name in the data folder. */
  file: string;
  bytes: number;
  /** Without the header. */
  rows: number;
  sha256: string;
  /** What it was made from; null for the collected rows. */
  input: { file: string; sha256: string } | null;
  /** By which study it was made; absent for the collected rows, and for a file made without one. */
  study?: StudyRecord;
}

/** What a study came to on these series. */
export interface StudyRecord {
  /** Of the whole study: files of two studies are never read together. */
  hash: string;
  /** The series that are looked at, in words, and how many of those collected they are. */
  population: { words: string; series: number; of: number };
  /** What a hit is, in words, why, by which variables, and what that comes to. */
  hit: {
    words: string;
    because: string;
    variables: string[];
    thresholds: {
      variable: string;
      label: string;
      isCount: boolean;
      value: number;
      quantile: number | null;
    }[];
    /** Series without a value that decides. */
    missing: number;
  };
  /** The columns of the features, once they are built. */
  features?: { name: string; feature: string; group: string; words: string }[];
  /** Features that the check against leakage would have refused, and why they may stay. */
  allow?: Record<string, string>;
}

/** One kind of change to one column, or to whole rows or columns. */
export interface Change {
  /** Null where rows or columns as a whole are concerned. */
  column: string | null;
  unit: "value" | "row" | "column";
  count: number;
  /** How many there were in all. */
  of: number;
  /** What was found and what was made of it, to follow the count: "had a time of day: cut off". */
  what: string;
  /** True where something is no longer there, false where it is only written otherwise. */
  lost: boolean;
  /** The first of them as it stood, and its data row, counted from 1. */
  example: string | null;
  row: number | null;
}
