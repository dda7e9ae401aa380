import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { exportFigure } from "../../lib/src/figures/export.js";
import { figureText, show, showJudged, showReading } from "../../lib/src/figures/show.js";
import { showMarkdown, showTable } from "../../lib/src/cell/show.js";
import { unjudged } from "../../lib/src/base/outcome.js";
import { UserError } from "../../lib/src/base/errors.js";
import { drawImages } from "../../lib/src/figures/images.js";
import { publish } from "../../lib/src/cell/output.js";
import { testSettings } from "../support/settings.js";

jest.mock("../../lib/src/cell/output.js", () => ({ publish: jest.fn() }));
jest.mock("../../lib/src/figures/images.js", () => ({
  drawImages: jest.fn(),
  drawingProblem: () => "no browser was found",
  imageSize: () => ({ width: 900, height: 260 }),
}));

const figure = hitCountsChart([{ hit: 1 }, { hit: 0 }], { source: "catalogue file <a>.csv" });
const png = Buffer.from("a picture");
const TEXT = "Hits and non-hits. n = 2 series · catalogue file <a>.csv";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "display-"));
  testSettings({ FIGURES_DIR: folder });
  jest.mocked(drawImages).mockReset().mockResolvedValue({ png });
  jest.mocked(publish).mockClear();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a figure is one output: interactive, an image of its size, and text", async () => {
  await show(figure, { name: "hit-counts" });
  expect(jest.mocked(publish).mock.calls).toEqual([
    [
      {
        "application/vnd.plotly.v1+json": {
          ...figure,
          config: {
            displaylogo: false,
            responsive: true,
            showSendToCloud: false,
            typesetMath: false,
          },
        },
        "image/png": png.toString("base64"),
        "text/plain": TEXT,
      },
      { metadata: { "image/png": { width: 900, height: 260, alt: TEXT } } },
    ],
  ]);
});

test("in JupyterLab, which puts a PNG in the place of the figure, the image is a JPEG", async () => {
  jest.mocked(drawImages).mockResolvedValue({ png, jpeg: Buffer.from("a photograph") });
  process.env["JPY_SESSION_NAME"] = "notebooks/03_eda_hit_analysis.ipynb";
  try {
    await show(figure, { name: "hit-counts", alt: "Two bars." });
  } finally {
    delete process.env["JPY_SESSION_NAME"];
  }
  expect(jest.mocked(drawImages).mock.calls).toEqual([[figure, ["png", "jpeg"]]]);
  const [bundle = {}, options] = jest.mocked(publish).mock.calls[0] ?? [];
  expect(Object.keys(bundle)).toEqual([
    "application/vnd.plotly.v1+json",
    "image/jpeg",
    "text/plain",
  ]);
  expect(bundle["image/jpeg"]).toBe(Buffer.from("a photograph").toString("base64"));
  expect(options).toEqual({
    metadata: {
      "image/png": { alt: "Two bars." },
      "image/jpeg": { width: 900, height: 260, alt: "Two bars." },
    },
  });
  expect(existsSync(join(folder, "hit-counts.png"))).toBe(true);
});

test("a figure's image and data are kept for the report", async () => {
  await show(figure, { name: "hit-counts", caption: "Half are hits.", alt: "Two bars." });
  expect(readFileSync(join(folder, "hit-counts.png"))).toEqual(png);
  expect(JSON.parse(readFileSync(join(folder, "hit-counts.json"), "utf8"))).toEqual({
    name: "hit-counts",
    caption: "Half are hits.",
    alt: "Two bars.",
    source: "catalogue file <a>.csv",
    network: "netflix",
    figure,
  });
});

test("without a browser a changed figure is interactive and text, its earlier PNG stays, and one sentence says what to install", async () => {
  jest.mocked(drawImages).mockResolvedValue(null);
  writeFileSync(join(folder, "hit-counts.png"), "an image of other data");
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  await show(figure, { name: "hit-counts" });
  await show(figure, { name: "again" });
  const [bundle, options] = jest.mocked(publish).mock.calls[0] ?? [];
  expect(Object.keys(bundle ?? {})).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
  expect(options).toEqual({ metadata: { "image/png": { alt: TEXT } } });
  expect(log.mock.calls).toEqual([
    [expect.stringMatching(/Install Google Chrome, Chromium or Edge, or set CHROME_PATH/)],
  ]);
  expect(readFileSync(join(folder, "hit-counts.png"), "utf8")).toBe("an image of other data");
  expect(existsSync(join(folder, "hit-counts.json"))).toBe(true);
  log.mockRestore();
});

