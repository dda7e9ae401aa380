import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  assertChosenBrowser,
  browserIdentity,
  systemBrowser,
} from "../../lib/src/figures/drawing/browsers.js";

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

test("a CHROME_PATH without a browser is complained of, and none or a right one is not", () => {
  assertChosenBrowser({});
  assertChosenBrowser({ CHROME_PATH: executable("my-chrome") });
  for (const path of ["/nowhere/chrome", folder]) {
    expect(() => assertChosenBrowser({ CHROME_PATH: path })).toThrow(
      `CHROME_PATH is "${path}", where no browser is`,
    );
  }
});

test("a Mac's browsers may stand in the person's own folder", () => {
  const inside = join("Applications", "Chromium.app", "Contents", "MacOS");
  mkdirSync(join(folder, inside), { recursive: true });
  const path = executable(join(inside, "Chromium"));
  expect(systemBrowser({ HOME: folder }, "darwin")).toBe(path);
});
