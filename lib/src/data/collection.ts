/** A collection in the manifest: its source, coverage, the files made from it and the results. */
import type { RowProblem } from "./titles.js";
import type { Stage } from "../base/settings.js";

/** Where rows came from: TMDb itself, the simulation, a file, or another server. */
export type SourceKind = "live" | "simulated" | "file" | "server" | "unknown";

/** A source and its name, such as "TMDb" or "simulated catalogue (seed 213)". */
export interface Source {
  kind: SourceKind;
  label: string;
}

/** What notebook 05 found. */
export interface Results {
  titles: number;
  hits: number;
  /**
   * ROC-AUC of the single split, comparable with other work; absent if there are too few hits for
   * one.
   */
  roc_auc?: number;
  /** Its 95% interval: DeLong's, or Newcombe's if there are few hits. */
  roc_auc_interval?: [number, number];
  /** The number of rows on which it was measured. */
  validation?: { titles: number; hits: number };
  /** Mean ROC-AUC over repeated folds, its standard deviation and 95% interval. */
  cross_validated?: {
    mean: number;
    sd: number;
    interval: [number, number];
    folds: number;
    repeats: number;
  };
  /** p-value of the permutation test: the share of permuted labels that reach `roc_auc`. */
  permutation_p?: number;
  average_precision?: number;
  average_precision_interval?: [number, number];
  /**
   * Calibration of the probabilities from nested cross-validation: ideal are slope 1 and intercept
   * 0.
   */
  calibration?: {
    slope: number;
    slope_interval: [number, number];
    intercept: number;
    intercept_interval: [number, number];
    log_loss: number;
    base_log_loss: number;
  };
  /**
   * Mean ROC-AUC within later years, of forecasts and of cross-validated scores of the same series.
   */
  later_years?: {
    years: number;
    mean: number;
    interval: [number, number];
    within_cross_validated: number;
    cost: number;
    cost_interval: [number, number];
  };
  /** What could not be judged with these series, and why. */
  unjudged?: Record<string, string>;
  /** Features that the leakage check would have refused, and why they were allowed. */
  allowed_features?: Record<string, string>;
}

/** A part of the catalogue: how many series the API reports in it, and how many were received. */
export interface WindowCoverage {
  /** Its name, such as "2015-03-01 to 2016-08-14", "before 2001-05-06" or "without a date". */
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
  /** Requests that were retried after an error. */
  retries: number;
  /** Responses that an earlier, interrupted run had saved. */
  resumed: number;
  /** Passes through the whole catalogue; more than one if it changed meanwhile. */
  sweeps: number;
  /** Whether every series that the API reports was received; null if it reports nothing. */
  complete: boolean | null;
  /** The parts that were requested; together they are the catalogue. */
  windows: WindowCoverage[];
  /** Invalid rows: lost, or kept without a field. */
  problems: RowProblem[];
  /** Values, rows and columns that were left out or changed when they were read. */
  changes: Change[];
  /** What lay beside it and was not read, a sentence each. */
  passed_over?: string[];
  /** Figures that the report has left out, because they were made from other data. */
  figures_left_out?: string[];
  /** How the server was queried; null if there was none. */
  settings: { language: string; requests_per_second: number | null; connections: number } | null;
  /** The catalogue file, if the rows come from one. */
  file?: CatalogueFile;
  /**
   * The year from which ages are counted unless AS_OF_YEAR is set; default the year of the
   * collection.
   */
  as_of_year?: number;
  versions: { project: string; node: string };
  /** The CSV files made from it; absent before the first is written. */
  stages?: Partial<Record<Stage, StageRecord>>;
  results?: Results;
  /** The claims of the study, as they were judged. */
  findings?: FindingsRecord;
  /** The study for which each stored figure was drawn, by the figure's name. */
  figures?: Record<string, string>;
}

/** A catalogue file at the time it was read. */
export interface CatalogueFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Rows without the header, including those left out. */
  rows: number;
  /** When the file was last modified, and when it was read; ISO 8601, UTC. */
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
  /** The file it was made from; null for the collected rows. */
  input: { file: string; sha256: string } | null;
  /** By which study it was made; absent for the collected rows, and for a file made without one. */
  study?: StudyRecord;
}

/** The judged claims of a study, and the groups that it compares. */
export interface FindingsRecord {
  /** The hash of the study. */
  study: string;
  /** What is claimed of, in the order of the claims. */
  topics: {
    id: string;
    title: string;
    /** The names of the figures that show it; its claims are read from the first. */
    figures: string[];
    /** The groups that can be judged; absent where none are compared. */
    table?: { columns: string[]; rows: (string | number | boolean | null)[][]; caption?: string };
  }[];
  /** The findings, with the ids of their topics in the place of these. */
  judged: unknown[];
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
  /** Files of one's own that were joined to the series. */
  joins?: JoinRecord[];
  /** The columns of the features, once they are built. */
  features?: { name: string; feature: string; group: string; words: string }[];
  /** Features that the check against leakage would have refused, and why they may stay. */
  allow?: Record<string, string>;
}

/** One kind of change, to the values of a column or to whole rows or columns. */
export interface Change {
  /** Null for whole rows or columns. */
  column: string | null;
  unit: "value" | "row" | "column";
  count: number;
  /** How many there were in all. */
  of: number;
  /**
   * What was found and how it was read, in words that follow the count: "had a time of day: cut
   * off".
   */
  what: string;
  /** True if information is lost, false if it is only written differently. */
  lost: boolean;
  /** The first of them as it was, and its data row, counted from 1. */
  example: string | null;
  row: number | null;
}

/** What the manifest keeps of a join. */
export interface JoinRecord {
  file: string;
  bytes: number;
  sha256: string;
  by: "id" | "name and year";
  /** Rows with a value. */
  rows: number;
  series: number;
  /** Series that have a row. */
  matched: number;
  unmatched: number;
  ambiguous: number;
  repeated: number;
  without_key: number;
  columns: { name: string; type: "number" | "string" | "date" | "boolean"; present: number }[];
  changes: Change[];
}
