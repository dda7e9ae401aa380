/** Browsers that do not start, played by scripts. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder, PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { findBrowsers, type Browser } from "../../lib/src/figures/drawing/browsers.js";
import { browserFolder, openBrowser, type Opened } from "../../lib/src/figures/drawing/chromium.js";
import { hungFile, pausedUntil } from "../../lib/src/figures/drawing/hung.js";
import { drawInOwnProcess, endOwnProcess } from "../../lib/src/figures/drawing/own-process.js";
import { browserTest } from "../support/browser.js";

// Fake browsers are shell scripts, and Linux alone shows what is left of them.
const onLinux = process.platform === "linux" ? describe : describe.skip;
const LAUNCH_MS = 1_500;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "opening-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Notes each start, and all its processes, before it does what it does. */
function fake(name: string, script: string, also: Partial<Browser> = {}): Browser {
  const executablePath = join(folder, name);
  const start = `echo ${name} >> ${folder}/started; echo $$ $PPID >> ${folder}/pids`;
  writeFileSync(executablePath, `#!/bin/sh\n${start}\n${script}\n`, { mode: 0o755 });
  return { executablePath, args: [], env: {}, sandbox: false, ...also };
}

/** It leaves its group, which Playwright ends. */
const hanging = () =>
  fake(
    "hangs",
    `setsid sleep 600 & echo $! >> ${folder}/pids; sleep 601 & echo $! >> ${folder}/pids; wait`,
  );

function open(...browsers: Browser[]): Promise<Opened> {
  return openBrowser(folder, () => Promise.resolve(browsers), LAUNCH_MS);
}

const starts = () => lines("started");

function lines(name: string): string[] {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}

/** The processes that the fakes have noted, with the process that started them. */
function noted(): { own: number[]; parents: number[] } {
  const pairs = lines("pids").map((line) => line.split(" ").map(Number));
  return {
    own: pairs.map(([pid]) => pid!),
    parents: pairs.flatMap(([, parent]) => parent ?? []),
  };
}

