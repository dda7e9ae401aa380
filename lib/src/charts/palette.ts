/** The colours of charts, in a light and a dark theme. */
import type { Figure } from "./figure.js";

/** Light grounds for papers and slides, dark ones for those who work in the dark. */
export type Theme = "light" | "dark";

/** The colours of a theme: marks by role, then what is under and around them. */
export interface Palette {
  /** Hits; coefficients that raise the odds. */
  hit: string;
  /** Non-hits; coefficients that lower the odds; anything that is one series alone. */
  base: string;
  /** The one bar that a title speaks of. */
  accent: string;
  /** Missing values, and groups too small to judge. */
  muted: string;
  /** Reference lines and text. */
  ink: string;
  /** Text of less weight. */
  faintInk: string;
  /** Under everything; also text on the strong end of the sequence. */
  ground: string;
  grid: string;
  /**
   * Classes from little to much: farther from the ground with each step, so that lightness alone
   * orders them. The step in the middle is wider than the others, so that ink can be read on the
   * first half and the ground's colour on the second.
   */
  sequence: readonly string[];
}

/**
 * The two palettes. Marks have a contrast of at least 3:1 against their ground and text one of 4.5:1;
 * any two marks, and any two classes of the sequence, can be told apart with protanopia,
 * deuteranopia and tritanopia: theme.test.ts computes all of it. The light blue and vermilion are
 * Okabe and Ito's (2008). No colour occurs in both, so that {@link withTheme} can tell them apart.
 */
export const PALETTES = {
  light: {
    hit: "#D55E00",
    base: "#0072B2",
    accent: "#008F68",
    muted: "#868B93",
    ink: "#3B3F46",
    faintInk: "#5C626B",
    ground: "#FFFFFF",
    grid: "#E3E5E8",
    sequence: "#EDF3FA #CFE0F1 #ABC9E6 #83AFD8 #2F74AE #1B5A93 #0C4178 #082A56".split(" "),
  },
  dark: {
    hit: "#FF8F45",
    base: "#5AA6F0",
    accent: "#20C490",
    muted: "#7F858F",
    ink: "#E4E7EB",
    faintInk: "#A8AEB7",
    ground: "#15181C",
    grid: "#30353C",
    sequence: "#1B2A3A #21405C #285478 #30658F #6BA9DB #93C3E9 #B9DAF3 #DDEFFC".split(" "),
  },
} as const satisfies Record<Theme, Palette>;

/** The palette in which charts are made; {@link withTheme} gives a made chart another. */
export const COLOURS = PALETTES.light;

/** A colour of a palette, of which `alpha` (0 to 1) covers what is under it. */
export function translucent(colour: string, alpha: number): string {
  return `rgba(${channels(colour).join(",")},${alpha})`;
}

/** Red, green and blue of "#RRGGBB", each from 0 to 255. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

/**
 * The same figure in the colours of a theme: each colour of the other palette is replaced by that of
 * the same role, translucent ones with their alpha. Colours of your own stay, and so does text.
 *
 * @param figure a figure made by our charts, in either theme; it is not changed.
 */
export function withTheme(figure: Figure, theme: Theme): Figure {
  const [from, to] = [PALETTES[theme === "dark" ? "light" : "dark"], PALETTES[theme]].map(flat) as [
    string[],
    string[],
  ];
  const others = new Map<string, string>();
  from.forEach((colour, i) => {
    const other = to[i]!;
    others.set(colour.toLowerCase(), other);
    others.set(channels(colour).join(","), channels(other).join(","));
  });
  return recolour(figure, others, false) as Figure;
}

/** A copy of `value` in which the strings under the names of colours are exchanged. */
function recolour(value: unknown, others: Map<string, string>, isColour: boolean): unknown {
  if (typeof value === "string") {
    if (!isColour) return value;
    const rgb = value.replace(/\s/g, "").replace(/(?<=^rgba?\()\d+,\d+,\d+/, (found) => {
      return others.get(found) ?? found;
    });
    return others.get(value.toLowerCase()) ?? (rgb.startsWith("rgb") ? rgb : value);
  }
  if (Array.isArray(value)) return value.map((each) => recolour(each, others, isColour));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      // color, bgcolor, paper_bgcolor, colorway, colorscale; font is an object that has a color.
      recolour(inner, others, /color/.test(key)),
    ]),
  );
}

function flat({ sequence, ...roles }: Palette): string[] {
  return [...Object.values<string>(roles), ...sequence];
}
