/** Numbers as people read them in titles, labels and prose. */

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A count with thousands separators, such as "2,561". */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** A share of 1 in per cent with `digits` decimals (default 1), such as "9.1%". */
export function formatPercent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** "1 title", "2,561 titles": the plural is the noun with an s unless it is given. */
export function formatQuantity(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Round to `digits` significant digits (default 4), which keeps a figure's JSON short. */
export function roundSignificant(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
