/** Numbers in classes of one width. */
import { UserError } from "../base/errors.js";
import { formatCount, roundSignificant } from "../base/format.js";

/** Classes of numbers. */
export interface Bins {
  /** From the middle of one class to that of the next; in decades where they are of equal ratios. */
  width: number;
  /** Whether each class holds one whole number. */
  isSingle: boolean;
  /** Where a number's class stands on an axis: its middle, or the number itself where it is alone in it. */
  place: (value: number) => number;
  /** The class at a place, such as "6 to 6.5", or 2019. */
  name: (place: number) => string | number;
}

/** How numbers are put into classes. */
export interface BinOptions {
  /** Taken if given. */
  width?: number | undefined;
  /** Of equal ratios, in decades; zero is a class of its own. Default false. */
  log?: boolean;
  /** Whole numbers that lie within less than this have a class each; default 120. */
  single?: number;
  /** Else there are at most so many; default 30. */
  most?: number;
}

/**
 * Classes of a round width for numbers.
 *
 * @example binsOf([6.1, 9.8], { most: 10 }).name(6.25) // "6 to 6.5"
 * @throws UserError when the width is no positive number, or a number below 0 is to stand on a log scale.
 */
export function binsOf(
  values: readonly number[],
  { width, log = false, single = 120, most = 30 }: BinOptions = {},
): Bins {
  if (width !== undefined && !(width > 0 && Number.isFinite(width))) {
    throw new UserError(`binWidth is ${width}; expected a number above 0, such as 10.`);
  }
  if (log) return logBins(values, most);
  const [low, high] = extent(values);
  const isWhole = values.every(Number.isInteger);
  const own = width ?? (isWhole && high - low < single ? 1 : roundStep((high - low) / most));
  if (isWhole && own === 1) {
    return { width: 1, isSingle: true, place: (value) => value, name: (place) => place };
  }
  // Whole numbers do not reach the border: 10 to 19.
  const gap = isWhole && Number.isInteger(own) ? 1 : 0;
  const text = (border: number): string => String(roundSignificant(border, 6));
  return {
    width: own,
    isSingle: false,
    place: (value) => roundSignificant((classOf(value, own) + 0.5) * own, 6),
    name: (place) => {
      const i = classOf(place, own);
      return `${text(i * own)} to ${text((i + 1) * own - gap)}`;
    },
  };
}

function logBins(values: readonly number[], most: number): Bins {
  assertLog(values);
  const [low, high] = extent(values.filter((value) => value > 0).map(Math.log10));
  const width = [0.05, 0.1, 0.2, 0.25, 0.5].find((step) => (high - low) / step <= most) ?? 1;
  const isWhole = values.every(Number.isInteger);
  // Of whole numbers the first and the last in a class: 16 to 25 for 15.8 to 25.1.
  const first = (i: number): number => Math.ceil(10 ** (i * width) - 1e-9);
  const text = (i: number): string => String(roundSignificant(10 ** (i * width), 3));
  const inDecades = (value: number): number => classOf(Math.log10(value), width);
  return {
    width,
    isSingle: false,
    place: (value) => (value === 0 ? 0 : 10 ** ((inDecades(value) + 0.5) * width)),
    name: (place) => {
      const i = inDecades(place);
      if (place === 0) return 0;
      if (!isWhole) return `${text(i)} to ${text(i + 1)}`;
      const [from, to] = [first(i), first(i + 1) - 1];
      return from === to ? from : `${formatCount(from)} to ${formatCount(to)}`;
    },
  };
}

/** In which class from zero a number lies; on a border, such as 0.3, above it, whatever its last bit says. */
export function classOf(value: number, width: number): number {
  return Math.floor(value / width + 1e-9);
}

/** @throws UserError at a number below 0. */
export function assertLog(values: readonly number[]): void {
  const below = values.find((value) => value < 0);
  if (below === undefined) return;
  throw new UserError(
    `A log scale has no place for ${below}; expected numbers from 0 on. Leave out the option log.`,
  );
}

/** The next of 1, 2 and 5 times a power of ten; 1 for zero. */
export function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const decade = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5].find((times) => roundSignificant(times * decade, 6) >= least) ?? 10;
  return roundSignificant(decade * step, 6);
}

/** The least and the greatest; [Infinity, -Infinity] of none. */
export function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
