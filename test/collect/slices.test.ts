import {
  EVERYTHING,
  isIn,
  sliceName,
  sliceQuery,
  splitByDate,
  splitByOrigin,
  type Slice,
} from "../../lib/src/collect/slices.js";
import { discoverTitle } from "../support/titles.js";

const UNDATED: Slice = { dates: "none", from: null, to: null };

const between = (from: string | null, to: string | null): Slice => ({ dates: "between", from, to });
const dated = (...dates: (string | null)[]) =>
  dates.map((first_air_date, i) => discoverTitle({ id: i + 1, first_air_date }));
const spans = (slices: Slice[] | null) => slices?.map(({ from, to }) => [from, to]);

test("a slice becomes the API's parameters", () => {
  expect(sliceQuery(EVERYTHING)).toEqual({});
  expect(sliceQuery(UNDATED)).toEqual({
    "first_air_date.gte": "9999-01-01",
    include_null_first_air_dates: true,
  });
  expect(sliceQuery({ ...between("2020-01-01", "2020-01-31"), language: "ko" })).toEqual({
    "first_air_date.gte": "2020-01-01",
    "first_air_date.lte": "2020-01-31",
    with_original_language: "ko",
  });
  expect(sliceQuery({ ...between(null, "1999-12-31"), country: "US" })).toEqual({
    "first_air_date.lte": "1999-12-31",
    with_origin_country: "US",
  });
});

test("a slice has a name that says what is in it", () => {
  expect(sliceName(EVERYTHING)).toBe("all series");
  expect(sliceName(UNDATED)).toBe("without a date");
  expect(sliceName(between(null, "1999-12-31"))).toBe("before 2000-01-01");
  expect(sliceName(between("2020-02-01", null))).toBe("2020-02-01 and later");
  expect(sliceName(between("2020-02-01", "2020-02-01"))).toBe("2020-02-01");
  expect(sliceName({ ...between("2020-02-01", "2020-03-31"), language: "ko", country: "KR" })).toBe(
    "2020-02-01 to 2020-03-31, original language ko, from KR",
  );
});

test("a series is in a slice when each of its conditions holds, the bounds included", () => {
  const title = discoverTitle({
    first_air_date: "2020-02-29",
    original_language: "ko",
    origin_country: ["KR", "US"],
  });
  const slice = between("2020-02-29", "2020-02-29");
  expect(isIn(slice, title)).toBe(true);
  expect(isIn({ ...slice, language: "ko", country: "US" }, title)).toBe(true);
  expect(isIn({ ...slice, language: "en" }, title)).toBe(false);
  expect(isIn({ ...slice, country: "JP" }, title)).toBe(false);
  expect(isIn(between("2020-03-01", null), title)).toBe(false);
  expect(isIn(between(null, "2020-02-28"), title)).toBe(false);
  expect(isIn(UNDATED, title)).toBe(false);
  expect(isIn(EVERYTHING, title)).toBe(true);
  const undated = discoverTitle({ first_air_date: null });
  expect(isIn(UNDATED, undated)).toBe(true);
  expect(isIn(EVERYTHING, undated)).toBe(true);
  expect(isIn(between(null, "2020-02-28"), undated)).toBe(false);
});

describe("a split by date", () => {
  test("of the whole has the undated series and windows that begin with a month", () => {
    const rows = dated("2019-05-20", "2020-05-02", "2020-08-30", "2021-11-15", null);
    expect(splitByDate(EVERYTHING, rows, 2)).toEqual([
      UNDATED,
      between(null, "2020-07-31"),
      between("2020-08-01", null),
    ]);
  });

  test("has as many known series in each part", () => {
    const rows = dated(
      "2020-01-01",
      "2020-01-02",
      "2020-01-03",
      "2020-01-04",
      "2020-01-05",
      "2020-01-06",
    );
    expect(spans(splitByDate(between("2020-01-01", "2020-12-31"), rows, 3))).toEqual([
      ["2020-01-01", "2020-01-02"],
      ["2020-01-03", "2020-01-04"],
      ["2020-01-05", "2020-12-31"],
    ]);
  });

  test("makes a crowded day a part of its own", () => {
    const rows = dated("2020-01-01", ...Array<string>(8).fill("2020-03-01"), "2020-06-01");
    expect(spans(splitByDate(between("2020-01-01", "2020-12-31"), rows, 4))).toEqual([
      ["2020-01-01", "2020-02-29"],
      ["2020-03-01", "2020-03-01"],
      ["2020-03-02", "2020-12-31"],
    ]);
  });

  test("without known dates cuts in the middle", () => {
    expect(spans(splitByDate(between("2020-01-01", "2020-01-04"), [], 5))).toEqual([
      ["2020-01-01", "2020-01-02"],
      ["2020-01-03", "2020-01-04"],
    ]);
    expect(splitByDate(EVERYTHING, [], 5)).toEqual([
      UNDATED,
      between(null, "1999-12-31"),
      between("2000-01-01", null),
    ]);
  });

  test("has parts without overlap or gap, and all of them together are the slice", () => {
    const rows = dated(
      "1950-02-31",
      "2019-12-31",
      "2020-01-01",
      "2020-02-29",
      "soon",
      "2024-06-01",
    );
    const slices = splitByDate(between(null, null), rows, 4)!;
    slices.slice(1).forEach(({ from }, i) => {
      const before = slices[i]?.to!;
      expect(Date.parse(from!) - Date.parse(before)).toBe(86_400_000);
    });
    expect([slices[0]?.from, slices.at(-1)?.to]).toEqual([null, null]);
  });

  test("is not possible for a day, the undated series, or one language", () => {
    expect(splitByDate(between("2020-01-01", "2020-01-01"), [], 2)).toBeNull();
    expect(splitByDate(UNDATED, [], 2)).toBeNull();
    expect(splitByDate({ ...between(null, null), language: "en" }, [], 2)).toBeNull();
  });
});

test("a split by origin takes the languages first, then the countries", () => {
  const rows = [
    discoverTitle({ original_language: "ko", origin_country: ["KR", "US"] }),
    discoverTitle({ original_language: "en", origin_country: [] }),
  ];
  const languages = splitByOrigin(UNDATED, rows);
  expect(languages?.map(({ language }) => language)).toEqual(["en", "ko"]);
  const korean = { ...UNDATED, language: "ko" };
  const countries = splitByOrigin(korean, rows);
  expect(countries?.map(({ language, country }) => [language, country])).toEqual([
    ["ko", "KR"],
    ["ko", "US"],
  ]);
  expect(splitByOrigin({ ...korean, country: "KR" }, rows)).toBeNull();
  expect(splitByOrigin(UNDATED, [])).toBeNull();
});