/** Whether a process runs; one that has ended and was not yet waited for does not. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 200 && !condition(); i += 1) await sleep(50);
  return condition();
}

onLinux("a browser that hangs", () => {
  test("is ended with all that it has started, and its files are gone", async () => {
    const opened = await open(hanging());
    expect(opened).toEqual({
      problem:
        `${folder}/hangs did not start within 1.5 s and was given up; ` +
        `Delete ${hungFile(folder)} to have it tried again at once`,
    });
    expect(noted().own).toHaveLength(3);
    expect(await until(() => !noted().own.some(runs))).toBe(true);
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });

  test("is not waited for again for an hour, after a second time for a week", async () => {
    const browser = hanging();
    const now = Date.now();
    await open(browser);
    const again = await open(browser);
    expect(starts()).toHaveLength(1);
    expect(again).toHaveProperty("problem", expect.stringContaining("hung before; it is tried"));
    expect(pausedUntil(folder, browser, now + 3_500_000)).not.toBeNull();
    expect(pausedUntil(folder, browser, now + 3_700_000)).toBeNull();
    const text = readFileSync(hungFile(folder), "utf8");
    writeFileSync(hungFile(folder), text.replace(/"at": \d+/, '"at": 0'));
    await open(browser);
    expect(starts()).toHaveLength(2);
    expect(pausedUntil(folder, browser, now + 6 * 86_400_000)).not.toBeNull();
    expect(pausedUntil(folder, browser, now + 8 * 86_400_000)).toBeNull();
  });

  test("is tried again when it was replaced, or what was remembered is damaged", async () => {
    const browser = hanging();
    await open(browser);
    expect(pausedUntil(folder, fake("hangs", "sleep 600; exit"))).toBeNull();
    writeFileSync(hungFile(folder), "{");
    expect(pausedUntil(folder, browser)).toBeNull();
  });

  test("ends with the process that draws, when that ends and when it is killed", async () => {
    const before = process.env["CHROME_PATH"];
    process.env["CHROME_PATH"] = hanging().executablePath;
    try {
      const question = {
        figure: { data: [], layout: {} },
        ...{ formats: ["png" as const], title: "", width: 100, height: 100, scale: 1 },
        cacheDir: folder,
      };
      for (const end of [endOwnProcess, () => process.kill(noted().parents[0]!, "SIGKILL")]) {
        rmSync(join(folder, "pids"), { force: true });
        const answer = drawInOwnProcess(question);
        expect(await until(() => noted().own.length === 3)).toBe(true);
        expect(noted().own.every(runs)).toBe(true);
        end();
        expect(await until(() => ![...noted().own, ...noted().parents].some(runs))).toBe(true);
        expect(await answer).toHaveProperty("kind", "crash");
      }
    } finally {
      if (before === undefined) delete process.env["CHROME_PATH"];
      else process.env["CHROME_PATH"] = before;
    }
  });
});

onLinux("a browser that does not start", () => {
  test.each([
    ["crashes", "kill -SEGV $$", "was ended by SIGSEGV"],
    ["ends", "exit 3", "ended at once with status 3"],
    [
      "lacks",
      "echo error while loading shared libraries: libnss3.so: cannot open >&2; exit 127",
      "lacks the library libnss3.so",
    ],
    [
      "refuses",
      "echo '[FATAL] No usable sandbox! Update your kernel' >&2; exit 1",
      "may not use its sandbox",
    ],
    ["prints", "seq 99; seq 99 >&2; seq 99 >&4; exit 0", "ended at once with status 0"],
  ])("%s: says what it did, and is tried each time", async (name, script, problem) => {
    const browser = fake(name, script);
    for (const times of [1, 2]) {
      expect(await open(browser)).toEqual({ problem: `${folder}/${name} ${problem}` });
      expect(starts()).toHaveLength(times);
    }
  });

  test("has an interpreter that is not there", async () => {
    const executablePath = join(folder, "script");
    writeFileSync(executablePath, "#!/nowhere/sh\n", { mode: 0o755 });
    const browser = { executablePath, args: [], env: {}, sandbox: false };
    expect(await open(browser)).toEqual({
      problem: `${executablePath} could not be started (ENOENT)`,
    });
  });

  test("leaves no folder of a process that was killed", async () => {
    const none = await openBrowser(folder, () => Promise.resolve([]));
    expect(none).toEqual({ problem: "no browser was found" });
    writeFileSync(join(folder, "tmp", "browser-999999999-abc"), "");
    await openBrowser(folder, () => Promise.resolve([]));
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });
});

onLinux("before one that starts", () => {
  /** Real browsers without a sandbox, as root has them. */
  const real = async () =>
    (await findBrowsers(cacheFolder(PROJECT_ROOT))).filter(({ sandbox }) => !sandbox);

  async function notes(...before: Browser[]): Promise<{ notes: string[]; path: string }> {
    const opened = await openBrowser(folder, async () => [...before, ...(await real())], 20_000);
    if ("problem" in opened) throw new Error(opened.problem);
    const path = opened.notes.join(" ");
    await opened.close();
    return { notes: opened.notes, path };
  }

  browserTest("one that CHROME_PATH names is reported, another is not", async () => {
    expect((await notes(fake("ends", "exit 3"))).notes).toEqual([]);
    const [note] = (await notes(fake("ends", "exit 3", { isChosen: true }))).notes;
    expect(note).toMatch(/^CHROME_PATH: .*ends ended at once with status 3; .* draws instead\.$/);
  });

  browserTest(
    "its sandbox is left out where the system forbids it, and that is reported",
    async () => {
      const [browser] = await real();
      const { executablePath, args, env } = browser!;
      const library = env["LD_LIBRARY_PATH"] ?? "";
      const script = `case "$*" in *--no-sandbox*) exec "${executablePath}" "$@" ;; esac
echo 'No usable sandbox!' >&2; exit 1`;
      const own = { args, env: { ...env, LD_LIBRARY_PATH: library } };
      const found = await notes(
        fake("chrome", script, { ...own, sandbox: true }),
        fake("chrome", script, { ...own, sandbox: false }),
      );
      expect(found.notes).toEqual([
        `${folder}/chrome draws without Chromium's sandbox, as with it it may not use its sandbox; ` +
          "it opens only this project's own pages.",
      ]);
    },
  );
});

test("a browser's files stand in the project's cache, unless its socket would have too long a path there", () => {
  expect(browserFolder("/p/.cache")).toBe(join("/p/.cache", "tmp", `browser-${process.pid}-`));
  const long = join("/", "p".repeat(60), ".cache");
  expect(browserFolder(long)).toBe(join(tmpdir(), `browser-${process.pid}-`));
});
