/**
 * Draws the rooms of `lib/rooms.json` as a Mermaid picture: `npm run rooms` puts it into the pages that
 * have a place for it.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");
const { rooms } = require("../lib/rooms.json");

const START = "<!-- rooms -->";
const END = "<!-- /rooms -->";
const PAGES = ["CONTRIBUTING.md", "docs/design.md"];

/** The picture: a box for each floor, its rooms in order; an arrow goes to what may import. */
function picture() {
  const floors = [...new Set(rooms.map(({ floor }) => floor))];
  const boxes = floors.flatMap((floor) => [
    `  subgraph ${floor}`,
    "    direction LR",
    ...rooms
      .filter((room) => room.floor === floor)
      .map(({ name, holds }) => `    ${name}["<b>${name}</b><br>${holds}"]`),
    "  end",
  ]);
  const arrows = rooms.slice(1).map(({ name }, at) => `  ${rooms[at].name} --> ${name}`);
  return ["```mermaid", "flowchart TB", ...boxes, ...arrows, "```"].join("\n");
}

/** A page with the present picture in its place. */
function withPicture(page) {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined)
    throw new Error(`The page has no place for the picture: ${START} … ${END}`);
  return `${before}${START}\n\n${picture()}\n\n${END}${after}`;
}

module.exports = { PAGES, picture, withPicture };

if (require.main === module) {
  for (const page of PAGES) {
    const path = join(module.path, "..", page);
    const text = readFileSync(path, "utf8");
    if (process.argv.includes("--write")) writeFileSync(path, withPicture(text));
    else if (withPicture(text) !== text) throw new Error(`${page}: run npm run rooms.`);
  }
}
