/** What a join is, and what it makes. */
import type { Specified } from "../../base/spec.js";
import type { Change, JoinRecord } from "../collection.js";
import type { ColumnWords, Value, Variable } from "../variable.js";
import type { KeyedTitle } from "./keys.js";
import type { JoinMatch } from "./match.js";
import type { JoinType } from "./options.js";

export type { JoinRecord } from "../collection.js";

/** A join whatever its columns are, as a list of several joins holds it. */
export interface AnyJoin extends Specified {
  /** As it was given. */
  readonly path: string;
  /** The SHA-256 of the file as it is now; null where it is no longer there. */
  hash(): string | null;
  /**
   * The series with the joined columns, in their order.
   *
   * @throws UserError when the file cannot be read or does not fit the series.
   */
  apply<T extends KeyedTitle>(titles: readonly T[]): AppliedJoin<T>;
}

/** What a join made, whatever its columns are. */
export interface AppliedJoin<T> {
  /** The series with the joined columns, in their order; null where a series has no row or no value. */
  titles: T[];
  report: JoinReport;
  /** The file and the counts, for the manifest. */
  describe: () => JoinRecord;
}

/** A join that has been declared, and can be applied to any list of series. */
export interface CsvJoin<J extends object> extends AnyJoin {
  /** A joined column as a variable: for charts, comparisons, features and definitions. */
  variable: JoinedVariables<J>;
  apply<T extends KeyedTitle>(titles: readonly T[]): JoinResult<T, J>;
}

/** What a join made. */
export interface JoinResult<T, J extends object> extends AppliedJoin<T & J> {
  /** A joined column as a variable: for charts, comparisons, features and definitions. */
  variable: JoinedVariables<J>;
}

/**
 * Gives a joined column as a variable.
 *
 * @param words what it is called; default the column's name.
 * @throws UserError for a column that is not joined.
 */
export type JoinedVariables<J extends object> = <K extends JoinedName<J>>(
  column: K,
  words?: ColumnWords<JoinedValueOf<J, K>>,
) => Variable<JoinedValueOf<J, K>, object>;

/** The name of a joined column; without declared columns any may be right. */
export type JoinedName<J> = [keyof J] extends [never] ? string : keyof J & string;

/** What a joined column has as a variable. */
export type JoinedValueOf<J, K> = K extends keyof J ? Extract<NonNullable<J[K]>, Value> : Value;

/** What became of the rows of the file and of the series. */
export interface JoinReport
  extends
    Omit<JoinMatch, "places">,
    Pick<JoinRecord, "file" | "bytes" | "sha256" | "by" | "rows" | "series" | "matched"> {
  /** The ids of those that have none. */
  withoutRow: number[];
  columns: JoinedColumn[];
  /** What was changed or not read in the file. */
  changes: Change[];
}

/** A column that was joined. */
export interface JoinedColumn {
  /** Its name among those of the series. */
  name: string;
  /** Its name in the file. */
  column: string;
  type: JoinType;
  isDeclared: boolean;
  /** Series that have a value. */
  present: number;
  /** Why it is a text although most of its values are numbers or dates; null elsewhere. */
  oddity: string | null;
}

/** The counts of a report, without its rows. */
export function recordOf(report: JoinReport): JoinRecord {
  const { file, bytes, sha256, by, rows, series, matched, changes } = report;
  return {
    ...{ file, bytes, sha256, by, rows, series, matched },
    unmatched: report.unmatched.length,
    ambiguous: report.ambiguous.length,
    repeated: report.repeated.length,
    without_key: report.keyless.length,
    columns: report.columns.map(({ name, type, present }) => ({ name, type, present })),
    changes,
  };
}
