import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { containedEnv, PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import { registerKernel, writeLabDefaults } from "../../lib/src/jupyter/kernel.js";
import { findPython } from "../../lib/src/jupyter/python.js";
import { ensureVenv, isVenvReady } from "../../lib/src/jupyter/venv.js";
import { UserError } from "../../lib/src/base/errors.js";

let root: string;
let bin: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "environment-")));
  bin = join(root, "bin");
  mkdirSync(bin);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

// Fake interpreters are shell scripts.
const onPosix = process.platform === "win32" ? describe.skip : describe;

interface Fake {
  version?: string;
  canMakeVenv?: boolean;
  /** What `-m pip` prints to stderr and fails with. */
  pipError?: string;
  /** A line of `pip config list`. */
  pipSetting?: string;
  /** What the import of JupyterLab fails with. */
  importError?: string;
}

/** An interpreter that answers the probe, makes a folder for `-m venv` and notes calls of pip. */
function fakePython(
  name: string,
  { version = "3.12.1", canMakeVenv = true, pipError, pipSetting = "", importError }: Fake,
): string {
  const path = join(bin, name);
  const answer = JSON.stringify({ executable: path, version, canMakeVenv });
  const pip = pipError
    ? `printf '%s\\n' '${pipError}' >&2; exit 1`
    : `echo "$@" >> ${root}/pip.log`;
  writeFileSync(
    path,
    `#!/bin/sh
case "$1 $2 $3" in
  "-m pip config") echo "${pipSetting}" ;;
  "-c import"*) ${importError ? `echo '${importError}' >&2; exit 1` : ":"} ;;
  */describe_python.py*) echo '${answer}' ;;
  "-m venv "*) /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" && echo "home = ${bin}" > "$3/pyvenv.cfg" ;;
  "-m pip "*) ${pip} ;;
esac
`,
  );
  chmodSync(path, 0o755);
  return path;
}

onPosix("findPython", () => {
  const find = (env: NodeJS.ProcessEnv = {}) => findPython({ PATH: bin, ...env });

  test("takes python3 first", async () => {
    const path = fakePython("python3", { version: "3.10.0" });
    fakePython("python", { version: "3.13.0" });
    expect(await find()).toEqual({ executable: path, version: "3.10.0" });
  });

  test("passes over one that is too old or lacks venv", async () => {
    fakePython("python3", { version: "3.9.18" });
    fakePython("python", { version: "3.11.2", canMakeVenv: false });
    const path = fakePython("python3.12", { version: "3.12.1" });
    expect(await find()).toEqual({ executable: path, version: "3.12.1" });
  });

  test("takes one that is newer than those that are known to work last, but takes it", async () => {
    const newest = fakePython("python3", { version: "3.16.0" });
    expect(await find()).toEqual({ executable: newest, version: "3.16.0" });
    const known = fakePython("python3.12", { version: "3.12.1" });
    expect(await find()).toEqual({ executable: known, version: "3.12.1" });
    expect(await find({ PYTHON: newest })).toEqual({ executable: newest, version: "3.16.0" });
  });

  test("takes only PYTHON when it is set", async () => {
    fakePython("python3", {});
    const path = fakePython("other", { version: "3.14.0" });
    expect(await find({ PYTHON: path })).toEqual({ executable: path, version: "3.14.0" });
    await expect(find({ PYTHON: join(bin, "none") })).rejects.toThrow(
      `PYTHON is "${join(bin, "none")}", which is not a Python that runs`,
    );
  });

  test("says that there is none", async () => {
    await expect(find()).rejects.toThrow(UserError);
    await expect(find()).rejects.toThrow("Python 3.10 or newer was not found: install it from");
  });

  test("names the newest of those that are too old", async () => {
    fakePython("python3", { version: "3.9.18" });
    fakePython("python", { version: "2.7.18" });
    await expect(find()).rejects.toThrow(
      `Python 3.10 or newer was not found, only 3.9.18 at ${join(bin, "python3")}: install it`,
    );
  });

  test("names the package that brings venv", async () => {
    fakePython("python3", { version: "3.11.2", canMakeVenv: false });
    await expect(find()).rejects.toThrow(
      `Python 3.11.2 at ${join(bin, "python3")} lacks the modules venv and ensurepip. On Debian ` +
        "or Ubuntu: sudo apt install python3-venv.",
    );
  });

  test("passes over a program that is no Python", async () => {
    writeFileSync(join(bin, "python3"), "#!/bin/sh\necho Python was not found\n", { mode: 0o755 });
    await expect(find()).rejects.toThrow("Python 3.10 or newer was not found: install it");
  });
});

