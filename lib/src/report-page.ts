/** The report's style and script, as text that stands inside the page. */

/**
 * In print the running head and foot become a table's head and foot, which browsers repeat on every
 * page: "simulated" then stands on each.
 */
export const REPORT_STYLE = `
:root { color-scheme: light; --ink: #24292f; --faint: #57606a; --line: #d8dbe0; --accent: #0a5c99; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 3.5rem; }
body { margin: 0; color: var(--ink); background: #fff; font: 17px/1.6 "Open Sans", Inter, "Noto Sans", "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif; }
.sheet { max-width: 1040px; margin: 0 auto; padding: 2.5rem 1.5rem; }
h1 { font-size: 2.4rem; line-height: 1.15; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 3rem 0 .75rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
p, ul, ol, table { max-width: 44rem; }
a { color: var(--accent); text-underline-offset: .15em; }
.lead { font-size: 1.15rem; color: var(--faint); margin: 0; }
.running { font-size: .85rem; line-height: 1.4; color: var(--faint); background: #f3f4f6; text-align: center; padding: .5rem 1rem; }
.running p { margin: 0 auto; max-width: none; }
.running-head { position: sticky; top: 0; z-index: 10; border-bottom: 1px solid var(--line); }
.running-foot { border-top: 1px solid var(--line); }
.simulated { color: #5a2600; background: #fff1e5; border-color: #f0c9a8; }
.running-head.simulated { font-weight: 600; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin: 2rem 0 0; }
.numbers > div { border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1.1rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.numbers dt { font-weight: 600; order: 1; }
.numbers dd { margin: 0; display: contents; }
.numbers strong { font-size: 2rem; line-height: 1.2; font-weight: 700; font-variant-numeric: tabular-nums; order: 2; }
.numbers span { color: var(--faint); font-size: .9rem; line-height: 1.4; order: 0; }
nav { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin: 2.5rem 0 0; padding: 0 0 1rem; }
nav h2 { font-size: 1.1rem; margin: 1rem 0 .5rem; }
nav ol { max-width: none; margin: 0; padding-left: 1.4rem; columns: 2 18rem; column-gap: 3rem; }
nav ul { list-style: none; padding-left: .1rem; font-size: .93rem; }
nav ol > li { break-inside: avoid; margin-bottom: .35rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem 2rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; }
.notice { border-left: 4px solid #f0c9a8; padding-left: .9rem; }
figure { margin: 1.5rem 0 2.5rem; break-inside: avoid; }
.plot { width: 100%; }
figcaption { color: var(--faint); font-size: .95rem; max-width: 44rem; margin-top: .25rem; padding-left: 20px; }
@media (max-width: 600px) { body { font-size: 16px; } .sheet { padding: 1.5rem 1rem; } h1 { font-size: 1.9rem; } figcaption { padding-left: 0; } }
@media print {
  @page { size: A4; margin: 12mm 15mm; }
  body { display: table; width: 100%; font-size: 10.5pt; }
  .running { position: static; padding: 0; background: none; font-size: 8.5pt; }
  .running-head { display: table-header-group; break-inside: avoid; }
  .running-foot { display: table-footer-group; break-inside: avoid; }
  .running p { padding: 1mm 0 2.5mm; }
  .running-foot p { padding: 2.5mm 0 1mm; }
  .simulated { color: #8a3d00; }
  .sheet { padding: 0; max-width: none; }
  h2 { break-after: avoid; }
  .modebar-container { display: none; }
  a { color: inherit; text-decoration: none; }
}
`;

/** Draws each figure into its place; for print, at the width of a page. */
export const REPORT_SCRIPT = `
(() => {
  const PAGE_WIDTH = 660;
  const plots = [...document.querySelectorAll("[data-plot]")];
  const source = (name) => document.querySelector('[data-figure="' + CSS.escape(name) + '"]');
  for (const plot of plots) {
    const { data, layout, config } = JSON.parse(source(plot.dataset.plot).textContent);
    Plotly.newPlot(plot, data, layout, config);
  }
  const setWidth = (width) => plots.forEach((plot) => Plotly.relayout(plot, { width, autosize: width === null }));
  addEventListener("beforeprint", () => setWidth(PAGE_WIDTH));
  addEventListener("afterprint", () => setWidth(null));
})();
`;
