/** `npm run lab`: JupyterLab with the project's kernel; the library is rebuilt after every edit. */
import { anyNetworkEnv } from "./network.js";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, isIP } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { shareDrawing } from "../figures/drawing/server.js";
import { keepImages } from "../figures/kept.js";
import { readSettings } from "../base/settings.js";
import { cacheFolder, containedEnv, PROJECT_ROOT, venvPython } from "../base/folders.js";
import { endTree } from "../base/process-tree.js";
import { NOTEBOOKS } from "../jupyter/notebooks.js";
import { UserError } from "../base/errors.js";
import { NETWORK_OPTION, parseInteger, parseOptions, runMain } from "./cli.js";
import { Progress } from "./progress.js";
import { setUpStep } from "./steps.js";

const USAGE = "Usage: npm run lab -- [--network NAME|ID] [--port N] [--ip ADDRESS] [--no-browser]";

runMain(async (signal) => {
  const { values } = parseOptions(USAGE, {
    options: {
      ...NETWORK_OPTION,
      port: { type: "string" },
      ip: { type: "string" },
      "no-browser": { type: "boolean" },
    },
  });
  const env = await anyNetworkEnv(values.network);
  const port = values.port === undefined ? null : parseInteger("port", values.port, 1, 65_535);
  chosenBrowser(env);
  if (values.ip !== undefined && isIP(values.ip) === 0) {
    throw new UserError(`--ip: expected an address such as 0.0.0.0, found "${values.ip}".`);
  }
  if (port !== null) await assertFree(port);
  await setUpStep(new Progress(), signal);
  const notebooks = NOTEBOOKS.map((name) => join(PROJECT_ROOT, "notebooks", `${name}.ipynb`));
  keepImages({ notebooks, folder: readSettings(env).figuresDir }, cacheFolder(PROJECT_ROOT));
  const drawing = await shareDrawing();
  const lab = startLab({ ...values, port }, { ...env, ...drawing.env });
  const watch = watchLibrary();
  // Windows cannot ask a program to end: there Jupyter is killed with its kernels.
  const stop = () => (process.platform === "win32" ? endTree(lab.pid) : lab.kill("SIGTERM"));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const status = await ended(lab);
    if (status !== 0 && !signal.aborted) {
      throw new UserError(
        `JupyterLab ended with ${status}; its last lines above say why. If it did not start, delete ` +
          ".venv and run npm run setup.",
      );
    }
  } finally {
    watch?.kill("SIGTERM");
    drawing.close();
  }
});

/** How JupyterLab listens, and whether it opens the person's browser. */
interface LabOptions {
  port: number | null;
  /** Default the loopback address; in a container "0.0.0.0", so that its port can be published. */
  ip?: string | undefined;
  "no-browser"?: boolean | undefined;
}

function startLab(options: LabOptions, env: NodeJS.ProcessEnv): ChildProcess {
  const { port, ip } = options;
  const args = [
    `--ServerApp.root_dir=${PROJECT_ROOT}`,
    `--LabApp.default_url=/lab/tree/notebooks/${NOTEBOOKS[0]}.ipynb`,
    // End on the first Ctrl-C, without a question.
    "--ServerApp.answer_yes=True",
    "--ServerApp.log_level=WARN",
    "--LabApp.log_level=WARN",
    "--MultiKernelManager.default_kernel_name=tslab",
    ...(port === null ? [] : [`--ServerApp.port=${port}`, "--ServerApp.port_retries=0"]),
    ...(ip === undefined ? [] : [`--ServerApp.ip=${ip}`]),
    ...(options["no-browser"] === true ? ["--no-browser"] : []),
    // In containers the user is often root; the server requires its token.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  return spawn(venvPython(PROJECT_ROOT), ["-m", "jupyterlab", ...args], {
    cwd: PROJECT_ROOT,
    env: containedEnv(PROJECT_ROOT, env),
    stdio: "inherit",
  });
}

/** Compile the library after every edit, for the next kernel; prints only errors. */
function watchLibrary(): ChildProcess | null {
  const compiler = join(PROJECT_ROOT, "node_modules", "typescript", "bin", "tsc");
  if (!existsSync(compiler)) return null;
  const watch = spawn(
    process.execPath,
    [compiler, "--build", "lib", "--watch", "--preserveWatchOutput", "--pretty", "false"],
    { cwd: PROJECT_ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  watch.on("error", (error) =>
    console.error(`The library is not rebuilt after edits: ${error.message}`),
  );
  createInterface({ input: watch.stdout }).on("line", (line) => {
    if (line.includes("error TS")) console.error(line);
  });
  return watch;
}

function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve(status ?? signal ?? "no status"));
  });
}

/** @throws UserError if the port is already in use. */
async function assertFree(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `Port ${port} cannot be used (${code === "EADDRINUSE" ? "it is in use" : code}): choose another ` +
        "with --port.",
      { cause: error },
    );
  } finally {
    server.close();
  }
}
