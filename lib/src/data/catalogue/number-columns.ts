/** Columns of numbers, with a decimal point or, throughout the file, a decimal comma. */
import { COMMA_NUMBER, NUMBER } from "../csv/decimal.js";
import { changed, isMissing, type ColumnReader, type Field, type Reading } from "./column.js";

/** What a number must satisfy. */
export interface NumberForm {
  expected: string;
  isInteger?: boolean;
  low: number;
  high: number;
}

const COMMA = 0x2c;
/** "1,234" can be more than a thousand, or a little more than one. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;

/** The number columns of a file: only together do they show what a comma in a number means. */
export class NumberColumns {
  #commas = 0;
  #points = 0;
  /** Whether a number was seen whose comma cannot be a thousands separator. */
  #isDecimal: boolean;

  constructor(private readonly reading: Reading) {
    this.#isDecimal = reading.delimiter !== COMMA;
  }

  /** A column whose values may be missing. */
  optional(column: string, form: NumberForm): ColumnReader<number | null> {
    return this.#add(column, form, false);
  }

  /** A column without missing values. */
  required(column: string, form: NumberForm): ColumnReader<number> {
    const reader = this.#add(column, form, true);
    // Missing values have been recorded as invalid, and the file is refused.
    return {
      take: (field) => reader.take(field),
      finish: () => reader.finish().map((n) => n ?? NaN),
    };
  }

  #add(column: string, form: NumberForm, isRequired: boolean): NumberColumn {
    const parse = (text: string): number => {
      if (text.includes(",")) {
        this.#commas += 1;
        if (!GROUPED.test(text)) this.#isDecimal = true;
      } else if (text.includes(".")) this.#points += 1;
      return NUMBER.test(text) ? Number(text) : NaN;
    };
    const isComma = () => this.#commas > 0 && this.#points === 0 && this.#isDecimal;
    return new NumberColumn(column, form, isRequired, this.reading, parse, isComma);
  }
}

class NumberColumn implements ColumnReader<number | null> {
  readonly #values: (number | null)[] = [];
  /** Fields that are not numbers with a decimal point. */
  readonly #open: { field: Field; at: number }[] = [];

  constructor(
    private readonly column: string,
    private readonly form: NumberForm,
    private readonly isRequired: boolean,
    private readonly reading: Reading,
    private readonly parse: (text: string) => number,
    private readonly hasDecimalComma: () => boolean,
  ) {}

  take(field: Field): void {
    const { column, reading } = this;
    const text = field.text.trim();
    if (text === "" || (!this.isRequired && isMissing(field, column, reading.tally))) {
      if (this.isRequired) this.#refuse(field);
      this.#values.push(null);
      return;
    }
    const value = this.parse(text);
    if (Number.isNaN(value)) this.#open.push({ field, at: this.#values.length });
    else if (!this.#fits(value)) this.#refuse(field);
    this.#values.push(value);
  }

  finish(): (number | null)[] {
    const isComma = this.hasDecimalComma();
    for (const { field, at } of this.#open) {
      const text = field.text.trim();
      const value = isComma && COMMA_NUMBER.test(text) ? Number(text.replace(",", ".")) : NaN;
      if (!this.#fits(value)) this.#refuse(field);
      else {
        const what = "had a decimal comma: read as a decimal point";
        this.reading.tally.add(changed(this.column, what, field.text, field.row));
        this.#values[at] = value;
      }
    }
    return this.#values;
  }

  #fits(value: number): boolean {
    const { isInteger = false, low, high } = this.form;
    return (
      Number.isFinite(value) &&
      value >= low &&
      value <= high &&
      (!isInteger || Number.isSafeInteger(value))
    );
  }

  #refuse({ text: found, row }: Field): void {
    const { expected } = this.form;
    const hint = /\d,\d/.test(found) ? " without a thousands separator" : "";
    this.reading.bad.add({ row, column: this.column, expected: expected + hint, found });
  }
}
