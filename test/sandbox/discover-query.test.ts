import {
  filterTitles,
  pageOf,
  parseFilters,
  parsePage,
  parseSort,
  sortTitles,
} from "../../lib/src/sandbox/discover-query.js";
import type { DiscoverTitle } from "../../lib/src/data/titles.js";

function title(id: number, fields: Partial<DiscoverTitle> = {}): DiscoverTitle {
  return {
    adult: false,
    backdrop_path: null,
    genre_ids: [18],
    id,
    origin_country: ["US"],
    original_language: "en",
    original_name: `Series ${id}`,
    overview: null,
    popularity: 1,
    poster_path: null,
    first_air_date: "2020-01-01",
    name: `Series ${id}`,
    vote_average: 5,
    vote_count: 10,
    ...fields,
  };
}

const A = title(1, {
  first_air_date: "2018-05-04",
  popularity: 3,
  name: "b",
  original_name: "y",
  vote_average: 7,
  vote_count: 5,
});
const B = title(2, {
  first_air_date: null,
  popularity: 1,
  name: "c",
  original_name: "x",
  vote_average: 6,
  vote_count: 50,
  origin_country: ["KR", "US"],
  original_language: "ko",
});
const C = title(3, {
  first_air_date: "2021-12-31",
  popularity: 2,
  name: "a",
  original_name: "z",
  vote_average: 8,
  vote_count: 0,
  origin_country: [],
  adult: true,
});
const rows = [A, B, C];

const ids = (titles: DiscoverTitle[]) => titles.map(({ id }) => id);
const filtered = (query: string) =>
  ids(filterTitles(rows, parseFilters(new URLSearchParams(query)), 213));
const sorted = (query: string) => ids(sortTitles(rows, parseSort(new URLSearchParams(query))));
const page = (query: string) => parsePage(new URLSearchParams(query));

test.each([
  ["", [1, 2, 3]],
  ["language=en-US", [1, 2, 3]],
  ["with_networks=213", [1, 2, 3]],
  ["with_networks=49", []],
  ["with_networks=netflix", []],
  ["first_air_date.gte=2018-05-04", [1, 3]],
  ["first_air_date.gte=2018-05-05", [3]],
  ["first_air_date.lte=2021-12-31", [1, 3]],
  ["first_air_date.lte=2021-12-30", [1]],
  ["first_air_date.gte=2018-01-01&first_air_date.lte=2018-12-31", [1]],
  ["first_air_date.lte=2018-12-31&include_null_first_air_dates=true", [1, 2]],
  ["first_air_date.lte=2018-12-31&include_null_first_air_dates=false", [1]],
  ["include_null_first_air_dates=false", [1, 2, 3]],
  ["first_air_date.gte=yesterday", [1, 2, 3]],
  ["with_origin_country=US", [1, 2]],
  ["with_origin_country=KR", [2]],
  ["with_origin_country=FR|KR", [2]],
  ["with_original_language=ko", [2]],
  ["with_original_language=en", [1, 3]],
  ["include_adult=false", [1, 2]],
  ["include_adult=true", [1, 2, 3]],
  ["with_origin_country=US&with_original_language=en", [1]],
])("the filter %p keeps %p", (query, expected) => {
  expect(filtered(query)).toEqual(expected);
});

test.each([
  ["", [1, 3, 2]],
  ["sort_by=popularity.desc", [1, 3, 2]],
  ["sort_by=popularity.asc", [2, 3, 1]],
  ["sort_by=vote_count.desc", [2, 1, 3]],
  ["sort_by=vote_count.asc", [3, 1, 2]],
  ["sort_by=vote_average.desc", [3, 1, 2]],
  ["sort_by=vote_average.asc", [2, 1, 3]],
  ["sort_by=name.asc", [3, 1, 2]],
  ["sort_by=name.desc", [2, 1, 3]],
  ["sort_by=original_name.asc", [2, 1, 3]],
  ["sort_by=original_name.desc", [3, 1, 2]],
  ["sort_by=first_air_date.asc", [1, 3, 2]],
  ["sort_by=first_air_date.desc", [3, 1, 2]],
  ["sort_by=id.asc", [1, 3, 2]],
  ["sort_by=popularity", [1, 3, 2]],
  ["sort_by=popularity.up", [1, 3, 2]],
  ["sort_by=vote_count.asc.desc", [1, 3, 2]],
])("the sort %p gives %p", (query, expected) => {
  expect(sorted(query)).toEqual(expected);
});

test("ties keep their order in both directions", () => {
  const tied = [title(7), title(5), title(6)];
  for (const direction of ["asc", "desc"] as const) {
    expect(ids(sortTitles(tied, { field: "popularity", direction }))).toEqual([7, 5, 6]);
  }
});

test("sorting leaves the catalogue as it was", () => {
  sortTitles(rows, { field: "popularity", direction: "asc" });
  expect(ids(rows)).toEqual([1, 2, 3]);
});

test.each([
  ["", 1],
  ["page=", 1],
  ["page=1", 1],
  ["page=500", 500],
  ["page=0", null],
  ["page=501", null],
  ["page=-1", null],
  ["page=1.5", null],
  ["page=two", null],
  ["page=1e2", null],
])("the page of %p is %p", (query, expected) => {
  expect(page(query)).toBe(expected);
});

test("pages have 20 rows, the last one what is left, and none is beyond", () => {
  const many = Array.from({ length: 45 }, (_, at) => title(at + 1));
  expect(ids(pageOf(many, 1).results)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect(ids(pageOf(many, 3).results)).toEqual([41, 42, 43, 44, 45]);
  expect(pageOf(many, 4)).toEqual({ page: 4, results: [], total_pages: 3, total_results: 45 });
});

test("the page count is not clamped to 500", () => {
  const many = new Array<DiscoverTitle>(12_001).fill(A);
  expect(pageOf(many, 1)).toMatchObject({ total_pages: 601, total_results: 12_001 });
});

test("no rows are no pages", () => {
  expect(pageOf([], 1)).toEqual({ page: 1, results: [], total_pages: 0, total_results: 0 });
});
