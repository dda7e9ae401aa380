import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import { setUp } from "../../lib/src/jupyter/setup.js";
import {
  findUserKernel,
  registerUserKernel,
  removeUserKernel,
  USER_KERNEL,
} from "../../lib/src/jupyter/user-kernel.js";
import { makeNotebookFolder, printed, readCells, writeNotebook } from "../support/notebooks.js";

jest.setTimeout(300_000);

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "own-jupyter-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test.each([
  ["linux", {}, ".local/share/jupyter"],
  ["linux", { XDG_DATA_HOME: "data" }, "data/jupyter"],
  ["darwin", {}, "Library/Jupyter"],
  ["win32", { APPDATA: "Roaming" }, "Roaming/jupyter"],
  ["linux", { JUPYTER_DATA_DIR: "jupyter" }, "jupyter"],
] as const)("stands where Jupyter on %s looks (%j)", (platform, variables, folder) => {
  const env = {
    HOME: home,
    ...Object.fromEntries(
      Object.entries(variables).map(([name, path]) => [name, join(home, path)]),
    ),
  };
  const path = registerUserKernel({ env, platform });
  expect(path).toBe(join(home, folder, "kernels", USER_KERNEL, "kernel.json"));
  expect(findUserKernel({ env, platform })).toBe(path);
  expect(removeUserKernel({ env, platform })).toBe(join(path, ".."));
  expect(removeUserKernel({ env, platform })).toBeNull();
  expect(findUserKernel({ env, platform })).toBeNull();
});

test("replaces no other kernel, and no other copy of the project that is still there", () => {
  const env = { HOME: home };
  const kernels = join(home, ".local/share/jupyter/kernels");
  const tslab = join(kernels, "tslab", "kernel.json");
  mkdirSync(join(tslab, ".."), { recursive: true });
  writeFileSync(tslab, "{}");
  const path = registerUserKernel({ env, platform: "linux" });
  expect(readFileSync(tslab, "utf8")).toBe("{}");

  const other = join(home, "other.js");
  writeFileSync(path, JSON.stringify({ argv: ["node", other] }));
  writeFileSync(other, "");
  for (const change of [registerUserKernel, removeUserKernel]) {
    expect(() => change({ env, platform: "linux" })).toThrow(
      `is that of another folder and starts ${other}. Run npm run kernel -- --remove there first.`,
    );
  }
  rmSync(other);
  expect(registerUserKernel({ env, platform: "linux" })).toBe(path);
  expect(findUserKernel({ env, platform: "linux" })).toBe(path);
  removeUserKernel({ env, platform: "linux" });
  expect(existsSync(tslab)).toBe(true);
});

test("a folder that cannot be written is named", () => {
  writeFileSync(join(home, "file"), "");
  const env = { JUPYTER_DATA_DIR: join(home, "file") };
  expect(() => registerUserKernel({ env })).toThrow(/^Cannot write .*file.*set JUPYTER_DATA_DIR/);
});

test("a Jupyter of one's own runs a notebook of the project with it", async () => {
  await setUp();
  const { folder, remove } = makeNotebookFolder();
  try {
    const path = writeNotebook(folder, "one", [
      'import { networkById } from "netflix-hits/networks";\nconsole.log(networkById(213).name);',
    ]);
    const env = { PATH: process.env.PATH, HOME: home };
    registerUserKernel({ env });
    // The other Jupyter is that of `.venv` without its own kernels.
    const options = [`--kernel_name=${USER_KERNEL}`, "--inplace"];
    const jupyter = ["-m", "jupyter", "execute", ...options, path];
    await promisify(execFile)(venvPython(PROJECT_ROOT), jupyter, { env, cwd: home });
    expect(printed(readCells(path)[0])).toBe("Netflix\n");
  } finally {
    remove();
  }
});
