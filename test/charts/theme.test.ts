import type { Figure } from "../../lib/src/charts/figure.js";
import { note } from "../../lib/src/charts/marks.js";
import {
  COLOURS,
  PALETTES,
  translucent,
  withTheme,
  type Palette,
} from "../../lib/src/charts/palette.js";
import { themed, type ChartParts } from "../../lib/src/charts/theme.js";

type Rgb = [number, number, number];

const parts: ChartParts = {
  title: "A title",
  facts: ["n = 3 series"],
  data: [{ type: "bar", x: [1], y: [2] }],
  xaxis: { title: "Years" },
  yaxis: {},
};

const options = { source: "simulated catalogue (seed 213)" };

const palettes = Object.entries<Palette>(PALETTES);
const marks = ({ hit, base, accent, muted, ink }: Palette): [string, string][] =>
  Object.entries({ hit, base, accent, muted, ink });

test.each(palettes)(
  "marks of the %s palette have a contrast of 3:1 to the ground",
  (_, palette) => {
    // WCAG 2.2, 1.4.11, for graphics.
    for (const [, colour] of marks(palette)) {
      expect(contrast(colour, palette.ground)).toBeGreaterThanOrEqual(3);
    }
  },
);

test.each(palettes)("text of the %s palette has a contrast of 4.5:1", (_, palette) => {
  // WCAG 2.2, 1.4.3. The base colour is also that of a note in the ROC chart.
  for (const colour of [palette.ink, palette.faintInk, palette.base]) {
    expect(contrast(colour, palette.ground)).toBeGreaterThanOrEqual(4.5);
  }
  palette.sequence.forEach((colour, i) => {
    const text = i < palette.sequence.length / 2 ? palette.ink : palette.ground;
    expect(contrast(colour, text)).toBeGreaterThanOrEqual(4.5);
  });
});

test.each(palettes)(
  "the sequence of the %s palette leaves the ground step by step",
  (_, palette) => {
    const steps = palette.sequence.map((colour) => contrast(colour, palette.ground));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  },
);

// Machado, Oliveira and Fernandes (2009), severity 1.
const DEFICIENCIES: Record<string, [Rgb, Rgb, Rgb]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const eyes = Object.keys(DEFICIENCIES).flatMap((name) =>
  palettes.map(([theme, palette]) => [theme, name, palette] as const),
);

test.each(eyes)("any two marks of the %s palette can be told apart (deficiency: %s)", (...row) => {
  const [, name, palette] = row;
  const matrix = DEFICIENCIES[name]!;
  const colours = marks(palette);
  for (const [i, [, a]] of colours.entries()) {
    // CIE76; 2.3 is just noticeable.
    for (const [, b] of colours.slice(0, i)) expect(difference(a, b, matrix)).toBeGreaterThan(12);
  }
});

test.each(eyes)("neighbours in the %s sequence can be told apart (deficiency: %s)", (...row) => {
  const [, name, palette] = row;
  const matrix = DEFICIENCIES[name]!;
  palette.sequence.slice(1).forEach((colour, i) => {
    expect(difference(colour, palette.sequence[i]!, matrix)).toBeGreaterThan(7);
  });
});

const colourful: Figure = themed(options, {
  ...parts,
  data: [
    {
      type: "bar",
      x: ["#FFFFFF"],
      y: [2],
      text: ["#0072B2"],
      marker: { color: [COLOURS.hit, "#0072b2", "#123456"], line: { color: COLOURS.muted } },
      fillcolor: translucent(COLOURS.base, 0.1),
      colorscale: [[0, COLOURS.sequence[0]]],
    },
  ],
  annotations: [note("#D55E00", { x: 0, y: 0 })],
});

test("a figure in the dark theme has the dark colours of the same roles", () => {
  const { data, layout } = withTheme(colourful, "dark");
  const { dark } = PALETTES;
  expect(layout).toMatchObject({
    paper_bgcolor: dark.ground,
    plot_bgcolor: dark.ground,
    font: { color: dark.ink },
    title: { font: { color: dark.ink }, subtitle: { font: { color: dark.faintInk } } },
    hoverlabel: { bgcolor: dark.ground, bordercolor: dark.muted, font: { color: dark.ink } },
    xaxis: { gridcolor: dark.grid },
    annotations: [{ bgcolor: "rgba(21,24,28,0.85)", font: { color: dark.ink } }],
  });
  expect(data[0]).toMatchObject({
    marker: { color: [dark.hit, dark.base, "#123456"], line: { color: dark.muted } },
    fillcolor: "rgba(90,166,240,0.1)",
    colorscale: [[0, dark.sequence[0]]],
  });
});

