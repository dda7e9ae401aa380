/** The style of the report, on screen and on paper. */

import { scrollEdges } from "../cell/scroll.js";
import { FONT_FAMILY } from "../charts/theme.js";

/** Colours by role; the backgrounds are those of the figures' themes. */
const LIGHT = `color-scheme: light; --ground: #ffffff; --ink: #24292f; --faint: #57606a; --line: #d8dbe0;
  --accent: #0a5c99; --soft: #f3f5f7; --marked: #fff1e5; --marked-ink: #6b2d00; --marked-line: #f0c9a8;
  --for: #04603f; --for-ground: #e2f5ec; --against: #8a3300; --against-ground: #fdebdf; --open: #4b525b; --open-ground: #eceef1;`;
const DARK = `color-scheme: dark; --ground: #15181c; --ink: #e4e7eb; --faint: #a8aeb7; --line: #3a4049;
  --accent: #7fbcf5; --soft: #1e2227; --marked: #3a2717; --marked-ink: #ffd0a6; --marked-line: #6b4526;
  --for: #7fe0b8; --for-ground: #12352a; --against: #ffb98a; --against-ground: #43270f; --open: #c3c8cf; --open-ground: #2a2f36;`;

/**
 * In print the running header and footer become those of a table, which browsers repeat on every
 * page, so that "simulated" is on each. Print is always light.
 */
