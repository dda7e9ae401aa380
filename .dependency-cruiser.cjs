/**
 * The rule of the library's rooms (`lib/rooms.json`): a file imports from its own room and from rooms that
 * stand before it, never in a circle; network, disk, kernel, browser and TensorFlow.js have their places.
 * Imports of types count too.
 */
const process = require("node:process");
const { rooms, touches } = require("./lib/rooms.json");

const SOURCES = process.env.ROOMS_ROOT ?? "lib/src";
const escape = (text) => text.replace(/[.]/g, "[.]");
const names = rooms.map(({ name }) => name);
/** The files of rooms, folders or single files. */
const inside = (places) => `^${SOURCES}/(${places.map(escape).join("|")})(/|$)`;
/** As a package stands in node_modules, or as a module of Node is called. */
const packages = (modules) => `(^|node_modules/)${modules.replace(/^\^/, "")}`;

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two files need each other: move what both need into a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "room-is-listed",
      comment: "A file of the library stands in a room of lib/rooms.json.",
      severity: "error",
      from: { path: `^${SOURCES}/`, pathNot: inside(names) },
      to: {},
    },
    ...names.slice(0, -1).map((name, at) => ({
      name: `${name}-looks-back-only`,
      comment: `${name} may import from ${names.slice(0, at).join(", ") || "no other room"}.`,
      severity: "error",
      from: { path: inside([name]) },
      to: { path: inside(names.slice(at + 1)) },
    })),
    ...touches.map(({ what, modules, may }) => ({
      name: `${what.toLowerCase().replace(/[^a-z]/g, "")}-in-its-place`,
      comment: `Only ${may.join(", ")} may use the ${what} (lib/rooms.json).`,
      severity: "error",
      from: { path: `^${SOURCES}/`, pathNot: inside(may) },
      to: { path: packages(modules) },
    })),
    {
      name: "resolves",
      comment: "An import that is not found escapes every rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
