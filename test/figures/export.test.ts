import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { figureCsv } from "../../lib/src/figures/figure-csv.js";
import { exportFigure, type ExportOptions } from "../../lib/src/figures/export.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { drawImages } from "../../lib/src/figures/images.js";
import { browserTest, openFile, startBrowser, type OpenedPage } from "../support/browser.js";

const chart = hitCountsChart([{ hit: 1 }, { hit: 0 }], { source: "a test" });
const ALL: ExportOptions["formats"] = ["png", "svg", "pdf", "html"];

let browser: Browser | null;
let folder: string;

beforeAll(async () => (browser = await startBrowser()), 60_000);
afterAll(() => browser?.close());
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "export-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function drawingTest(name: string, body: (browser: Browser) => Promise<void>): void {
  browserTest(name, async () => body(browser!), 60_000);
}

function titled(text: string): Figure {
  return {
    ...chart,
    layout: { ...chart.layout, title: { ...(chart.layout.title as object), text } },
  };
}

const read = (file: string): string => readFileSync(join(folder, file), "latin1");

const open = (owner: Browser, file: string): Promise<OpenedPage> =>
  openFile(owner, join(folder, file), { viewport: { width: 1000, height: 500 } });

drawingTest("PNG and SVG are written by default, and their paths are told", async () => {
  expect(await exportFigure(chart, "hit-counts", { folder })).toEqual([
    join(folder, "hit-counts.png"),
    join(folder, "hit-counts.svg"),
  ]);
  expect(readdirSync(folder)).toEqual(["hit-counts.png", "hit-counts.svg"]);
});

drawingTest(
  "the size is that of every format, and a PNG has scale pixels for each px",
  async () => {
    await exportFigure(chart, "a", { folder, formats: ALL, width: 640, height: 320, scale: 3 });
    const png = readFileSync(join(folder, "a.png"));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 960]);
    expect(read("a.svg")).toMatch(/^<svg [^>]*width="640" height="320"/);
    // A px is 0.75 pt; Chromium rounds a page to a hundredth of an inch, less than a pt.
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(read("a.pdf")) ?? [];
    expect(Math.abs(Number(width) - 480)).toBeLessThan(0.75);
    expect(Math.abs(Number(height) - 240)).toBeLessThan(0.75);
  },
);

test("the data of a figure are written as CSV, which needs no browser", async () => {
  const [path] = await exportFigure(chart, "a", { folder, formats: ["csv"] });
  expect(path).toBe(join(folder, "a.csv"));
  expect(read("a.csv")).toBe(figureCsv(chart));
});

drawingTest("a PDF is one page of text in fonts that are inside", async () => {
  await exportFigure(chart, "a", { folder, formats: ["pdf"] });
  const pdf = read("a.pdf");
  expect(pdf.match(/\/Type ?\/Page\b/g)).toHaveLength(1);
  const names = [...pdf.matchAll(/\/BaseFont ?\/[A-Z]{6}\+([\w-]+)/g)].map((match) => match[1]);
  expect(new Set(names)).toEqual(new Set(["OpenSans-Regular", "OpenSans-Bold"]));
  expect(pdf).toContain("/FontFile2");
  expect(pdf).not.toMatch(/\/Subtype ?\/Image/);
});

drawingTest("the same figure gives the same bytes, whatever was drawn before it", async () => {
  const kept = join(PROJECT_ROOT, ".cache", `export-test-${process.pid}`);
  mkdirSync(kept);
  try {
    const draw = async (figure: Figure) => {
      // Drawn, not read: what was kept is removed.
      rmSync(join(kept, "figures"), { recursive: true, force: true });
      const images = await drawImages(figure, ["png", "svg", "pdf"], { cacheDir: kept });
      return Object.values(images ?? {}).map((image) => Buffer.from(image).toString("base64"));
    };
    const first = await draw(titled("A title 標題 타이틀"));
    await draw(titled("Another タイトル"));
    const second = await draw(titled("A title 標題 타이틀"));
    expect(first).toHaveLength(3);
    expect(second.map((image, i) => image === first[i])).toEqual([true, true, true]);
  } finally {
    rmSync(kept, { recursive: true });
  }
});

