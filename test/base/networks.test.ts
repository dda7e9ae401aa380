import { networkById, networkByName, NETWORKS } from "../../lib/src/base/networks.js";

test("a listed network has its name and the slug of its files", () => {
  expect(networkById(213)).toEqual({ id: 213, slug: "netflix", name: "Netflix" });
});

test("any other id is named after itself", () => {
  expect(networkById(77)).toEqual({ id: 77, slug: "network77", name: "Network 77" });
});

test("ids and slugs occur once, and slugs make file names", () => {
  expect(new Set(NETWORKS.map(({ id }) => id)).size).toBe(NETWORKS.length);
  expect(new Set(NETWORKS.map(({ slug }) => slug)).size).toBe(NETWORKS.length);
  for (const { slug } of NETWORKS) expect(slug).toMatch(/^[a-z]+$/);
});

test.each([
  ["netflix", 213],
  ["NETFLIX", 213],
  ["Prime Video", 1024],
  ["prime", 1024],
  ["prime-video", 1024],
  ["apple tv+", 2552],
  ["Apple TV Plus", 2552],
  ["appletv", 2552],
  ["disney", 2739],
  ["Disney+", 2739],
  ["hbo", 49],
  ["HBO Max", 3186],
  ["hbo-max", 3186],
  ["hbomax", 3186],
  ["hulu", 453],
  ["Paramount+", 4330],
  ["peacock", 3353],
  ["apple", 2552],
  ["para", 4330],
  ["hbo m", 3186],
  ["49", 49],
  [" 77 ", 77],
  ["network77", 77],
  ["Network 77", 77],
  ["2147483647", 2147483647],
])("%s is network %i", (text, id) => {
  expect(networkByName(text)).toEqual(networkById(id));
});

test.each([
  "",
  "+",
  "hb",
  "hbo maximum",
  "ne",
  "0",
  "-49",
  "4.9",
  "2147483648",
  "netflix2",
  "network",
])('"%s" is no network', (text) => {
  expect(networkByName(text)).toBeNull();
});
