import { binsOf, extent, roundStep } from "../../lib/src/stats/bins.js";

/** The class of each number, by name. */
function classes(values: readonly number[], options?: Parameters<typeof binsOf>[1]): unknown[] {
  const { place, name } = binsOf(values, options);
  return values.map((value) => name(place(value)));
}

test("whole numbers near each other have a class each, and stand at themselves", () => {
  const bins = binsOf([2015, 2020, 2026]);
  expect(bins).toMatchObject({ width: 1, isSingle: true });
  expect([2015, 2020].map(bins.place)).toEqual([2015, 2020]);
  expect(classes([2015, 2020])).toEqual([2015, 2020]);
});

test("whole numbers far from each other are put into classes that do not share a border", () => {
  expect(classes([0, 9, 10, 299])).toEqual(["0 to 9", "0 to 9", "10 to 19", "290 to 299"]);
  expect(binsOf([0, 299]).place(10)).toBe(15);
});

test("other numbers are put into at most so many classes of a round width", () => {
  const values = Array.from({ length: 1000 }, (_, i) => 1 + i / 111);
  const bins = binsOf(values, { most: 20 });
  expect(bins.width).toBe(0.5);
  expect(new Set(values.map(bins.place)).size).toBeLessThanOrEqual(20);
  expect(bins.name(6.25)).toBe("6 to 6.5");
});

test("a number on a border belongs above it, whatever its last bit says", () => {
  // 0.3 / 0.1 is 2.9999999999999996.
  expect(classes([0.3, 0.1 + 0.2], { width: 0.1 })).toEqual(["0.3 to 0.4", "0.3 to 0.4"]);
  expect(classes([-0.05, -0.1], { width: 0.1 })).toEqual(["-0.1 to 0", "-0.1 to 0"]);
});

test("one value, or none, makes one class, or none", () => {
  expect(classes([7.25, 7.25])).toEqual(["7 to 8", "7 to 8"]);
  expect(classes([])).toEqual([]);
});

test("on a log scale classes have equal ratios and zero has its own", () => {
  const values = [0, 0.013, 1, 10, 999.9];
  const bins = binsOf(values, { log: true });
  expect(bins.place(0)).toBe(0);
  expect(classes(values, { log: true, most: 5 })).toEqual([
    0,
    "0.01 to 0.1",
    "1 to 10",
    "10 to 100",
    "100 to 1000",
  ]);
  for (const value of values.slice(1)) {
    expect(Math.abs(Math.log10(bins.place(value) / value))).toBeLessThanOrEqual(
      bins.width / 2 + 1e-9,
    );
  }
});

test("classes of whole numbers on a log scale name the first and last that they hold", () => {
  const all = Array.from({ length: 30_000 }, (_, i) => i + 1);
  const { place, name } = binsOf(all, { log: true });
  const held = new Map<unknown, number[]>();
  for (const value of all) {
    const key = name(place(value));
    held.set(key, [...(held.get(key)?.slice(0, 1) ?? [value]), value]);
  }
  for (const [key, [first, last]] of held) {
    const ends = String(key).replaceAll(",", "").split(" to ").map(Number);
    expect(ends[0]).toBe(first);
    if (last! < 30_000) expect(ends.at(-1)).toBe(last);
  }
});

test.each([0, -1, Number.NaN, Infinity])("a width of %d is refused", (width) => {
  expect(() => binsOf([1, 2], { width })).toThrow(
    `binWidth is ${width}; expected a number above 0`,
  );
});

test("a number below zero has no place on a log scale", () => {
  expect(() => binsOf([1, -2], { log: true })).toThrow("A log scale has no place for -2; expected");
});

test("steps are 1, 2 and 5 times powers of ten, and never below what is asked", () => {
  expect([0.9, 1, 1.1, 2.5, 30, 0.03, 7, 0].map(roundStep)).toEqual([1, 1, 2, 5, 50, 0.05, 10, 1]);
  expect(extent([3, -1, 2])).toEqual([-1, 3]);
});
