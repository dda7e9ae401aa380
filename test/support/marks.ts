/** What a figure has to draw, and what a browser has drawn of it: a count for each trace. */
import type { Figure } from "../../lib/src/charts/figure.js";

/** The marks of a trace: dots of a scatter, bars, or cells of a heat map; null for a trace of other marks. */
export interface Marks {
  type: string;
  count: number | null;
}

/** What must be drawn of a figure. */
export function marksOf({ data }: Figure): Marks[] {
  return data.map(({ type = "scatter", mode, x, y, z }) => {
    const places = (values: unknown): number => (Array.isArray(values) ? values.length : 0);
    switch (type) {
      case "scatter":
        // Lines without dots are one path.
        return { type, count: String(mode).includes("markers") ? places(x) : null };
      case "bar":
        return { type, count: places(x) };
      case "heatmap":
        return { type, count: (z as unknown[][]).reduce((sum, row) => sum + row.length, 0) };
      default:
        return { type: String(type), count: Math.max(places(x), places(y)) };
    }
  });
}

/**
 * What stands in the page, to be run there on plotly's elements: dots and bars are counted as elements, the
 * others, whose marks are no elements of their own, by the data that plotly holds.
 */
export function drawnMarks(plots: unknown[]): Marks[][] {
  interface Trace {
    type?: string;
    mode?: string;
    x?: ArrayLike<unknown>;
    y?: ArrayLike<unknown>;
    z?: ArrayLike<ArrayLike<unknown>>;
  }
  interface Elements {
    querySelectorAll(selector: string): ArrayLike<Elements>;
  }
  return (plots as (Elements & { data: Trace[] })[]).map((plot) => {
    const layers: Record<string, Elements[]> = {
      scatter: Array.from(plot.querySelectorAll(".scatterlayer > .trace")),
      bar: Array.from(plot.querySelectorAll(".barlayer > .trace")),
    };
    return plot.data.map(({ type = "scatter", mode, x, y, z }) => {
      const trace = layers[type]?.shift();
      if (type === "scatter") {
        const dots = trace?.querySelectorAll(".points > path").length ?? 0;
        return { type, count: String(mode).includes("markers") ? dots : null };
      }
      if (type === "bar") return { type, count: trace?.querySelectorAll(".point").length ?? 0 };
      if (type === "heatmap") {
        const image = plot.querySelectorAll(".heatmaplayer image").length;
        const cells = Array.from(z ?? []).reduce((sum, row) => sum + row.length, 0);
        return { type, count: image > 0 ? cells : 0 };
      }
      return { type, count: Math.max(x?.length ?? 0, y?.length ?? 0) };
    });
  });
}
