import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { readSettings } from "../../lib/src/base/settings.js";
import { writeCollection } from "../../lib/src/data/stages.js";
import { cleanTitles } from "../../lib/src/data/titles.js";
import type { StoredFigure } from "../../lib/src/figures/stored.js";
import { newNotebookName, writeNewNotebook } from "../../lib/src/jupyter/new-notebook.js";
import { writeLabelledTitles } from "../../lib/src/label/stage.js";
import { readContent } from "../../lib/src/report/content.js";
import { renderReport } from "../../lib/src/report/index.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { collectionOf } from "../support/collection.js";
import {
  makeNotebookFolder,
  readCells,
  runNotebooks,
  writeNotebook,
} from "../support/notebooks.js";
import { labelled } from "../support/study.js";

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = makeNotebookFolder()));
afterEach(() => remove());

test.each([
  ["my-question", "my-question"],
  ["question", "my-question"],
  ["my-question.ipynb", "my-question"],
  ["06", "my-06"],
  ["mystery", "my-mystery"],
])("%s becomes the notebook %s", (wanted, name) => {
  expect(newNotebookName(wanted)).toBe(name);
});

test.each(["", "my-", "My-Question", "a b", "../my-question", "my-a--b", "my_a", "x".repeat(60)])(
  "a notebook cannot be called %p",
  (wanted) => {
    expect(() => newNotebookName(wanted)).toThrow(
      `A notebook cannot be called "${wanted}": expected`,
    );
  },
);

test("git ignores what is made, and a notebook that is there is never written over", () => {
  const path = writeNewNotebook("question", folder);
  const text = readFileSync(path, "utf8");
  expect(() => writeNewNotebook("my-question", folder)).toThrow(
    "is there already, and stays as it is. Take another name (taken: my-question.ipynb), or delete it.",
  );
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(readdirSync(folder)).toEqual(["my-question.ipynb"]);
  const ignored = readFileSync(join(PROJECT_ROOT, ".gitignore"), "utf8").split("\n");
  expect(ignored).toContain("/notebooks/my-*.ipynb");
});

test("its cells are short, have ids of their own, and hold no output", () => {
  const cells = readCells(writeNewNotebook("question", folder)) as { id?: string }[] &
    ReturnType<typeof readCells>;
  expect(cells[0]!.source[0]).toBe("# Question\n");
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  for (const { cell_type: type, source, outputs } of cells) {
    if (type === "code") expect(source.length).toBeLessThanOrEqual(8);
    expect(outputs ?? []).toEqual([]);
  }
});

describe("on a real kernel", () => {
  test("it runs as it is, its figure joins the report in a section of its own, and no other is replaced", async () => {
    const env = { DATA_DIR: join(folder, "data"), FIGURES_DIR: join(folder, "assets", "figures") };
    const settings = readSettings(env);
    mkdirSync(env.DATA_DIR);
    const found = simulateCatalogue();
    const titles = cleanTitles(found, GENRES);
    writeCollection(settings, found, titles, collectionOf());
    writeLabelledTitles(settings, labelled(titles));
    const path = writeNewNotebook("question", folder);
    cpSync(join(PROJECT_ROOT, "notebooks", "study.ts"), join(folder, "study.ts"));

    await runNotebooks(["my-question"], { folder, env });

    const cells = readCells(path);
    const table = cells.flatMap(({ outputs = [] }) => outputs).at(-1)?.data?.["text/plain"];
    expect([table].flat().join("")).toMatch(/original_language +series +hits +rate\n0 +en +\d+/);
    const stored = JSON.parse(
      readFileSync(join(settings.figuresDir, "question-by-language.json"), "utf8"),
    ) as StoredFigure;
    expect(stored.notebook).toBe("my-question");
    const page = renderReport(readContent(settings));
    expect(page).toMatch(
      /<section id="own-notebook-1"><h2>my-question<\/h2><figure id="figure-question-by-language">/,
    );

    writeFileSync(
      join(settings.figuresDir, "roc-curve.json"),
      JSON.stringify({ ...stored, name: "roc-curve", notebook: undefined }),
    );
    const [, code = ""] = cells
      .filter(({ cell_type: type }) => type === "code")
      .map(({ source }) => source.join(""));
    const setting = cells.find(({ cell_type: type }) => type === "code")!.source.join("");
    writeNotebook(folder, "my-other", [setting, code.replace("question-by-language", "roc-curve")]);
    await expect(runNotebooks(["my-other"], { folder, env })).rejects.toThrow(
      'The figure "roc-curve" in ' +
        settings.figuresDir +
        " is of another notebook. Give this one another",
    );
  }, 400_000);
});
