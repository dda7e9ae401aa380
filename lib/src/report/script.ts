/** The page's script, which draws its figures and sorts its tables. */
import { FIT_NARROW } from "../figures/narrow.js";

/**
 * Draws the figures one by one, visible ones first, so that the page can be read and scrolled
 * meanwhile, in the reader's colour scheme. On paper they are light, as wide as the page and at
 * most as high. `data-drawn` of the root element counts the figures drawn.
 */
const DRAWING = `
(() => {
  ${FIT_NARROW}
  const PAPER = { width: 660, height: 860, one: 400, two: 470 };
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const text = (name) => document.querySelector('[data-figure="' + CSS.escape(name) + '"]').textContent;
  const plots = [...document.querySelectorAll("[data-plot]")];
  const drawn = new Set();
  let printing = false;
  const draw = (plot) => {
    const { data, layout, config, dark: changes } = JSON.parse(text(plot.dataset.plot));
    if (dark.matches && !printing) {
      for (const [path, value] of changes) {
        const last = path.pop();
        path.reduce((at, key) => at[key], { data, layout })[last] = value;
      }
    }
    if (printing) {
      layout.width = PAPER.width;
      // Rows of names and of panels need their height; of other figures two go onto a page.
      const rows = layout.yaxis?.type === "category" || layout.yaxis3 !== undefined;
      const most = rows ? PAPER.height : layout.yaxis2 ? PAPER.two : PAPER.one;
      layout.height = Math.min(layout.height ?? PAPER.one, most);
    } else fitNarrow(layout, config, plot.clientWidth);
    Plotly.react(plot, data, layout, config);
    drawn.add(plot);
    root.dataset.drawn = drawn.size;
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => {
      const { csv } = JSON.parse(text(button.dataset.save));
      const link = document.createElement("a");
      // Spreadsheets take a text for UTF-8 by the mark at its beginning.
      link.href = URL.createObjectURL(new Blob(["\\ufeff" + csv], { type: "text/csv" }));
      link.download = button.dataset.save + ".csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }
  const drawAll = () => plots.forEach(draw);
  const isInSight = (plot) => plot.getBoundingClientRect().top < innerHeight;
  const waiting = [...plots.filter(isInSight), ...plots.filter((plot) => !isInSight(plot))];
  const drawNext = () => {
    const until = performance.now() + 100;
    while (waiting.length > 0 && performance.now() < until) {
      const plot = waiting.shift();
      if (!drawn.has(plot)) draw(plot);
    }
    if (waiting.length > 0) setTimeout(drawNext);
  };
  root.dataset.drawn = 0;
  // Plotly measures text to lay a figure out: so the fonts come first.
  Promise.allSettled([...document.fonts].map((face) => face.load())).then(drawNext);
  dark.addEventListener("change", () => { if (!printing) drawAll(); });
  // A phone that is turned.
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width || printing) return;
    width = innerWidth;
    [...drawn].forEach(draw);
  });
  addEventListener("beforeprint", () => { printing = true; drawAll(); });
  addEventListener("afterprint", () => { printing = false; drawAll(); });
})();
`;

/**
 * A button in each header of a sortable table: the first press sorts ascending, the next
 * descending.
 */
const SORTING = `
(() => {
  const keyOf = (row, at) => {
    const cell = row.cells[at];
    const key = cell.dataset.sort ?? cell.textContent;
    return cell.dataset.sort === undefined ? (key === "–" ? "" : key) : key === "" ? "" : Number(key);
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row, at) }));
        keyed.sort((a, b) => {
          if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
          return down ? compare(b.key, a.key) : compare(a.key, b.key);
        });
        body.append(...keyed.map(({ row }) => row));
      });
    });
  }
  // A region that scrolls must be one that the keyboard reaches.
  const regions = [...document.querySelectorAll(".scroll")];
  const mark = () => regions.forEach((region) => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  });
  mark();
  addEventListener("resize", mark);
})();
`;

/** The whole script of a page, to be placed after plotly and the figures' data. */
export const REPORT_SCRIPT = SORTING + DRAWING;