onPosix("ensureVenv", () => {
  const env = () => ({ PATH: bin });
  const pipCalls = () => readFileSync(join(root, "pip.log"), "utf8").trim().split("\n").length;
  beforeEach(() => {
    mkdirSync(join(root, "notebooks"));
    writeFileSync(join(root, "notebooks", "requirements.txt"), "nbclient==0.11.0\n");
    mkdirSync(join(root, ".venv"));
    writeFileSync(join(root, ".venv", "left-by-an-interrupted-run"), "");
  });

  test("makes an interrupted environment anew, then leaves it alone", async () => {
    fakePython("python3", {});
    const steps: string[] = [];
    const onProgress = (step: string) => steps.push(step);
    expect(await ensureVenv(root, { env: env(), onProgress })).toBe(true);
    expect(existsSync(join(root, ".venv", "left-by-an-interrupted-run"))).toBe(false);
    expect(steps[0]).toBe("creating .venv with Python 3.12.1");
    expect(await ensureVenv(root, { env: env() })).toBe(false);
    expect(pipCalls()).toBe(1);
  });

  test.each([
    [
      "other requirements",
      () => writeFileSync(join(root, "notebooks", "requirements.txt"), "x==1"),
    ],
    ["a missing interpreter", () => rmSync(venvPython(root))],
    [
      "a Python that is gone",
      () => writeFileSync(join(root, ".venv", "pyvenv.cfg"), "home = /gone"),
    ],
    ["a stamp cut short", () => writeFileSync(join(root, ".venv", "setup.json"), '{"requi')],
  ])("makes it anew for %s", async (_, damage) => {
    fakePython("python3", {});
    await ensureVenv(root, { env: env() });
    expect(isVenvReady(root, env())).toBe(true);
    damage();
    expect(isVenvReady(root, env())).toBe(false);
    expect(await ensureVenv(root, { env: env() })).toBe(true);
    expect(pipCalls()).toBe(2);
  });

  test("makes it anew when PYTHON asks for another", async () => {
    fakePython("python3", {});
    await ensureVenv(root, { env: env() });
    const other = { ...env(), PYTHON: fakePython("other", { version: "3.13.0" }) };
    expect(await ensureVenv(root, { env: other })).toBe(true);
    expect(isVenvReady(root, other)).toBe(true);
    expect(isVenvReady(root, env())).toBe(true);
  });

  test("says that the package index is out of reach, and tries again the next time", async () => {
    const pipError =
      "WARNING: Retrying (Retry(total=4)) after connection broken by NewConnectionError: " +
      "Temporary failure in name resolution";
    fakePython("python3", { pipError });
    await expect(ensureVenv(root, { env: env() })).rejects.toThrow(
      "pip could not reach the Python package index: check the network",
    );
    expect(isVenvReady(root, env())).toBe(false);
  });

  test.each([
    [
      "global.target='/elsewhere'",
      /^pip's setting target = '\/elsewhere' keeps JupyterLab from .*: pip config unset global.target/,
    ],
    ["install.prefix='/usr'", /prefix = '\/usr' .* pip config unset install.prefix/],
    [":env:.target='/x'", /remove the environment variable PIP_TARGET/],
  ])("names pip's setting %s, which leads elsewhere, and installs nothing", async (line, said) => {
    fakePython("python3", { pipSetting: line });
    await expect(ensureVenv(root, { env: env() })).rejects.toThrow(said);
    expect(existsSync(join(root, "pip.log"))).toBe(false);
    expect(isVenvReady(root, env())).toBe(false);
  });

  test("an environment that cannot import JupyterLab is not ready", async () => {
    fakePython("python3", { importError: "ModuleNotFoundError: no jupyterlab" });
    await expect(ensureVenv(root, { env: env() })).rejects.toThrow(
      /the Python of .venv cannot import it \(ModuleNotFoundError: no jupyterlab\)/,
    );
    expect(isVenvReady(root, env())).toBe(false);
  });

  test("passes on what else pip complains of", async () => {
    fakePython("python3", { pipError: "ERROR: No space left on device" });
    await expect(ensureVenv(root, { env: env() })).rejects.toThrow(
      "pip could not install notebooks/requirements.txt: No space left on device.",
    );
  });
});

