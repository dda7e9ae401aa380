import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { takeLock, withLock, withShortLock } from "../../lib/src/base/lock.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("withLock", () => {
  test("lets one at a time do its work, and releases after a failure", async () => {
    const path = join(folder, "x.lock");
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 20));
      log.push(`${name} ends`);
      if (name === "a") throw new Error("a failed");
    };
    const a = withLock(path, work("a"));
    const b = withLock(path, work("b"));
    await expect(a).rejects.toThrow("a failed");
    await b;
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    expect(existsSync(path)).toBe(false);
  });

  test("takes over from a process that is gone", async () => {
    const path = join(folder, "x.lock");
    writeFileSync(path, `4194305 ${hostname()}`); // above the largest process id of Linux
    expect(await withLock(path, () => Promise.resolve("done"))).toBe("done");
  });

  test("takes over a lock that nobody has touched for a minute", async () => {
    const path = join(folder, "x.lock");
    writeFileSync(path, `${process.ppid} ${hostname()}`);
    const old = new Date(Date.now() - 61_000);
    utimesSync(path, old, old);
    expect(await withLock(path, () => Promise.resolve("done"))).toBe("done");
  });

  test("takes over from an earlier process of the same number, not from itself", async () => {
    const path = join(folder, "x.lock");
    writeFileSync(path, `${process.pid} ${hostname()}`);
    const inside = await withLock(path, () => Promise.resolve(takeLock(path)));
    expect(inside).toBe(`${process.pid} ${hostname()}`);
  });

  test("leaves a lock that another process has taken over in the meantime", async () => {
    const path = join(folder, "x.lock");
    const other = `${process.ppid} ${hostname()}`;
    await withLock(path, () => {
      writeFileSync(path, other);
      return Promise.resolve();
    });
    expect(readFileSync(path, "utf8")).toBe(other);
  });

  test("stops waiting when it is told to", async () => {
    const path = join(folder, "x.lock");
    writeFileSync(path, `${process.ppid} ${hostname()}`);
    const waiting = withLock(path, () => Promise.resolve(), AbortSignal.timeout(50));
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(existsSync(path)).toBe(true);
  });
});

describe("withShortLock", () => {
  test("names a lock that lasts, and the file to delete", () => {
    const path = join(folder, "manifest.json.lock");
    writeFileSync(path, `${process.ppid} ${hostname()}`);
    expect(() => withShortLock(path, () => "done", 50)).toThrow(
      /^manifest\.json\.lock is held by another process \(\d+ .*\): try again .* delete .*manifest\.json\.lock\.$/,
    );
    expect(readFileSync(path, "utf8")).toBe(`${process.ppid} ${hostname()}`);
  });
});