test("a theme changes colours and nothing else, so that a series may be called #FFFFFF", () => {
  const { data, layout } = withTheme(colourful, "dark");
  expect(data[0]).toMatchObject({ x: ["#FFFFFF"], text: ["#0072B2"] });
  expect(layout["annotations"]).toMatchObject([{ text: "#D55E00" }]);
});

test("a figure is not changed by its copy, and comes back in the light theme as it was", () => {
  const before = JSON.stringify(colourful);
  const dark = withTheme(colourful, "dark");
  expect(JSON.stringify(colourful)).toBe(before);
  expect(withTheme(dark, "dark")).toEqual(dark);
  expect(withTheme(colourful, "light")).toEqual(colourful);
  expect(JSON.stringify(withTheme(dark, "light")).toLowerCase()).toBe(before.toLowerCase());
});

test("no colour belongs to both palettes, and none is there twice", () => {
  const all = palettes.flatMap(([, { sequence, ...roles }]) => [
    ...Object.values(roles),
    ...sequence,
  ]);
  expect(new Set(all).size).toBe(all.length);
});

test("the subtitle gives the facts and, on a line of its own, the source", () => {
  expect(themed(options, parts).layout["title"]).toMatchObject({
    text: "A title",
    subtitle: { text: "n = 3 series<br>simulated catalogue (seed 213)" },
  });
});

test("a subtitle that is too long for 600 px is broken between facts, with room above the plot", () => {
  const long = themed(options, { ...parts, facts: ["a".repeat(60), "b".repeat(60)] });
  expect(long.layout["title"]).toMatchObject({
    subtitle: { text: `${"a".repeat(60)}<br>${"b".repeat(60)}<br>simulated catalogue (seed 213)` },
  });
  const top = ({ layout }: { layout: Record<string, unknown> }) =>
    (layout["margin"] as { t: number }).t;
  expect(top(long) - top(themed(options, parts))).toBe(18);
});

test("a subtitle of more than three lines makes the figure higher, not the plot lower", () => {
  const facts = ["a", "b", "c", "d"].map((letter) => letter.repeat(60));
  expect(themed(options, { ...parts, facts: facts.slice(0, 2) }).layout["height"]).toBe(520);
  expect(themed(options, { ...parts, facts }).layout["height"]).toBe(520 + 2 * 18);
});

test("markup in a title or a source is shown, not obeyed", () => {
  const { layout } = themed({ source: "file <i>.csv" }, { ...parts, title: "<b>x</b>" });
  expect(layout["title"]).toMatchObject({
    text: "&lt;b>x&lt;/b>",
    subtitle: { text: "n = 3 series<br>file &lt;i>.csv" },
  });
});

test("figures stay on white, grow their margins and take the width they get", () => {
  expect(themed(options, parts).layout).toMatchObject({
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    autosize: true,
    height: 520,
    separators: ".,",
    xaxis: { automargin: true, title: { text: "Years" } },
    yaxis: { automargin: true },
  });
  expect(themed(options, parts).layout).not.toHaveProperty("width");
});

test("a chart without data says so in place of its axes", () => {
  const { layout } = themed(options, {
    ...parts,
    data: [{ type: "bar", x: [], y: [] }],
    empty: "Nothing.",
  });
  expect(layout["annotations"]).toMatchObject([{ text: "Nothing." }]);
  expect(layout["xaxis"]).toMatchObject({ visible: false });
});

function linear(colour: string): Rgb {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function difference(a: string, b: string, matrix: [Rgb, Rgb, Rgb]): number {
  return distance(lab(seen(a, matrix)), lab(seen(b, matrix)));
}

function seen(colour: string, matrix: [Rgb, Rgb, Rgb]): Rgb {
  const [r, g, b] = linear(colour);
  return matrix.map((row) => Math.min(1, Math.max(0, row[0] * r + row[1] * g + row[2] * b))) as Rgb;
}

function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
