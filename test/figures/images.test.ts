import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { hitCountsChart } from "../../lib/src/charts/index.js";
import { drawImages, drawPng, imageSize } from "../../lib/src/figures/images.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { browserTest } from "../support/browser.js";

const ROOT = resolve(__dirname, "..", "..");
/** As a kernel loads it: compiled. */
const MODULE = join(ROOT, "lib", "dist", "figures", "images.js");
const chart = hitCountsChart([{ hit: 1 }, { hit: 0 }], { source: "a test" });

const CACHE = join(ROOT, ".cache", "figures");
const cachedImages = (): string[] => readdirSync(CACHE);

/** A figure that no earlier run has drawn: the cache would hide what is tested. */
function fresh(): Figure {
  return {
    ...chart,
    layout: { ...chart.layout, meta: { run: `${process.pid} ${Math.random()}` } },
  };
}

function drawingTest(name: string, body: () => Promise<void>): void {
  browserTest(name, body, 60_000);
}

test("an image is 900 px wide and as high as its layout says, 520 px if it does not", () => {
  expect(imageSize(chart)).toEqual({ width: 900, height: 260 });
  expect(imageSize({ data: [], layout: {} })).toEqual({ width: 900, height: 520 });
  expect(imageSize(chart, { width: 600, height: 300 })).toEqual({ width: 600, height: 300 });
});

drawingTest("an image is a PNG with scale pixels for each px", async () => {
  const png = (await drawPng(fresh(), { width: 300, height: 200, scale: 2 }))!;
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 400]);
});

drawingTest("a figure that is too high for two pixels a px has fewer, and is whole", async () => {
  const png = (await drawPng(fresh(), { width: 300, height: 10_000 }))!;
  expect(png.readUInt32BE(20)).toBe(16_384);
  expect(Math.abs(png.readUInt32BE(16) - 300 * 1.6384)).toBeLessThan(1);
});

drawingTest("a JPEG is one, on white where the figure has no ground", async () => {
  const images = await drawImages(fresh(), ["jpeg"], { width: 300, height: 200 });
  expect([...(images?.jpeg ?? []).slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
});

drawingTest("the same figure gives the same bytes in another process", async () => {
  const figure = fresh();
  const earlier = new Set(cachedImages());
  const here = (await drawPng(figure))!;
  for (const file of cachedImages()) if (!earlier.has(file)) rmSync(join(CACHE, file));
  const program = `
    const { drawPng } = require(${JSON.stringify(MODULE)});
    drawPng(${JSON.stringify(figure)}).then((png) => console.log(png.toString("base64")));`;
  const there = execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
  expect(there.trim() === here.toString("base64")).toBe(true);
});

drawingTest("figures that are asked for at once are each drawn", async () => {
  const figures = [1, 2, 3].map((width) => drawPng(fresh(), { width: 100 * width, scale: 1 }));
  const widths = (await Promise.all(figures)).map((png) => png?.readUInt32BE(16));
  expect(widths).toEqual([100, 200, 300]);
});

drawingTest("a process waits for its image and then ends, and its browser with it", async () => {
  const program = `
    const { drawPng } = require(${JSON.stringify(MODULE)});
    drawPng(${JSON.stringify(fresh())}).then((png) => console.log(String(png.length > 1000)));`;
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program]);
  expect(stdout).toBe("true\n");
  // An idle drawing process would hold it for ten minutes.
  expect(performance.now() - start).toBeLessThan(20_000);
});

drawingTest("a figure is drawn once and read from the cache after that", async () => {
  const figure = fresh();
  const earlier = new Set(cachedImages());
  await drawPng(figure, { width: 120 });
  const [file, ...others] = cachedImages().filter((name) => !earlier.has(name)) as [string];
  expect(others).toEqual([]);
  // What only the cache can give.
  writeFileSync(join(CACHE, file), "kept");
  expect((await drawPng(figure, { width: 120 }))?.toString()).toBe("kept");
  rmSync(join(CACHE, file));
});

drawingTest("traces outside plotly's cartesian bundle are drawn too", async () => {
  const data = [{ type: "scatterpolar", r: [1, 2], theta: [0, 90] }];
  expect(await drawPng({ ...fresh(), data }, { width: 200 })).not.toBeNull();
});

test("a browser that does not start is null with a reason, and not an error", () => {
  const text = drawElsewhere({ PATH: "", CHROME_PATH: process.execPath });
  expect(text).toContain(`null ${process.execPath} ended at once with status `);
}, 60_000);

test("a machine without a browser is told so", () => {
  expect(drawElsewhere({ PATH: "" })).toBe("null no browser was found\n");
}, 60_000);

/** Draw the chart on a machine for which npm brings no browser; what came of it, as text. */
function drawElsewhere(env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(join(tmpdir(), "figure-images-"));
  const machine = join(folder, "machine.cjs");
  writeFileSync(machine, 'Object.defineProperty(process, "arch", { value: "riscv64" });');
  const program = `
    const { drawPng, drawingProblem } = require(${JSON.stringify(MODULE)});
    drawPng(${JSON.stringify(chart)}, { cacheDir: ${JSON.stringify(folder)} })
      .then((png) => console.log(png, drawingProblem()));`;
  try {
    return execFileSync(process.execPath, ["-e", program], {
      encoding: "utf8",
      env: { ...env, NODE_OPTIONS: `--require ${machine}` },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
