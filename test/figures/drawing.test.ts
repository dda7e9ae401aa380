import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { serialize } from "node:v8";
import { shareDrawing, type SharedDrawing } from "../../lib/src/figures/drawing/server.js";
import type { Figure } from "../../lib/src/charts/figure.js";
import { browserTest } from "../support/browser.js";

/** As a kernel loads it: compiled. */
const MODULE = resolve(__dirname, "..", "..", "lib", "dist", "figures", "images.js");
const figure: Figure = { data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }], layout: {} };

let folder: string;
let shared: SharedDrawing;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drawing-"));
  shared = await shareDrawing(folder);
}, 60_000);

afterAll(() => {
  shared.close();
  rmSync(folder, { recursive: true, force: true });
});

function drawingTest(name: string, body: () => Promise<void>): void {
  browserTest(name, body, 60_000);
}

/** What a kernel that is given an environment draws, and whether it started a process for that. */
async function drawInKernel(env: Record<string, string>): Promise<{ png: string; own: boolean }> {
  const cacheDir = mkdtempSync(join(folder, "kernel-"));
  const program = `
    const children = require("node:child_process");
    const { fork } = children;
    let own = false;
    children.fork = (...rest) => ((own = true), fork(...rest));
    const { drawPng } = require(${JSON.stringify(MODULE)});
    drawPng(${JSON.stringify(figure)}, { cacheDir: ${JSON.stringify(cacheDir)}, width: 300 })
      .then((png) => console.log(JSON.stringify({ png: png.toString("base64"), own })));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], {
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout) as { png: string; own: boolean };
}

const address = (): string => shared.env["NETFLIX_HITS_DRAWING"]!;

drawingTest("kernels draw in one process, the same as in one of their own", async () => {
  const [one, other] = await Promise.all([drawInKernel(shared.env), drawInKernel(shared.env)]);
  const alone = await drawInKernel({});
  expect([one.own, other.own, alone.own]).toEqual([false, false, true]);
  expect(one.png === alone.png && other.png === alone.png).toBe(true);
});

describe("a kernel draws by itself", () => {
  drawingTest("when nobody listens any more", async () => {
    const gone = await shareDrawing(folder);
    gone.close();
    expect((await drawInKernel(gone.env)).own).toBe(true);
  });

  drawingTest("when its address has another secret", async () => {
    const { own } = await drawInKernel({
      NETFLIX_HITS_DRAWING: address().replace(/[^/]+$/, "00"),
    });
    expect(own).toBe(true);
  });

  drawingTest("when what it asks hangs up or makes no sense", async () => {
    for (const reply of ["hang up", "nonsense"]) {
      const server = createServer((request, response) => {
        if (reply === "nonsense") response.end(reply);
        else request.socket.destroy();
      });
      await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
      const { port } = server.address() as AddressInfo;
      const { own } = await drawInKernel({ NETFLIX_HITS_DRAWING: `http://127.0.0.1:${port}/` });
      expect([reply, own]).toEqual([reply, true]);
      server.close();
    }
  });
});

test("the server answers to nobody without its secret, and not to what was asked for otherwise", async () => {
  const wrong = address().replace(/[^/]+$/, "00");
  expect((await fetch(wrong, { method: "POST", body: "x" })).status).toBe(404);
  expect((await fetch(address())).status).toBe(404);
  const question = { figure, formats: [], title: "", width: 9, height: 9, scale: 1, cacheDir: "" };
  const body = serialize({ recipe: "another program", question });
  expect((await fetch(address(), { method: "POST", body })).status).toBe(409);
  expect(new URL(address()).hostname).toBe("127.0.0.1");
});

drawingTest("a browser is started ahead where nothing has been drawn yet, and ends", async () => {
  const empty = mkdtempSync(join(folder, "empty-"));
  const own = await shareDrawing(empty);
  const browsers = () => readdirSync(join(empty, "tmp")).filter((name) => /^browser-/.test(name));
  await until(() => existsSync(join(empty, "tmp")) && browsers().length === 1);
  expect(Object.keys(own.env)).toEqual(["NETFLIX_HITS_DRAWING"]);
  own.close();
  await until(() => browsers().length === 0);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await setTimeout(50);
}