drawingTest(
  "an SVG brings its fonts, also for a title that no font of the machine has",
  async (owner) => {
    await exportFigure(titled("오징어 게임 · 进击的巨人"), "a", { folder, formats: ["svg"] });
    const { page, faults } = await open(owner, "a.svg");
    const faces = await page.evaluate(async () => {
      const fonts = [...(globalThis as unknown as Faces).document.fonts];
      await Promise.all(fonts.map((face) => face.load()));
      return fonts.map(({ family, status }) => [family.replaceAll('"', ""), status]);
    });
    const families = faces.map(([family]) => family);
    expect(faces.every(([, status]) => status === "loaded")).toBe(true);
    expect(families.filter((family) => family === "Open Sans")).toHaveLength(2);
    expect(families.filter((family) => family === "Noto Sans").length).toBeGreaterThan(2);
    expect(await page.locator("svg > title").textContent()).toContain("오징어 게임 · 进击的巨人");
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

/** What this test uses of a page's `document.fonts`. */
interface Faces {
  document: { fonts: Iterable<{ family: string; status: string; load(): Promise<unknown> }> };
}

drawingTest("HTML is interactive without a network, and offers no upload", async (owner) => {
  await exportFigure(chart, "a", { folder, formats: ["html"], caption: "**Half** are hits." });
  const { page, faults } = await open(owner, "a.html");
  await page.locator(".js-plotly-plot .trace").first().waitFor({ state: "attached" });
  const box = await page.locator("#plot").boundingBox();
  expect([box?.width, box?.height]).toEqual([1000, 260]);
  const buttons = await page
    .locator(".modebar-btn")
    .evaluateAll((all) =>
      all.map((one) => (one as unknown as { dataset: { title: string } }).dataset.title),
    );
  expect(buttons).toContain("Download plot as a PNG");
  expect(buttons.filter((title) => /share|cloud|edit|upload/i.test(title))).toEqual([]);
  expect(await page.locator("figcaption").innerHTML()).toBe("<strong>Half</strong> are hits.");
  expect(faults).toEqual([]);
  await page.context().close();
});

const HOSTILE = `<img src=x onerror=alert(1)></script><script>alert(2)</script>`;

drawingTest("a hostile title is inert in every format", async (owner) => {
  const figure = hitCountsChart([{ hit: 1 }, { hit: 0 }], { source: HOSTILE });
  const options = { folder, formats: ALL, caption: HOSTILE, alt: HOSTILE } as const;
  await exportFigure(figure, "a", options);
  for (const file of ["a.html", "a.svg"]) {
    const { page, faults } = await open(owner, file);
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor({ state: "attached" });
    await page.waitForTimeout(200);
    expect(await page.locator("img, image, script:not(body > script)").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

drawingTest("a dark figure stands on a dark page", async (owner) => {
  await exportFigure(chart, "a", { folder, formats: ["html"], theme: "dark" });
  const { page } = await open(owner, "a.html");
  const colour = await page.evaluate("getComputedStyle(document.body).backgroundColor");
  const [red = 255, green = 255, blue = 255] = String(colour).match(/\d+/g)?.map(Number) ?? [];
  expect(Math.max(red, green, blue)).toBeLessThan(64);
  await page.context().close();
});

test("HTML needs no browser", async () => {
  const [path = ""] = await exportFigure(chart, "a", { folder, formats: ["html"] });
  const html = readFileSync(path, "utf8");
  expect(html).toContain("<title>Hits and non-hits. n = 2 series · a test</title>");
  expect(html).toContain("default-src 'none'");
  expect(html.length).toBeLessThan(2_000_000);
});

test.each([
  [{ formats: ["gif"] }, /formats: expected some of png, svg, pdf, html, csv, found "gif"/],
  [{ formats: [] }, /formats: .* found none/],
  [{ theme: "blue" }, /theme: expected "light" or "dark", found "blue"/],
  [{ width: 20 }, /width: expected an integer from 100 to 8000 \(px\), found 20/],
  [{ height: 300.5 }, /height: .* found 300.5/],
  [{ scale: NaN }, /scale: expected a number from 0.5 to 8, found NaN/],
  [{ width: 4000, scale: 8 }, /width 4000 at scale 8 is more than 16384 pixels: use a smaller/],
])("%j is refused with a sentence, and nothing is written", async (options, sentence) => {
  await expect(
    exportFigure(chart, "a", { folder, ...(options as ExportOptions) }),
  ).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(sentence) as string,
  });
  expect(readdirSync(folder)).toEqual([]);
});

test("a name that is no file name is refused", async () => {
  await expect(exportFigure(chart, "../a", { folder })).rejects.toThrow(/kebab-case/);
});

test("a folder that cannot be written is named", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(
    exportFigure(chart, "a", { folder: join(folder, "file", "x"), formats: ["html"] }),
  ).rejects.toThrow(/Cannot write .*a\.html \(ENOTDIR\)/);
});

drawingTest("where one file cannot be written, none is", async () => {
  mkdirSync(join(folder, "a.svg"));
  await expect(exportFigure(chart, "a", { folder })).rejects.toThrow(/a\.svg \(EISDIR\)/);
  expect(readdirSync(folder)).toEqual(["a.svg"]);
});

test("without a browser an image is refused with what to install, and HTML is written", () => {
  const machine = join(folder, "machine.cjs");
  writeFileSync(machine, 'Object.defineProperty(process, "arch", { value: "riscv64" });');
  const program = `
    const { exportFigure } = require(${JSON.stringify(join(PROJECT_ROOT, "lib/dist/figures/export.js"))});
    const figure = ${JSON.stringify({ ...chart, layout: { ...chart.layout, meta: Math.random() } })};
    const folder = ${JSON.stringify(folder)};
    exportFigure(figure, "a", { folder, formats: ["png", "html"] })
      .catch((error) => console.log(error.message))
      .then(() => exportFigure(figure, "a", { folder, formats: ["html"] }))
      .then((paths) => console.log(paths.length));`;
  const text = execFileSync(process.execPath, ["-e", program], {
    encoding: "utf8",
    env: { PATH: "", NODE_OPTIONS: `--require ${machine}` },
  });
  expect(text).toBe(
    "a was not exported: no browser could draw it as PNG. Install Google Chrome, Chromium or Edge, " +
      "or set CHROME_PATH to one; the formats html and csv need no browser. (no browser was found)\n1\n",
  );
  expect(readdirSync(folder).sort()).toEqual(["a.html", "machine.cjs"]);
}, 60_000);

describe("npm run figures", () => {
  const MAIN = join(PROJECT_ROOT, "lib", "dist", "commands", "figures.js");

  async function figures(...args: string[]) {
    const env = { ...process.env, FIGURES_DIR: folder, npm_lifecycle_event: "" };
    return await promisify(execFile)(process.execPath, [MAIN, ...args], { env, cwd: folder }).then(
      ({ stdout }) => ({ status: 0, stdout, stderr: "" }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, stdout, stderr };
      },
    );
  }

  function keep(name: string, network = "netflix"): void {
    const stored = { name, caption: "", alt: "Bars", source: "a test", network, figure: chart };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(stored));
  }

  test("exports the figures that are named, in the formats that are named", async () => {
    for (const name of ["one", "two", "three"]) keep(name);
    const only = ["--only", "two", "--only", "one", "--output-dir", "out"];
    expect(await figures("--format", "html", ...only)).toEqual({
      status: 0,
      stdout: "out/two.html\nout/one.html\n",
      stderr: "",
    });
    expect(readdirSync(join(folder, "out"))).toEqual(["one.html", "two.html"]);
  });

  test("takes formats and names with commas too", async () => {
    for (const name of ["one", "two", "three"]) keep(name);
    const { stdout } = await figures(
      "--format",
      "html,html",
      "--only",
      "two, one",
      "--only",
      "three",
    );
    expect(stdout).toBe("two.html\none.html\nthree.html\n");
    expect((await figures("--only", ",")).stderr).toBe(
      "--only: expected a name. There are one, three, two.\n",
    );
    expect((await figures("--format", ",")).stderr).toMatch(/^formats: expected some of png, svg/);
  });

  test("exports those of one network", async () => {
    keep("one");
    keep("two", "hbo");
    expect((await figures("--format", "html", "--network", "hbo")).stdout).toBe("two.html\n");
    expect((await figures("--network", "hulu")).stderr).toMatch(/has no figures of Hulu/);
  });

  test("a wrong name lists the figures that there are", async () => {
    keep("one");
    keep("two");
    expect(await figures("--only", "three")).toEqual({
      status: 1,
      stdout: "",
      stderr: '--only: there is no figure "three". There are one, two.\n',
    });
  });

  test("without figures it says what makes them", async () => {
    expect((await figures()).stderr).toMatch(/has no figures: run npm start or the notebooks/);
  });

  test("a wrong format, theme or width is told", async () => {
    keep("one");
    expect((await figures("--format", "gif")).stderr).toMatch(/found "gif"/);
    expect((await figures("--theme", "pink")).stderr).toMatch(/found "pink"/);
    expect((await figures("--width", "wide")).stderr).toMatch(/--width: expected an integer/);
    expect((await figures("--scale", "big")).stderr).toMatch(/scale: .* found NaN/);
  });
});
