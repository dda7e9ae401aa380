import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "lib/README.md",
  "data/README.md",
  ...readdirSync(join(PROJECT_ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
].filter((page) => existsSync(join(PROJECT_ROOT, page)));

const textOf = (page: string): string => readFileSync(join(PROJECT_ROOT, page), "utf8");

/** Without what stands in code, where a link is none. */
const prose = (page: string): string =>
  textOf(page)
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, "");

/** The anchors that GitHub gives to headings. */
function anchorsOf(page: string): Set<string> {
  const headings = [...prose(page).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => heading!);
  const raw = [...textOf(page).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => heading!);
  return new Set(
    [...headings, ...raw].map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replace(/\s/g, "-"),
    ),
  );
}

/** Links and images of a page that lead nowhere. */
function deadLinks(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [file = "", anchor] = link.split("#");
    const path = file === "" ? join(PROJECT_ROOT, page) : join(PROJECT_ROOT, dirname(page), file);
    if (!existsSync(path)) return true;
    const isPage = path.endsWith(".md");
    return anchor !== undefined && isPage && !anchorsOf(relative(PROJECT_ROOT, path)).has(anchor);
  });
}

test.each(pages)("%s has no link that leads nowhere", (page) => {
  expect(deadLinks(page)).toEqual([]);
});

test("every page of docs is linked from another page", () => {
  const all = pages.map((page) => [page, prose(page)] as const);
  const lonely = pages.filter((page) => {
    if (!page.startsWith("docs/")) return false;
    const name = page.slice("docs/".length);
    return !all.some(([other, text]) => other !== page && text.includes(name));
  });
  expect(lonely).toEqual([]);
});

test("the README is short: at most 9 KB", () => {
  expect(statSync(join(PROJECT_ROOT, "README.md")).size).toBeLessThanOrEqual(9 * 1024);
});
