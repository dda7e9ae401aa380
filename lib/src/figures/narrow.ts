/**
 * Figures on a phone: charts are made for 600 px and more, so titles are wrapped anew below that.
 */

/** Px from which on a figure is drawn as it was made. */
const MADE_FOR = 600;

/**
 * A script that defines `fitNarrow(layout, config, width)`: breaks the titles of a layout into
 * lines that fit `width` px and makes the figure higher by as much, so that the plot keeps its
 * height. The buttons above the figure, which would lie over the title, are left out.
 */
export const FIT_NARROW = `
const fitNarrow = (layout, config, width) => {
  if (width >= ${MADE_FOR}) return;
  config.displayModeBar = false;
  const pen = document.createElement("canvas").getContext("2d");
  const broken = (text, { size = 13, weight = 400 } = {}, room) => {
    pen.font = weight + " " + size + "px " + (layout.font?.family ?? "sans-serif");
    const fits = (line) => pen.measureText(line).width <= room;
    return text.split("<br>").flatMap((line) => {
      const lines = [""];
      const add = (piece, glue) => {
        const longer = lines.at(-1) + glue + piece;
        if (lines.at(-1) === "" || fits(longer)) lines[lines.length - 1] = longer;
        else lines.push(piece);
      };
      for (const word of line.split(" ")) {
        // A path has no spaces.
        const pieces = fits(word) ? [word] : word.match(/.{1,12}/gsu) ?? [word];
        pieces.forEach((piece, i) => add(piece, i === 0 && lines.at(-1) !== "" ? " " : ""));
      }
      return lines.map((each) => each.replace(/^· | ·$/g, "")).filter((each) => each !== "·");
    });
  };
  const fit = (part, room, side) => {
    if (typeof part?.text !== "string") return;
    const lines = broken(part.text, part.font, room);
    const added = (lines.length - part.text.split("<br>").length) * 1.4 * (part.font?.size ?? 13);
    part.text = lines.join("<br>");
    layout.margin = { ...layout.margin, [side]: (layout.margin?.[side] ?? 80) + added };
    if (layout.height !== undefined) layout.height += added;
  };
  fit(layout.title, width - 40, "t");
  fit(layout.title?.subtitle, width - 40, "t");
  // The title of an axis stands in the middle of its plot, which names at the side push to the
  // right.
  const room = width * (layout.yaxis?.type === "category" ? 0.3 : 0.55);
  for (const [name, axis] of Object.entries(layout)) {
    if (/^xaxis/.test(name)) fit(axis.title, room, axis.side === "top" ? "t" : "b");
  }
};
`;