export const REPORT_STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4rem; }
body { margin: 0; color: var(--ink); background: var(--ground); font: 17px/1.6 ${FONT_FAMILY}; }
.sheet { max-width: 1040px; margin: 0 auto; padding: 2.5rem 1.5rem; }
h1 { font-size: 2.4rem; line-height: 1.15; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.6rem; line-height: 1.25; margin: 3.5rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .6rem; }
h4 { font-size: 1.02rem; line-height: 1.4; margin: 0 0 .35rem; }
p, ul, ol { max-width: 44rem; }
p { margin: .6rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code { font-size: .9em; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 20; padding: .4rem .8rem; background: var(--ground); }
.lead { font-size: 1.15rem; color: var(--faint); margin: 0; }
.running { font-size: .85rem; line-height: 1.4; color: var(--faint); background: var(--soft); text-align: center; padding: .5rem 1rem; }
.running p { margin: 0 auto; max-width: none; }
.running-head { position: sticky; top: 0; z-index: 10; border-bottom: 1px solid var(--line); }
.running-foot { border-top: 1px solid var(--line); }
.simulated { color: var(--marked-ink); background: var(--marked); border-color: var(--marked-line); }
.running-head.simulated { font-weight: 600; }
.data { margin: .3rem 0 0; padding: 0 20px; }
.data button { font: inherit; font-size: .85rem; color: var(--faint); background: none; border: 1px solid var(--line); border-radius: 6px; padding: .25rem .7rem; cursor: pointer; }
@media print { .data { display: none; } }
.answer { font-size: 1.1rem; max-width: 46rem; margin: 1.4rem 0 0; }
.answer p { margin: .5rem 0; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin: 2rem 0 0; }
.numbers > div { border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1.1rem; }
.numbers dt { font-weight: 600; }
.numbers dd { margin: 0; }
.numbers strong { display: block; font-size: 2rem; line-height: 1.2; font-weight: 700; font-variant-numeric: tabular-nums; }
.numbers span { display: block; color: var(--faint); font-size: .9rem; line-height: 1.4; }
nav { border-top: 1px solid var(--line); margin: 2.5rem 0 0; }
nav h2 { font-size: 1.1rem; margin: 1rem 0 .5rem; padding: 0; border: 0; }
nav ol { max-width: none; margin: 0; padding-left: 1.4rem; columns: 2 18rem; column-gap: 3rem; }
nav ul { list-style: none; padding-left: .1rem; font-size: .93rem; line-height: 1.45; }
nav ol > li { margin-bottom: .5rem; }
nav li li { margin: .15rem 0; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
.scroll { overflow-x: auto; margin: 1rem 0 1.5rem; ${scrollEdges("var(--ground)")} }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; line-height: 1.45; }
caption { text-align: left; color: var(--faint); padding-bottom: .4rem; }
caption span { display: block; position: sticky; left: 0; max-width: min(44rem, calc(100vw - 2rem)); }
th, td { text-align: left; padding: .4rem 1.1rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; overflow-wrap: break-word; }
.facts th { padding-right: 2rem; color: var(--faint); }
thead th { font-weight: 600; vertical-align: bottom; border-bottom-width: 2px; }
.number { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
th button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
th button:hover { text-decoration: underline; }
th button::after { content: " ↕"; color: var(--faint); font-weight: 400; }
th[aria-sort="ascending"] button::after { content: " ↑"; color: inherit; }
th[aria-sort="descending"] button::after { content: " ↓"; color: inherit; }
tbody th { min-width: 11rem; }
.wide { min-width: 9.5rem; }
td small { font-size: .92em; font-weight: 400; color: var(--ink); }
.nowrap { white-space: nowrap; }
td.verdict { font-weight: 600; min-width: 7.5rem; }
td.supported { color: var(--for); } td.contradicted { color: var(--against); } td.open { color: var(--open); }
span.verdict { display: inline-block; white-space: nowrap; font-size: .82rem; font-weight: 600; line-height: 1.3; padding: .15rem .6rem; border-radius: 1rem; margin-left: .35rem; color: var(--open); background: var(--open-ground); }
span.supported { color: var(--for); background: var(--for-ground); }
span.contradicted { color: var(--against); background: var(--against-ground); }
.finding { border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem .8rem; margin: 1rem 0; }
.statement, .caveat, .source { color: var(--faint); font-size: .93rem; }
.finding-numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .3rem 1.5rem; margin: .8rem 0 0; padding-top: .6rem; border-top: 1px solid var(--line); font-size: .9rem; line-height: 1.4; }
.finding-numbers dt { color: var(--faint); }
.finding-numbers dd { margin: 0; font-variant-numeric: tabular-nums; }
.notice { border-left: 4px solid var(--marked-line); padding-left: .9rem; }
.method { margin-bottom: 1.5rem; }
math { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Noto Sans Math", ${FONT_FAMILY}; }
math mfrac > * { padding: 0 .2em; }
math mfrac > :first-child { padding-bottom: .12em; }
math mfrac > :last-child { padding-top: .12em; }
math .letter { font-style: italic; }
math[display="block"] * { math-style: normal; }
math[display="block"] { margin: .8rem 0; text-align: left; overflow-x: auto; overflow-y: hidden; padding: .2rem 0; font-size: 1.05em; }
figure { margin: 1.5rem 0 2rem; break-inside: avoid; }
.plot { width: 100%; }
/* What is out of sight is not painted; its height is known, so nothing moves. */
@media screen { .plot { content-visibility: auto; } }
figcaption { color: var(--faint); font-size: .95rem; max-width: 44rem; margin-top: .25rem; padding-left: 20px; }
@media (max-width: 600px) { body { font-size: 16px; } .sheet { padding: 1.5rem 1rem; } h1 { font-size: 1.9rem; } figcaption { padding-left: 0; } }
@media screen and (min-width: 1400px) {
  .sheet { max-width: 1440px; display: grid; grid-template-columns: 17rem minmax(0, 1040px); column-gap: 4rem; align-items: start; }
  .sheet > header, .sheet > main { grid-column: 2; }
  .sheet > nav { grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 3.5rem; max-height: calc(100vh - 4.5rem); overflow-y: auto; margin: 0; border: 0; font-size: .93rem; }
  nav ol { columns: 1; }
}
@media print {
  @page { size: A4; margin: 12mm 15mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8.5pt "Open Sans", Arial, sans-serif; color: #57606a; } }
  html { font-size: 12.5px; }
  body { display: table; width: 100%; font-size: 1.05rem; line-height: 1.5; }
  .running { position: static; padding: 0; background: none; border: 0; font-size: 8pt; }
  .running-foot .source-line { display: none; }
  .running-head { display: table-header-group; break-inside: avoid; }
  .running-foot { display: table-footer-group; break-inside: avoid; }
  .running p { padding: 1mm 0 3mm; }
  .running-foot p { padding: 3mm 0 0; }
  .simulated { color: #8a3d00; }
  .sheet { padding: 0; max-width: none; }
  h2 { margin-top: 2.25rem; padding-top: 1rem; }
  h2, h3, h4, caption, thead { break-after: avoid; }
  nav ol { columns: 2; }
  .skip { display: none; }
  .scroll { overflow: visible; background: none; }
  table { font-size: .85rem; }
  th, td { padding: .25rem .8rem .25rem 0; }
  tbody th { min-width: 9rem; }
  figure { margin: 1rem 0 1.25rem; }
  figcaption { padding-left: 20px; }
  tr, .facts, .finding, .method, .numbers > div { break-inside: avoid; }
  .finding-numbers { grid-template-columns: repeat(2, 1fr); }
  .numbers { grid-template-columns: repeat(4, 1fr); }
  .finding { padding: .7rem 1rem .6rem; margin: .8rem 0; }
  th button::after { content: none !important; }
  math[display="block"] { overflow: visible; }
  .modebar-container { display: none; }
  .plot { min-height: 0 !important; }
  a { color: inherit; text-decoration: none; }
}
`;
