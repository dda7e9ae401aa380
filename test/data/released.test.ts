import { releasedTitles, releaseOf } from "../../lib/src/data/released.js";
import { title } from "../support/titles.js";

const of = (first_air_date: string | null) =>
  title({
    first_air_date,
    year: first_air_date === null ? null : Number(first_air_date.slice(0, 4)),
  });

test.each([
  ["2026-01-31", { lastDay: "2026-01-31" }, "released"],
  ["2026-02-01", { lastDay: "2026-01-31" }, "announced"],
  ["2026-02-01", { lastDay: "2026-01-31T23:59:59Z" }, "announced"],
  ["2026-02-01", { lastDay: "2026-12-31", asOfYear: 2020 }, "released"],
  ["2026-12-31", { asOfYear: 2026 }, "released"],
  ["2027-01-01", { asOfYear: 2026 }, "announced"],
  ["2999-01-01", {}, "released"],
  [null, {}, "undated"],
  [null, { lastDay: "2026-01-31" }, "undated"],
] as const)("a series of %s is, by %j, %s", (date, asOf, expected) => {
  expect(releaseOf(of(date), asOf)).toBe(expected);
});

test("a series of which only the year is known is judged by the year", () => {
  const known = { first_air_date: null, year: 2027 };
  expect(releaseOf(known, { lastDay: "2026-01-31", asOfYear: 2026 })).toBe("announced");
});

test("releasedTitles keeps the released in their order", () => {
  const titles = ["2026-02-01", "2020-01-01", null, "2019-01-01"].map(of);
  expect(releasedTitles(titles, { lastDay: "2026-01-31" })).toEqual([titles[1], titles[3]]);
});
