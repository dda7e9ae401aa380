import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserIdentity } from "../../lib/src/figures/drawing/browsers.js";
import { chosenBrowser, installedBrowsers } from "../../lib/src/figures/drawing/installed.js";

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

/** Browsers as they are found with no home folder but this one. */
function installed(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = "linux"): string[] {
  return installedBrowsers({ HOME: join(folder, "home"), ...env }, platform);
}

test("Chrome is taken before Chromium, wherever it stands in PATH", () => {
  const chromium = executable("chromium");
  expect(installed({ PATH: folder })).toEqual([chromium]);
  const chrome = executable("google-chrome");
  const brave = executable("brave-browser");
  expect(installed({ PATH: `/nowhere:${folder}` })).toEqual([chrome, chromium, brave]);
});

test("no browser is none, and neither is a folder of its name", () => {
  mkdirSync(join(folder, "chromium"));
  expect(installed({ PATH: folder })).toEqual([]);
  expect(installed({ PROGRAMFILES: folder }, "win32")).toEqual([]);
});

test("Windows' browsers may be the person's own", () => {
  const own = join(folder, "BraveSoftware\\Brave-Browser\\Application\\brave.exe");
  writeFileSync(own, "");
  expect(installed({ LOCALAPPDATA: folder }, "win32")).toEqual([own]);
});

describe("the browsers of Playwright", () => {
  const names = ["chromium-99/chrome-linux/chrome", "chromium-1200/chrome-linux64/chrome"];
  const shell = "chromium_headless_shell-1200/chrome-headless-shell-linux64/chrome-headless-shell";
  const other = "firefox-1500/firefox/firefox";

  function download(...parts: string[]): string[] {
    return [...names, shell, other].map((name) => {
      mkdirSync(join(folder, ...parts, name, ".."), { recursive: true });
      return executable(join(...parts, name));
    });
  }

  test("are found in its default folder, the newest first", () => {
    const [old, newest, headless] = download("home", ".cache", "ms-playwright");
    expect(installed({})).toEqual([newest, headless, old]);
  });

  test("are found where its variables lead", () => {
    const [old, newest, headless] = download("elsewhere");
    const found = [newest, headless, old];
    expect(installed({ PLAYWRIGHT_BROWSERS_PATH: join(folder, "elsewhere") })).toEqual(found);
    expect(installed({ PLAYWRIGHT_BROWSERS_PATH: "elsewhere", INIT_CWD: folder })).toEqual(found);
  });

  test("of a Mac and of Windows are found in their folders", () => {
    const mac = "chromium-1200/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS";
    const windows = "chromium-1200/chrome-win64";
    const macs = join("home", "Library", "Caches", "ms-playwright", mac);
    mkdirSync(join(folder, macs), { recursive: true });
    const program = executable(join(macs, "Google Chrome for Testing"));
    expect(installed({}, "darwin")).toEqual([program]);
    mkdirSync(join(folder, "Local", "ms-playwright", windows), { recursive: true });
    const exe = executable(join("Local", "ms-playwright", windows, "chrome.exe"));
    expect(installed({ LOCALAPPDATA: join(folder, "Local") }, "win32")).toEqual([exe]);
  });

  test("come after those of the system", () => {
    const [, newest] = download("home", ".cache", "ms-playwright");
    const chromium = executable("chromium");
    expect(installed({ PATH: folder }).slice(0, 2)).toEqual([chromium, newest]);
  });
});

test("the identity of the browsers does not change between calls", () => {
  expect(browserIdentity()).toEqual(browserIdentity());
  expect(browserIdentity().at(-1)).toMatch(/^bundle (none|\d+\.\d+\.\d+)$/);
});

test("CHROME_PATH is a program, or is complained of", () => {
  expect(chosenBrowser({})).toBeNull();
  expect(chosenBrowser({ CHROME_PATH: " " })).toBeNull();
  const own = executable("my-chrome");
  expect(chosenBrowser({ CHROME_PATH: own })).toBe(own);
  for (const path of ["/nowhere/chrome", folder]) {
    expect(() => chosenBrowser({ CHROME_PATH: path })).toThrow(
      `CHROME_PATH is "${path}", where no browser is: set it to`,
    );
  }
  const text = join(folder, "text");
  writeFileSync(text, "", { mode: 0o644 });
  expect(() => chosenBrowser({ CHROME_PATH: text })).toThrow(
    "a file that is not a program you may start",
  );
});

test("a Mac's browsers may stand in the person's own folder", () => {
  const inside = join("home", "Applications", "Chromium.app", "Contents", "MacOS");
  mkdirSync(join(folder, inside), { recursive: true });
  const path = executable(join(inside, "Chromium"));
  expect(installed({}, "darwin")).toEqual([path]);
});
