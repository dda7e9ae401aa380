import { networkById, NETWORKS } from "netflix-hits/networks";

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
