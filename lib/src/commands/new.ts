/** `npm run new -- my-question`: a notebook of one's own with the first cells in place. */
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { PROJECT_ROOT } from "../base/folders.js";
import { writeNewNotebook } from "../jupyter/new-notebook.js";
import { parseOptions, runMain, showPath } from "./cli.js";

const USAGE = "Usage: npm run new -- NAME, such as my-question";

// eslint-disable-next-line @typescript-eslint/require-await -- a command's main function gives a promise
runMain(async () => {
  const { positionals } = parseOptions(USAGE, { options: {}, allowPositionals: true });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    throw new UserError(`Expected one name, found ${positionals.length || "none"}. ${USAGE}.`);
  }
  const path = writeNewNotebook(name, join(PROJECT_ROOT, "notebooks"));
  const notebook = path.replace(/^.*[\\/]|\.ipynb$/g, "");
  console.log(
    `${showPath(path)}: open it with npm run lab, run it with npm run notebooks -- ${notebook}`,
  );
  return undefined;
});
