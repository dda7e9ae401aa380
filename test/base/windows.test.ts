/** What is done otherwise on Windows, with a Windows that is made up. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endTree, type System } from "../../lib/src/base/process-tree.js";
import { renameOver, type Renaming } from "../../lib/src/base/rename.js";

function recorder(platform: string): { system: System; calls: unknown[] } {
  const calls: unknown[] = [];
  return {
    calls,
    system: {
      platform,
      kill: (pid, signal) => void calls.push([pid, signal]),
      start: (command, args) => void calls.push([command, ...args]),
    },
  };
}

test("a process is ended with its group, on Windows with what descends from it", () => {
  const linux = recorder("linux");
  endTree(123, linux.system);
  const windows = recorder("win32");
  endTree(123, windows.system);
  expect([linux.calls, windows.calls]).toEqual([
    [[-123, "SIGKILL"]],
    [["taskkill", "/PID", "123", "/T", "/F"]],
  ]);
});

test("no process, and one that has ended, are left alone", () => {
  const { system, calls } = recorder("linux");
  endTree(undefined, system);
  // Zero would be the group of this very process.
  endTree(0, system);
  const gone = () => {
    throw Object.assign(new Error(), { code: "ESRCH" });
  };
  endTree(5, { ...system, kill: gone });
  expect(calls).toEqual([]);
});

/** A rename that fails some times with a code, and how long was waited. */
function failing(times: number, code: string, platform: string) {
  let [tries, waited] = [0, 0];
  const system: Renaming = {
    platform,
    rename: () => {
      tries += 1;
      if (tries <= times) throw Object.assign(new Error(code), { code });
    },
    wait: (ms) => void (waited += ms),
  };
  return { system, seen: () => ({ tries, waited }) };
}

test.each(["EPERM", "EBUSY", "EACCES"])(
  "on Windows a file that is held for a moment (%s) is replaced once it is free",
  (code) => {
    const { system, seen } = failing(3, code, "win32");
    renameOver("a", "b", system);
    expect(seen()).toEqual({ tries: 4, waited: 80 });
  },
);

test("one that stays held is given up after two seconds with the system's error", () => {
  const { system, seen } = failing(100, "EBUSY", "win32");
  expect(() => renameOver("a", "b", system)).toThrow("EBUSY");
  expect(seen()).toEqual({ tries: 10, waited: 2000 });
});

test("other errors, and other systems, are not tried again", () => {
  const full = failing(1, "ENOSPC", "win32");
  expect(() => renameOver("a", "b", full.system)).toThrow("ENOSPC");
  const linux = failing(1, "EPERM", "linux");
  expect(() => renameOver("a", "b", linux.system)).toThrow("EPERM");
  expect([full.seen().tries, linux.seen().tries]).toEqual([1, 1]);
});

test("a rename is one", () => {
  const folder = mkdtempSync(join(tmpdir(), "rename-"));
  try {
    writeFileSync(join(folder, "a"), "new");
    writeFileSync(join(folder, "b"), "old");
    renameOver(join(folder, "a"), join(folder, "b"));
    expect(readFileSync(join(folder, "b"), "utf8")).toBe("new");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
