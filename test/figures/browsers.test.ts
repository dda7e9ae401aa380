import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserIdentity, systemBrowser } from "../../lib/src/figures/drawing/browsers.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "browsers-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function executable(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "");
  chmodSync(path, 0o755);
  return path;
}

test("Chrome is taken before Chromium, wherever it stands in PATH", () => {
  const chromium = executable("chromium");
  expect(systemBrowser({ PATH: folder }, "linux")).toBe(chromium);
  const chrome = executable("google-chrome");
  expect(systemBrowser({ PATH: `/nowhere:${folder}` }, "linux")).toBe(chrome);
});

test("CHROME_PATH goes before all others, if it exists", () => {
  const chromium = executable("chromium");
  const own = executable("my-chrome");
  expect(systemBrowser({ PATH: folder, CHROME_PATH: own }, "linux")).toBe(own);
  expect(systemBrowser({ PATH: folder, CHROME_PATH: "/nowhere/chrome" }, "linux")).toBe(chromium);
});

test("no browser is null", () => {
  expect(systemBrowser({ PATH: folder }, "linux")).toBeNull();
  expect(systemBrowser({ PROGRAMFILES: folder }, "win32")).toBeNull();
});

test("the identity of the browsers does not change between calls", () => {
  expect(browserIdentity()).toEqual(browserIdentity());
  expect(browserIdentity().at(-1)).toMatch(/^bundle (none|\d+\.\d+\.\d+)$/);
});
