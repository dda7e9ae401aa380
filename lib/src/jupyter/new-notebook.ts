/** Makes notebooks of one's own, which git ignores, `npm start` leaves alone and the report shows. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { assertWritable } from "../base/files.js";

/** What git ignores begins with it. */
const PREFIX = "my-";
const NAME = /^my(-[a-z0-9]+)+$/;
const MOST_CHARACTERS = 60;

/**
 * The name of a new notebook: what was asked for, with `my-` before it where it is not there.
 *
 * @throws UserError when it is not in kebab-case, or too long for a file.
 */
export function newNotebookName(wanted: string): string {
  const plain = wanted.replace(/\.ipynb$/, "");
  const name = plain.startsWith(PREFIX) ? plain : PREFIX + plain;
  if (NAME.test(name) && name.length <= MOST_CHARACTERS) return name;
  throw new UserError(
    `A notebook cannot be called "${wanted}": expected small letters, digits and single hyphens, at most ` +
      `${MOST_CHARACTERS} characters, such as my-question.`,
  );
}

/**
 * Write a notebook with the first cells in place: the labelled series, a chart of a variable and a table.
 *
 * @param folder where the notebooks are.
 * @returns its path.
 * @throws UserError when the name does not fit, there is a notebook of that name, or the folder cannot be
 * written.
 */
export function writeNewNotebook(wanted: string, folder: string): string {
  const name = newNotebookName(wanted);
  const path = join(folder, `${name}.ipynb`);
  if (existsSync(path)) throw taken(path, folder);
  assertWritable(folder);
  try {
    writeFileSync(path, `${JSON.stringify(notebookOf(name), null, 1)}\n`, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw taken(path, folder);
    throw error;
  }
  return path;
}

function taken(path: string, folder: string): UserError {
  const own = readdirSync(folder).filter((file) => file.startsWith(PREFIX));
  return new UserError(
    `${path} is there already, and stays as it is. Take another name (taken: ${own.join(", ")}), or delete it.`,
  );
}

const METADATA = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  language_info: {
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    file_extension: ".ts",
    mimetype: "text/typescript",
    name: "typescript",
    version: "3.7.2",
  },
};

function notebookOf(name: string): object {
  const cells = cellsOf(name).map(([type, text], i) => {
    const source = text.split(/(?<=\n)/);
    const id = `own-${String(i + 1).padStart(2, "0")}`;
    return type === "markdown"
      ? { cell_type: type, id, metadata: {}, source }
      : { cell_type: type, execution_count: null, id, metadata: {}, outputs: [], source };
  });
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
}

function cellsOf(name: string): ["markdown" | "code", string][] {
  const words = name.slice(PREFIX.length).replaceAll("-", " ");
  const title = `${words[0]!.toUpperCase()}${words.slice(1)}`;
  return [
    [
      "markdown",
      `# ${title}

**What is the question?** Write it here. The heading is also that of this notebook's figures in the report (\`npm run report\`).

- reads: \`*_tv_with_hit.csv\`, which notebook 02 writes: the series and the hits of \`study.ts\`
- run it here, or with \`npm run notebooks -- ${name}\``,
    ],
    [
      "code",
      `import { study } from "./study";
import { readSource } from "netflix-hits/data";
import { readSettings } from "netflix-hits/settings";
import { readLabelledTitles } from "netflix-hits/study";

const settings = readSettings();
const options = { source: readSource(settings, "with_hit").label };
const titles = readLabelledTitles(settings, study);`,
    ],
    [
      "markdown",
      `## A chart

A variable is a column with its words; \`netflix-hits/variables\` has the usual ones, and \`column("…")\` gives any other.`,
    ],
    [
      "code",
      `import { rateChart } from "netflix-hits/charts";
import { show } from "netflix-hits/show";
import { originalLanguage } from "netflix-hits/variables";

const figure = rateChart(titles, originalLanguage, options);
await show(figure, { name: "${name.slice(PREFIX.length)}-by-language" });`,
    ],
    [
      "markdown",
      "## A table\n\nGroups, means, joins and pivots are arquero's; `showTable` shows what they make.",
    ],
    [
      "code",
      `import { desc, op } from "arquero";
import { toArquero } from "netflix-hits/arquero";
import { showTable } from "netflix-hits/show";

const groups = (await toArquero(titles)).groupby("original_language");
const table = groups.rollup({ series: op.count(), hits: op.sum("hit"), rate: op.mean("hit") });
showTable(table.orderby(desc("series")), options);`,
    ],
  ];
}
