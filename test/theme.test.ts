import { COLOURS, themed, type ChartParts } from "netflix-hits/theme";

type Rgb = [number, number, number];

const parts: ChartParts = {
  title: "A title",
  facts: ["n = 3 series"],
  source: "simulated catalogue (seed 213)",
  data: [{ type: "bar", x: [1], y: [2] }],
  xaxis: { title: "Years" },
  yaxis: {},
};

const pairs = Object.entries(COLOURS).flatMap((a, i) =>
  Object.entries(COLOURS)
    .slice(0, i)
    .map((b) => [a, b] as const),
);

test.each(Object.entries(COLOURS))("%s has a contrast of 3:1 to white", (_, colour) => {
  // WCAG 2.2, 1.4.11, for graphics.
  expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(3);
});

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

test.each(Object.keys(DEFICIENCIES))(
  "any two colours can be told apart (deficiency: %s)",
  (name) => {
    const matrix = DEFICIENCIES[name] as [Rgb, Rgb, Rgb];
    for (const [[, a], [, b]] of pairs) {
      // CIE76; 2.3 is just noticeable.
      expect(distance(lab(seen(a, matrix)), lab(seen(b, matrix)))).toBeGreaterThan(12);
    }
  },
);

test("the subtitle gives the facts and, on a line of its own, the source", () => {
  expect(themed(parts).layout["title"]).toMatchObject({
    text: "A title",
    subtitle: { text: "n = 3 series<br>simulated catalogue (seed 213)" },
  });
});

test("a subtitle that is too long for 600 px is broken between facts, with room above the plot", () => {
  const long = themed({ ...parts, facts: ["a".repeat(60), "b".repeat(60)] });
  expect(long.layout["title"]).toMatchObject({
    subtitle: { text: `${"a".repeat(60)}<br>${"b".repeat(60)}<br>simulated catalogue (seed 213)` },
  });
  const top = ({ layout }: { layout: Record<string, unknown> }) =>
    (layout["margin"] as { t: number }).t;
  expect(top(long) - top(themed(parts))).toBe(18);
});

test("markup in a title or a source is shown, not obeyed", () => {
  const { layout } = themed({ ...parts, title: "<b>x</b>", source: "file <i>.csv" });
  expect(layout["title"]).toMatchObject({
    text: "&lt;b>x&lt;/b>",
    subtitle: { text: "n = 3 series<br>file &lt;i>.csv" },
  });
});

test("figures stay on white, grow their margins and take the width they get", () => {
  expect(themed(parts).layout).toMatchObject({
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    autosize: true,
    height: 520,
    separators: ".,",
    xaxis: { automargin: true, title: { text: "Years" } },
    yaxis: { automargin: true },
  });
  expect(themed(parts).layout).not.toHaveProperty("width");
});

test("a chart without data says so in place of its axes", () => {
  const { layout } = themed({ ...parts, data: [{ type: "bar", x: [], y: [] }], empty: "Nothing." });
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