test("the kernel names this Node and the process around this project's tslab, and follows Node", () => {
  mkdirSync(join(root, "node_modules", "tslab"), { recursive: true });
  writeFileSync(join(root, "node_modules", "tslab", "package.json"), "{}");
  const built = join(root, "lib", "dist", "jupyter", "kernel-process.js");
  expect(() => registerKernel(root)).toThrow(`${built} does not exist: run npm run build.`);
  mkdirSync(join(root, "lib", "dist", "jupyter"), { recursive: true });
  writeFileSync(built, "");
  const path = registerKernel(root, "/opt/node-20/bin/node");
  expect(path).toBe(join(root, ".venv", "share", "jupyter", "kernels", "tslab", "kernel.json"));
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
    argv: ["/opt/node-20/bin/node", built, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  });
  registerKernel(root, "/opt/node-24/bin/node");
  expect(readFileSync(path, "utf8")).toContain('"/opt/node-24/bin/node"');
});

test("JupyterLab asks for no news and no updates", () => {
  writeLabDefaults(root);
  const path = join(root, ".venv", "share", "jupyter", "lab", "settings", "overrides.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
    "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
  });
});

test("the contained environment leads Jupyter nowhere but into the project", () => {
  const env = containedEnv(root, {
    PATH: "/bin",
    TMDB_API_KEY: "k",
    JUPYTER_PATH: "/home/me/.jupyter",
    JUPYTER_DATA_DIR: "/home/me/.local",
    PYTHONPATH: "/home/me/lib",
    FORCE_COLOR: "1",
  });
  expect(env).toMatchObject({ PATH: "/bin", TMDB_API_KEY: "k", JUPYTER_PREFER_ENV_PATH: "1" });
  const elsewhere = Object.entries(env).filter(([, value]) => value?.startsWith("/home/me"));
  expect(elsewhere).toEqual([]);
  const folders = Object.keys(env).filter((name) => /^(JUPYTER.*|IPYTHON)_?DIR$/.test(name));
  expect(folders.sort()).toEqual([
    "IPYTHONDIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
  ]);
  for (const name of folders) expect(env[name]).toMatch(join(root, ".cache"));
  expect(env.FORCE_COLOR).toBeUndefined();
});

test("every requirement is pinned to one version", () => {
  const text = readFileSync(join(PROJECT_ROOT, "notebooks", "requirements.txt"), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  expect(lines.filter((line) => !/^[a-z0-9-]+==[0-9][^ ]*( ; .+)?$/.test(line))).toEqual([]);
  // A package that stands there twice has one version for older Pythons and one for the others.
  const names = lines.map((line) => line.split("==")[0]);
  const twice = lines.filter(
    (line) => names.filter((name) => line.startsWith(`${name}==`)).length > 1,
  );
  expect(twice.map((line) => line.split(" ; ")[1])).toEqual(
    Array.from({ length: twice.length / 2 }, () => [
      "python_full_version < '3.11'",
      "python_full_version >= '3.11'",
    ]).flat(),
  );
  expect(names).toEqual(expect.arrayContaining(["jupyterlab", "nbclient", "nbconvert", "plotly"]));
});
