/** What readers see that draw nothing themselves: nbconvert, and those that show images alone. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { show } from "../../lib/src/figures/show.js";
import { showMarkdown, showTable } from "../../lib/src/cell/show.js";
import { containedEnv, PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import { NOTEBOOKS } from "../../lib/src/jupyter/notebooks.js";
import { setUp } from "../../lib/src/jupyter/setup.js";
import { drawImages } from "../../lib/src/figures/images.js";
import { md } from "../../lib/src/base/escape.js";
import { publish } from "../../lib/src/cell/output.js";
import { head } from "../../lib/src/cell/tables.js";
import { browserTest, startBrowser } from "../support/browser.js";
import { readCells } from "../support/notebooks.js";

jest.mock("../../lib/src/cell/output.js", () => ({ publish: jest.fn() }));
jest.mock("../../lib/src/figures/images.js", () => ({
  ...jest.requireActual<object>("../../lib/src/figures/images.js"),
  drawImages: jest.fn(),
}));

jest.setTimeout(120_000);

const PLOTLY = "application/vnd.plotly.v1+json";
const HOSTILE = "<img src=x onerror=alert(1)>";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nbconvert-"));
  await setUp();
  await convert(NOTEBOOKS.map((name) => join(PROJECT_ROOT, "notebooks", `${name}.ipynb`)));
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Convert notebooks into `<name>.html` in the folder. */
async function convert(notebooks: string[], ...options: string[]): Promise<void> {
  const args = ["-m", "nbconvert", "--to", "html", "--log-level=ERROR", "--output-dir", folder];
  await promisify(execFile)(venvPython(PROJECT_ROOT), [...args, ...options, ...notebooks], {
    env: containedEnv(PROJECT_ROOT, process.env),
  });
}

const converted = (name: string): string => readFileSync(join(folder, `${name}.html`), "utf8");

/** The `<img>` elements of a page that have their image inside. */
function imagesOf(html: string): { tag: string; bytes: string }[] {
  const tags = html.match(/<img\b[^>]*\bsrc="data:image\/[^>]*>/g) ?? [];
  return tags.map((tag) => ({
    tag,
    bytes: /base64,([^"]*)"/.exec(tag)?.[1]?.replace(/\s|\\n/g, "") ?? "",
  }));
}

test.each(NOTEBOOKS)("nbconvert shows every figure of %s, in their order", (name) => {
  const path = join(PROJECT_ROOT, "notebooks", `${name}.ipynb`);
  const figures = readCells(path)
    .flatMap((cell) => cell.outputs ?? [])
    .filter(({ data }) => data?.[PLOTLY] !== undefined)
    .map(({ data = {} }) => [data["image/png"]].flat().join("").replace(/\s/g, ""));
  // A viewer that shows images alone has one for each figure as well.
  expect(figures.every((png) => png.startsWith("iVBORw0KGgo"))).toBe(true);
  const shown = imagesOf(converted(name)).map(({ bytes }) => bytes);
  expect(shown.length).toBe(figures.length);
  expect(shown.map((bytes, i) => bytes === figures[i])).toEqual(figures.map(() => true));
});

test("the committed notebooks have figures at all", () => {
  const cells = NOTEBOOKS.flatMap((name) =>
    readCells(join(PROJECT_ROOT, "notebooks", `${name}.ipynb`)),
  );
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  expect(outputs.filter(({ data }) => data?.[PLOTLY] !== undefined).length).toBeGreaterThan(12);
});

/** What the calls would show in a notebook, as a notebook. */
async function notebookOf(calls: () => Promise<void>): Promise<string> {
  process.env["FIGURES_DIR"] = folder;
  jest.mocked(publish).mockClear();
  try {
    await calls();
  } finally {
    delete process.env["FIGURES_DIR"];
  }
  const outputs = jest.mocked(publish).mock.calls.map(([data, { metadata = {} } = {}]) => ({
    output_type: "display_data",
    data,
    metadata,
  }));
  const cell = {
    cell_type: "code",
    id: "a",
    metadata: {},
    execution_count: 1,
    source: "",
    outputs,
  };
  const path = join(folder, "made.ipynb");
  writeFileSync(
    path,
    JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  );
  return path;
}

/** A notebook whose figure, table and text hold what would be markup and script. */
async function hostileNotebook(): Promise<string> {
  const png = readFileSync(join(PROJECT_ROOT, "assets", "figures", "hit-rate-by-genre.png"));
  jest.mocked(drawImages).mockResolvedValue({ png });
  return await notebookOf(async () => {
    const figure = hitCountsChart([{ hit: 1 }], { source: HOSTILE });
    await show(figure, { name: "hostile", caption: md`Caption ${HOSTILE}` });
    showTable(head([{ name: HOSTILE, [HOSTILE]: '=HYPERLINK("x")' }]), { source: HOSTILE });
    showMarkdown(md`${HOSTILE}`);
  });
}

test("an image has its words and its size, and a hostile text is inert", async () => {
  const path = await hostileNotebook();
  // nbconvert's default template gives no image its words; this one does.
  await convert([path], "--template", "classic");
  expect(imagesOf(converted("made"))[0]?.tag).toContain(
    'alt="Hits and non-hits. n = 1 series · &lt;img src=x onerror=alert(1)&gt;"',
  );
  await convert([path]);
  const html = converted("made");
  const images = imagesOf(html);
  expect(images).toHaveLength(1);
  expect(images[0]?.tag).toMatch(/height="?260"? .*width="?900"?/);
  expect(html).not.toMatch(/<img src=x/);
});

browserTest("a hostile text does nothing in a browser", async () => {
  const path = await hostileNotebook();
  await convert([path]);
  const browser = (await startBrowser())!;
  try {
    const page = await browser.newPage({ offline: true });
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(join(folder, "made.html")).href, {
      waitUntil: "domcontentloaded",
    });
    const table = page.locator("table");
    await table.waitFor();
    expect(await table.locator("td").allTextContents()).toEqual([HOSTILE, '=HYPERLINK("x")']);
    expect(await page.locator("img").count()).toBe(1);
    expect(dialogs).toEqual([]);
  } finally {
    await browser.close();
  }
});
