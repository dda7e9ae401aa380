/** Popularity and votes, which define the label, on log scales. */
import type { Figure } from "./figure.js";
import { formatCount, formatQuantity, roundSignificant } from "../base/format.js";
import type { LabelledTitle } from "../label/hits.js";
import { escapePlotly, truncate } from "../base/escape.js";
import { quantile } from "../stats/summary.js";
import { COLOURS, note, referenceLine, themed, translucent } from "./theme.js";
import type { ChartOptions } from "./options.js";

/** What the charts of popularity can be told. */
export interface PopularityOptions extends ChartOptions {
  /** What a hit reaches, drawn as lines: TMDb's unit of popularity, and votes. */
  thresholds?: { popularity?: number; votes?: number };
  /** What makes a hit, for definitions by other things: "an average of at least 8". */
  words?: string;
}

/** The popularity of hits and non-hits, as a check that the label was built right. */
export function popularityByHitChart(
  titles: readonly Pick<LabelledTitle, "popularity" | "hit">[],
  { source, date, thresholds = {} }: PopularityOptions,
): Figure {
  const { axis, place } = logAxis(titles.map(({ popularity }) => popularity));
  const groups = byHit(titles).map((group) => ({
    ...group,
    label: `${group.name} (${formatCount(group.rows.length)})`,
  }));
  return themed({
    title: "Popularity of hits and non-hits",
    facts: [
      `n = ${formatQuantity(titles.length, "series", "series")}`,
      "box: quartiles and median",
      "a point for each series",
    ],
    source,
    date,
    height: 380,
    data: groups.map(({ rows, label, color }) => ({
      type: "box",
      name: label,
      orientation: "h",
      x: rows.map(({ popularity }) => place(popularity)),
      boxpoints: "all",
      jitter: 0.75,
      pointpos: 0,
      width: 0.7,
      marker: { color, size: 4, opacity: 0.35 },
      line: { color: COLOURS.ink, width: 1.5 },
      fillcolor: translucent(COLOURS.ground, 0),
      hoverinfo: "x",
      hoveron: "boxes",
    })),
    xaxis: { ...axis, title: "Popularity (TMDb, log scale)" },
    yaxis: { type: "category", autorange: "reversed", showgrid: false, ticks: "" },
    shapes:
      thresholds.popularity === undefined ? [] : [referenceLine("x", place(thresholds.popularity))],
    annotations:
      thresholds.popularity === undefined
        ? []
        : [
            note(`threshold ${thresholdText(thresholds.popularity)}`, {
              x: Math.log10(place(thresholds.popularity)),
              xanchor: "left",
              xshift: 4,
              yref: "paper",
              y: 0.5,
              yanchor: "middle",
            }),
          ],
  });
}

/** Each series by votes and popularity, hits highlighted, the thresholds of the label as lines. */
export function popularityVotesChart(
  titles: readonly Pick<LabelledTitle, "popularity" | "vote_count" | "name" | "hit">[],
  { source, date, thresholds = {}, words = "" }: PopularityOptions,
): Figure {
  const votes = logAxis(titles.map(({ vote_count }) => vote_count));
  const popularity = logAxis(titles.map((title) => title.popularity));
  const hits = titles.filter(({ hit }) => hit === 1).length;
  const isBoth = words === "" || Object.keys(thresholds).sort().join() === "popularity,votes";
  return themed({
    title: "Popularity and votes",
    facts: [
      `n = ${formatQuantity(titles.length, "series", "series")}`,
      `${formatQuantity(hits, "hit")}: ${isBoth ? "at or above both thresholds" : escapePlotly(words)}`,
    ],
    source,
    date,
    height: 560,
    legend: true,
    data: byHit(titles)
      .reverse()
      .map(({ rows, plural, color, opacity }) => ({
        type: "scatter",
        mode: "markers",
        name: `${plural} (${formatCount(rows.length)})`,
        x: rows.map(({ vote_count }) => votes.place(vote_count)),
        y: rows.map((row) => popularity.place(row.popularity)),
        text: rows.map(({ name }) => escapePlotly(truncate(name ?? "—", 40))),
        marker: { color, size: 6, opacity },
        hovertemplate: "%{text}<br>%{x:,d} votes, popularity %{y}<extra></extra>",
      })),
    xaxis: { ...votes.axis, title: "Votes (log scale)" },
    yaxis: { ...popularity.axis, title: "Popularity (TMDb, log scale)" },
    shapes: [
      ...(thresholds.votes === undefined
        ? []
        : [referenceLine("x", votes.place(thresholds.votes))]),
      ...(thresholds.popularity === undefined
        ? []
        : [referenceLine("y", popularity.place(thresholds.popularity))]),
    ],
    annotations: [
      ...(thresholds.votes === undefined
        ? []
        : [
            note(`votes ≥ ${thresholdText(thresholds.votes)}`, {
              x: Math.log10(votes.place(thresholds.votes)),
              xanchor: "left",
              xshift: 4,
              yref: "paper",
              y: 0,
              yanchor: "bottom",
            }),
          ]),
      ...(thresholds.popularity === undefined
        ? []
        : [
            note(`popularity ≥ ${thresholdText(thresholds.popularity)}`, {
              xref: "paper",
              x: 0,
              xanchor: "left",
              xshift: 4,
              y: Math.log10(popularity.place(thresholds.popularity)),
              yanchor: "bottom",
              yshift: 2,
            }),
          ]),
    ],
  });
}

/** Hits first, as two groups; a label that does not occur has no group. */
function byHit<T extends { hit: 0 | 1 }>(titles: readonly T[]) {
  return [
    { hit: 1, name: "hit", plural: "hits", color: COLOURS.hit, opacity: 0.7 },
    { hit: 0, name: "non-hit", plural: "non-hits", color: COLOURS.base, opacity: 0.3 },
  ]
    .map((group) => ({ ...group, rows: titles.filter(({ hit }) => hit === group.hit) }))
    .filter(({ rows }) => rows.length > 0);
}

/** A log axis with a place for zero: half a decade below the smallest decade, labelled "0". */
function logAxis(values: readonly number[]): {
  axis: Record<string, unknown>;
  place: (value: number) => number;
} {
  const positive = values.filter((value) => value > 0);
  const hasZero = positive.length < values.length;
  const low = positive.length === 0 ? 0 : Math.floor(Math.log10(quantile(positive, 0)));
  const top = positive.length === 0 ? 1 : Math.log10(quantile(positive, 1));
  const zero = 10 ** (low - 0.5);
  const decades = Array.from({ length: Math.ceil(top) - low + 1 }, (_, i) => 10 ** (low + i));
  return {
    place: (value) => (value > 0 ? roundSignificant(value) : roundSignificant(zero)),
    axis: {
      type: "log",
      tickmode: "array",
      tickvals: hasZero ? [zero, ...decades] : decades,
      ticktext: [...(hasZero ? ["0"] : []), ...decades.map(decadeText)],
      range: [hasZero ? low - 0.7 : low - 0.05, Math.max(top + 0.15, low + 1)],
    },
  };
}

function decadeText(value: number): string {
  return value >= 1 ? formatCount(value) : String(roundSignificant(value, 1));
}

function thresholdText(value: number): string {
  return value >= 1000 ? formatCount(value) : String(roundSignificant(value));
}