test("in JupyterLab without a browser a kept PNG goes into the folder, and plotly draws", async () => {
  jest
    .mocked(drawImages)
    .mockImplementation((_, formats) => Promise.resolve(formats.includes("jpeg") ? null : { png }));
  process.env["JPY_SESSION_NAME"] = "notebooks/03_eda_hit_analysis.ipynb";
  try {
    await show(figure, { name: "hit-counts" });
  } finally {
    delete process.env["JPY_SESSION_NAME"];
  }
  const [bundle = {}] = jest.mocked(publish).mock.calls[0] ?? [];
  expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
  expect(readFileSync(join(folder, "hit-counts.png"))).toEqual(png);
});

test("figures go where the settings of the cell say, whatever the environment says", async () => {
  const settings = testSettings({ FIGURES_DIR: join(folder, "mine"), TMDB_NETWORK_ID: "hbo" });
  await show(figure, { name: "hit-counts" });
  const stored = readFileSync(join(settings.figuresDir, "hit-counts.json"), "utf8");
  expect(JSON.parse(stored)).toMatchObject({ name: "hit-counts", network: "hbo" });
  const exported = await exportFigure(figure, "hit-counts", { formats: ["png"] });
  expect(exported).toEqual([join(settings.figuresDir, "hit-counts.png")]);
  await showJudged(
    "hit-counts",
    { unjudged: "too few hits" },
    () => "",
    () => figure,
  );
  expect(readdirSync(settings.figuresDir)).toEqual([]);
});

test.each(["Hit Counts", "hit_counts", "../hit", "-hit", "hit--counts", ""])(
  "the name %p is refused",
  async (name) => {
    await expect(show(figure, { name })).rejects.toThrow(UserError);
    await expect(show(figure, { name })).rejects.toThrow(/kebab-case/);
    expect(publish).not.toHaveBeenCalled();
  },
);

test("a folder that cannot be written is named with what to do", async () => {
  writeFileSync(join(folder, "file"), "");
  testSettings({ FIGURES_DIR: join(folder, "file", "figures") });
  await expect(show(figure, { name: "hit-counts" })).rejects.toThrow(
    /Cannot write .*figures.* \(ENOTDIR\).*FIGURES_DIR/,
  );
});

test("a table is HTML and text", () => {
  showTable({ columns: ["n"], rows: [[1]] });
  expect(publish).toHaveBeenCalledWith({
    "text/html": expect.stringContaining("<table") as string,
    "text/plain": "n\n1",
  });
});

test("Markdown is Markdown and text", () => {
  showMarkdown("**2,561** series");
  expect(publish).toHaveBeenCalledWith({
    "text/markdown": "**2,561** series",
    "text/plain": "**2,561** series",
  });
});

test("a figure without a title has no text", () => {
  expect(figureText({ data: [], layout: {} })).toBe("");
});

describe("in a notebook of one's own", () => {
  afterEach(() => delete process.env["NOTEBOOK_FILE"]);
  const stored = (name: string) =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as { notebook?: string };

  test("a figure says whose it is; in the five it does not", async () => {
    process.env["NOTEBOOK_FILE"] = "03_eda_hit_analysis.ipynb";
    await show(figure, { name: "hit-counts" });
    expect("notebook" in stored("hit-counts")).toBe(false);
    process.env["NOTEBOOK_FILE"] = "my-question.ipynb";
    await show(figure, { name: "mine" });
    await show(figure, { name: "mine" });
    expect(stored("mine").notebook).toBe("my-question");
  });

  test("a figure does not take the place of another notebook's, which its sentence names", async () => {
    await show(figure, { name: "hit-counts" });
    process.env["NOTEBOOK_FILE"] = "my-question.ipynb";
    await expect(show(figure, { name: "hit-counts" })).rejects.toThrow(
      `The figure "hit-counts" in ${folder} is of another notebook. Give this one another name, or delete ` +
        "hit-counts.json there if it is no longer needed.",
    );
    await show(figure, { name: "mine" });
    process.env["NOTEBOOK_FILE"] = "my-other.ipynb";
    await expect(show(figure, { name: "mine" })).rejects.toThrow(
      "of another notebook (my-question)",
    );
  });
});

test("a reason is given in full once, and again where its own cell is run again", async () => {
  const outcome = unjudged("1 hit is too few.");
  const first = () => "the first reading";
  const second = () => "the second reading";
  showReading(outcome, first);
  await showJudged("second", outcome, second, () => figure);
  showReading(unjudged("2 hits are too few."), second);
  showReading(outcome, first);
  const said = jest.mocked(publish).mock.calls.map(([bundle]) => bundle["text/markdown"]);
  expect(said).toEqual([
    "**Not judged.** 1 hit is too few.",
    "**Not judged**, for the reason given above.",
    "**Not judged.** 2 hits are too few.",
    "**Not judged.** 1 hit is too few.",
  ]);
});
