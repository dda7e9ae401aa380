/** `npm run figures`: export the figures of the notebooks. */
import { anyNetworkEnv } from "./network.js";
import { UserError } from "../base/errors.js";
import { EXPORT_FORMATS, type ExportFormat, type ExportOptions } from "../figures/export.js";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { readSettings } from "../base/settings.js";
import { readStoredFigures, type StoredFigure } from "../figures/stored.js";
import {
  NETWORK_OPTION,
  parseInteger,
  parseList,
  parseOptions,
  resolvePath,
  runMain,
  showPath,
} from "./cli.js";

const USAGE = `Usage: npm run figures -- [options]

  --format FORMATS     some of ${EXPORT_FORMATS.join(", ")}, with commas; default png,svg
  --only NAMES         figures such as hit-rate-by-genre, with commas; default all
  --width PX           default 900, and the width of the window in HTML
  --height PX          default the figure's own
  --scale NUMBER       pixels of a PNG for each px, default 2
  --theme THEME        light (default) or dark
  --output-dir FOLDER  default FIGURES_DIR
  --network NAME|ID    only the figures of this network`;

runMain(async (signal) => {
  const { values } = parseOptions(USAGE, {
    options: {
      ...NETWORK_OPTION,
      format: { type: "string", multiple: true },
      only: { type: "string", multiple: true },
      width: { type: "string" },
      height: { type: "string" },
      scale: { type: "string" },
      theme: { type: "string" },
      "output-dir": { type: "string" },
    },
  });
  chosenBrowser();
  const settings = readSettings(await anyNetworkEnv(values.network));
  const { width, height, scale, theme, "output-dir": output } = values;
  // Other values are reported by exportFigure.
  const options: ExportOptions = {
    folder: output === undefined ? settings.figuresDir : resolvePath(output),
    ...(values.format === undefined
      ? {}
      : { formats: values.format.flatMap(parseList) as ExportFormat[] }),
    ...(width === undefined ? {} : { width: parseInteger("width", width, 100, 8_000) }),
    ...(height === undefined ? {} : { height: parseInteger("height", height, 100, 8_000) }),
    ...(scale === undefined ? {} : { scale: Number(scale) }),
    ...(theme === undefined ? {} : { theme: theme as "light" | "dark" }),
  };
  const network = values.network === undefined ? null : settings.network;
  const stored = readStoredFigures(settings.figuresDir).filter(
    (figure) => network === null || figure.network === network.slug,
  );
  if (stored.length === 0) {
    const whose = network === null ? "" : ` of ${network.name}`;
    throw new UserError(
      `${showPath(settings.figuresDir)} has no figures${whose}: run npm start or the notebooks to make ` +
        "them.",
    );
  }
  const { exportFigure } = await import("../figures/export.js");
  for (const { name, figure, caption, alt } of chosen(stored, values.only?.flatMap(parseList))) {
    if (signal.aborted) return;
    const paths = await exportFigure(figure, name, { ...options, caption, alt });
    console.log(paths.map(showPath).join("\n"));
  }
});

/** The figures with these names; all figures if there are no names. */
function chosen(stored: readonly StoredFigure[], names: string[] | undefined): StoredFigure[] {
  if (names === undefined) return [...stored];
  const list = stored.map((figure) => figure.name).join(", ");
  if (names.length === 0) throw new UserError(`--only: expected a name. There are ${list}.`);
  return [...new Set(names)].map((name) => {
    const found = stored.find((figure) => figure.name === name);
    if (found !== undefined) return found;
    throw new UserError(`--only: there is no figure "${name}". There are ${list}.`);
  });
}
