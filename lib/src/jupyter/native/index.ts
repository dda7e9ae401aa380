/**
 * TensorFlow.js' native backend: set up where its own download fails, checked by running it, and
 * removed.
 */
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../base/errors.js";
import { hasNativeBinding, NATIVE_PACKAGE } from "../../model/backend/native-package.js";
import { lastLine, run } from "../../base/child.js";
import { cacheFolder, PROJECT_ROOT } from "../../base/folders.js";
import { withLock } from "../../base/lock.js";
import { compileBinding, findCompiler } from "./binding.js";
import { NativeUnavailable } from "./errors.js";
import {
  folderBytes,
  formatMegabytes,
  makeStage,
  removePackage,
  removeStage,
  takeFromStage,
} from "./files.js";
import { downloadOfficial } from "./official.js";
import { fetchLibrary, WHEEL, whyNoWheel } from "./wheel.js";

export { NativeUnavailable };

/** Options of {@link setUpNative}. */
export interface NativeOptions {
  /** The project's folder. */
  root?: string;
  /** Default `process.env`. */
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Called with a few words for each longer step. */
  onStep?: ((step: string) => void) | undefined;
  /** Called each second of a download. */
  onProgress?: ((text: string) => void) | undefined;
}

/** A native backend that has computed right. */
export interface NativeState {
  /** Of TensorFlow's library, such as "2.21.0". */
  version: string;
  /** Of the package on disk, in bytes. */
  bytes: number;
  /** Where it is from; null when it was there before. */
  origin: "the official download" | "PyPI" | null;
}

type Work = Required<Pick<NativeOptions, "root" | "env">> & NativeOptions;

/** What the wheel and what is taken from it need at once, in bytes. */
const DISK_BYTES = 1.3e9;
const CHECK_MS = 60_000;
const INSTALL_MS = 5 * 60_000;

/**
 * Make the native backend work, unless it does: by the package's own download, or else with the
 * library of PyPI's TensorFlow, to which its binding is compiled. What was made counts only once it
 * has computed right in a process of its own; whatever fails or is interrupted before leaves no
 * trace.
 *
 * @throws NativeUnavailable when something outside of the project is missing, UserError when what
 * was made does
 *   not work.
 */
export async function setUpNative(options: NativeOptions = {}): Promise<NativeState> {
  const work = { root: PROJECT_ROOT, env: process.env, ...options };
  const folder = packageFolder(work.root);
  return exclusively(work, async () => {
    const present = hasNativeBinding(folder) ? await check(folder, work) : null;
    if (present !== null && "version" in present) {
      removeStage(folder);
      return { version: present.version, bytes: folderBytes(folder), origin: null };
    }
    const wasThere = existsSync(join(folder, "package.json"));
    try {
      if (!wasThere) await installPackage(work);
      const { version, origin } = await make(folder, work);
      takeFromStage(folder);
      return { version, bytes: folderBytes(folder), origin };
    } catch (error) {
      if (wasThere) removeStage(folder);
      else removePackage(folder);
      throw error;
    }
  });
}

/**
 * Remove the native backend with its package; npm ci brings the package back.
 *
 * @returns the bytes that are free again, 0 when it was not there.
 */
export async function removeNative(options: NativeOptions = {}): Promise<number> {
  const work = { root: PROJECT_ROOT, env: process.env, ...options };
  const folder = packageFolder(work.root);
  return exclusively(work, () => {
    const bytes = folderBytes(folder);
    removePackage(folder);
    return Promise.resolve(bytes);
  });
}

function packageFolder(root: string): string {
  return join(root, "node_modules", NATIVE_PACKAGE);
}

function exclusively<T>({ root, signal }: Work, work: () => Promise<T>): Promise<T> {
  return withLock(join(cacheFolder(root), "setup-native.lock"), work, signal);
}

/**
 * npm removes the optional package when its download has failed: bring it back, without the
 * download.
 */
async function installPackage({ root, env, signal, onStep }: Work): Promise<void> {
  onStep?.(`installing the package ${NATIVE_PACKAGE}`);
  const npm = env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  // Neither package.json nor the lock file changes.
  const args = [...first, "install", "--no-save", "--ignore-scripts", "--include=optional"];
  const { status, stderr, failure } = await run(command, [...args, ...quiet], {
    env,
    cwd: root,
    signal,
    timeout: INSTALL_MS,
    wholeGroup: true,
  });
  if (status === 0 && existsSync(join(packageFolder(root), "package.json"))) return;
  const reason = /^npm error (?!code)(.+)$/m.exec(stderr)?.[1] ?? (lastLine(stderr) || failure);
  // npm ends well without a package that is optional.
  const why = reason ? ` (${reason})` : "";
  throw new NativeUnavailable(
    `npm could not install the package ${NATIVE_PACKAGE}${why}: check the network and the proxy, then try ` +
      "again.",
  );
}

/** Make a package that works in the stage. */
async function make(
  folder: string,
  work: Work,
): Promise<{ version: string; origin: "the official download" | "PyPI" }> {
  const { root, env, signal, onStep, onProgress } = work;
  onStep?.("trying the official download");
  let stage = makeStage(folder);
  let refusal = await downloadOfficial(stage, { root, env, signal });
  if (refusal === null) {
    const checked = await check(stage, work);
    if ("version" in checked) return { ...checked, origin: "the official download" };
    refusal = `it does not work: ${checked.problem}`;
  }
  onStep?.(`the official download failed (${refusal})`);
  const obstacle = whyNoWheel();
  if (obstacle !== null) {
    throw new NativeUnavailable(`The official download failed (${refusal}), and ${obstacle}.`);
  }
  assertRoom(folder);
  const compiler = await findCompiler({ env, signal });
  onStep?.(`downloading TensorFlow ${WHEEL.version} from PyPI (${formatMegabytes(WHEEL.bytes)})`);
  stage = makeStage(folder);
  const temporary = join(stage, "temporary");
  mkdirSync(temporary);
  const onBytes = (bytes: number) =>
    onProgress?.(
      bytes < WHEEL.bytes
        ? `downloading ${Math.round(bytes / 1e6)} of ${formatMegabytes(WHEEL.bytes)}`
        : "unpacking",
    );
  const headers = await fetchLibrary(stage, temporary, { root, env, signal, onBytes });
  onStep?.(`compiling the binding with ${compiler}`);
  const compilerEnv = { ...env, TMPDIR: temporary };
  await compileBinding(stage, headers, compiler, { env: compilerEnv, signal });
  onStep?.("checking that it computes right");
  const checked = await check(stage, work);
  if ("version" in checked) return { ...checked, origin: "PyPI" };
  throw new UserError(
    `The native backend was built, but does not work on this machine: ${checked.problem}.`,
  );
}

function assertRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= DISK_BYTES) return;
  throw new NativeUnavailable(
    `The native backend needs ${formatMegabytes(DISK_BYTES)} of disk space while it is set up, and ` +
      `${formatMegabytes(free)} are free in ${dirname(folder)}: free some.`,
  );
}

/** Let the package compute, in a process of its own. */
async function check(
  folder: string,
  { env, signal }: Work,
): Promise<{ version: string } | { problem: string }> {
  const script = join(PROJECT_ROOT, "lib", "dist", "jupyter", "native", "check-process.js");
  const { status, stdout, stderr, failure } = await run(process.execPath, [script, folder], {
    env,
    signal,
    timeout: CHECK_MS,
    wholeGroup: true,
  });
  if (status === 0) return { version: lastLine(stdout) };
  return {
    problem: failure ? `it was ended by ${failure}` : lastLine(stderr) || "it said nothing",
  };
}
