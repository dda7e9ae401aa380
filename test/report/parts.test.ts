import { genreHitRateChart, popularityVotesChart } from "../../lib/src/charts/index.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { themeChanges } from "../../lib/src/report/figure.js";
import { inlineMarkdown } from "../../lib/src/base/markdown.js";
import { reportTable } from "../../lib/src/report/table.js";
import { withTheme } from "../../lib/src/charts/palette.js";
import { GALLERY } from "../support/figure-gallery.js";
import { labelledTitle } from "../support/titles.js";

/** As the page's script does it. */
function changed(figure: Figure): unknown {
  const copy = structuredClone(figure);
  for (const [path, value] of themeChanges(figure)) {
    const last = path.at(-1) as string;
    const parent = path
      .slice(0, -1)
      .reduce((at: unknown, key) => (at as Record<string, unknown>)[key], copy);
    (parent as Record<string, unknown>)[last] = value;
  }
  return copy;
}

test.each(Object.entries(GALLERY))("the changes of %s make its dark theme", (_, figure) => {
  expect(changed(figure)).toEqual(withTheme(figure, "dark"));
});

test("a list of colours is one change, and numbers and texts are none", () => {
  const titles = [labelledTitle({ hit: 1 }), labelledTitle({ id: 2 })];
  const paths = themeChanges(genreHitRateChart(titles, { source: "TMDb" })).map(([path]) => path);
  expect(paths.every((path) => path.some((key) => String(key).includes("color")))).toBe(true);
  const figure = popularityVotesChart(titles, {
    source: "#FFFFFF",
    thresholds: { popularity: 1, votes: 1 },
  });
  expect(JSON.stringify(changed(figure))).toContain("#FFFFFF");
});

test("columns of numbers stand right and are sorted by value, missing ones by none", () => {
  const html = reportTable({
    columns: ["name", "size", "p"],
    rows: [
      ["a", "−2.1 points", "below 0.001"],
      ["b", "1,234.5 points", "0.0312"],
      ["c", "–", "no test"],
      ["d", null, 1e-7],
    ],
  });
  expect([...html.matchAll(/data-sort="([^"]*)">([^<]*)</g)].map((m) => m.slice(1))).toEqual([
    ["-2.1", "−2.1 points"],
    ["0.0005", "below 0.001"],
    ["1234.5", "1,234.5 points"],
    ["0.0312", "0.0312"],
    ["", "–"],
    ["", "no test"],
    ["", "–"],
    ["1e-7", "1e-7"],
  ]);
  expect(html).toContain('<th scope="col">name</th><th scope="col" class="number">size</th>');
});

test("a column with a word that is no number is one of words", () => {
  const html = reportTable({ columns: ["n"], rows: [["24 hours"], ["9-1-1"], ["Dark"]] });
  expect(html).not.toContain("data-sort");
});

test("cells, heads and captions are escaped, and further lines of a cell stand small", () => {
  const html = reportTable({
    columns: ["<a>"],
    rows: [["<b>\n<c>"]],
    caption: "<d>",
  });
  expect(html).toContain("<caption><span>&lt;d&gt;</span></caption>");
  expect(html).toContain(">&lt;a&gt;</th>");
  expect(html).toContain(">&lt;b&gt;<br><small>&lt;c&gt;</small></th>");
});

test("readings keep bold and code, and nothing else of Markdown or HTML", () => {
  expect(inlineMarkdown("**a** `b` ![c](d) [e](f) <i>g</i> &#38;")).toBe(
    "<strong>a</strong> <code>b</code> ![c](d) [e](f) &lt;i&gt;g&lt;/i&gt; &amp;",
  );
});
