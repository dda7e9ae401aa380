/**
 * TensorFlow's library from its Python package, which the Python package index has for download.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { lastLine, run } from "../../base/child.js";
import { containedEnv, venvPython } from "../../base/folders.js";
import { findPython } from "../python.js";
import { UNREACHABLE } from "../pip.js";
import { isVenvReady } from "../venv.js";
import { NativeUnavailable } from "./errors.js";
import { folderBytes } from "./files.js";

/** The wheel: one file, whatever the Python that fetches it, so that one checksum holds. */
export const WHEEL = {
  name: "tensorflow-cpu",
  version: "2.21.0",
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  python: "3.11",
  abi: "cp311",
  platform: "manylinux_2_27_x86_64",
  bytes: 273_829_956,
} as const;

/** The oldest glibc on which the wheel's library loads, by its platform tag. */
const OLDEST_GLIBC = "2.27";

/** The library and the headers that the binding includes, of 1.2 GB. */
const EXTRACT = `
import re, shutil, sys, zipfile
from pathlib import Path
wheel, libraries, headers = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
needed = re.compile(r"(tensorflow/c|tensorflow/c/eager|(tensorflow/core|tsl)/platform|xla/tsl/c)/[^/]+\\.h")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        path = name.removeprefix("tensorflow/include/")
        if re.fullmatch(r"tensorflow/libtensorflow_(cc|framework)\\.so\\.2", name):
            target = libraries / Path(name).name
        elif path != name and needed.fullmatch(path):
            target = headers / path
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
`;

/** Why the wheel cannot be used on a machine, a clause; null where it can. */
export function whyNoWheel(
  platform: string = process.platform,
  arch: string = process.arch,
  glibc: string | null = glibcVersion(),
): string | null {
  if (platform !== "linux" || arch !== "x64") {
    return `on ${platform} ${arch} only the official download is tried`;
  }
  if (glibc === null) return "PyPI's TensorFlow needs glibc, which this Linux does not have";
  if (glibc.localeCompare(OLDEST_GLIBC, "en", { numeric: true }) < 0) {
    return `PyPI's TensorFlow needs glibc ${OLDEST_GLIBC} or newer, found ${glibc}`;
  }
  return null;
}

function glibcVersion(): string | null {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime ?? null;
}

/** Options of {@link fetchLibrary}. */
export interface WheelOptions {
  /** The project's folder. */
  root: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Called each second with the bytes that have come. */
  onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Download the wheel and take from it the library, into `deps/lib` of the folder, and the headers.
 * The wheel is deleted again; pip keeps no copy.
 *
 * @param folder the folder of the package.
 * @param work a folder for what is needed for the moment.
 * @returns the folder of the headers.
 * @throws NativeUnavailable when the wheel cannot be had, UserError when it is not the one that is
 * expected.
 */
export async function fetchLibrary(
  folder: string,
  work: string,
  { root, env, signal, onBytes }: WheelOptions,
): Promise<string> {
  const contained = { ...containedEnv(root, env), TMPDIR: work };
  const options = { env: contained, cwd: work, signal, wholeGroup: true };
  const python = await pythonWithPip(work, { root, env: contained, signal });
  const wheels = join(work, "wheel");
  mkdirSync(wheels);
  writeFileSync(join(work, "requirements.txt"), requirement());
  const watch = setInterval(() => onBytes?.(folderBytes(wheels) || folderBytes(work)), 1_000);
  const finished = await run(python, pipDownload(wheels), options).finally(() =>
    clearInterval(watch),
  );
  if (finished.status !== 0) throw wheelError(finished.stderr || finished.stdout);
  const wheel = join(wheels, readdirSync(wheels)[0] ?? "");
  const headers = join(work, "include");
  const extraction = ["-c", EXTRACT, wheel, join(folder, "deps", "lib"), headers];
  const extracted = await run(python, extraction, options);
  if (extracted.status !== 0) {
    throw new UserError(
      `PyPI's TensorFlow could not be unpacked (${lastLine(extracted.stderr) || extracted.failure}).`,
    );
  }
  rmSync(wheels, { recursive: true });
  return headers;
}

function requirement(): string {
  return `${WHEEL.name}==${WHEEL.version} --hash=sha256:${WHEEL.sha256}\n`;
}

function pipDownload(target: string): string[] {
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  const exact = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-cache-dir"];
  const build = ["--implementation", "cp", "--python-version", WHEEL.python, "--abi", WHEEL.abi];
  const where = ["--platform", WHEEL.platform, "--dest", target, "-r", "requirements.txt"];
  return ["-m", "pip", "download", ...quiet, ...exact, ...build, ...where];
}

/** The Python of the project's environment; where that is not made yet, of one for the moment. */
async function pythonWithPip(
  work: string,
  { root, env, signal }: Omit<WheelOptions, "onBytes">,
): Promise<string> {
  if (isVenvReady(root, env)) return venvPython(root);
  const python = await findPython(env, signal);
  const folder = join(work, "python");
  const arguments_ = ["-m", "venv", folder];
  const made = await run(python.executable, arguments_, { env, signal, wholeGroup: true });
  if (made.status !== 0) {
    throw new UserError(
      `Python ${python.version} at ${python.executable} could not make an environment: ` +
        `${lastLine(made.stderr || made.stdout) || String(made.failure)}. Run npm run setup.`,
    );
  }
  return join(folder, "bin", "python");
}

/** The error for what pip has said. */
export function wheelError(output: string): UserError {
  if (/DO NOT MATCH THE HASHES/i.test(output)) {
    return new UserError(
      `What came as ${WHEEL.name} ${WHEEL.version} has another checksum than the one expected, so it was ` +
        "thrown away: check PIP_INDEX_URL and the proxy, then try again.",
    );
  }
  const check = "check the network, the proxy (HTTPS_PROXY) or PIP_INDEX_URL, then try again.";
  if (UNREACHABLE.test(output)) {
    return new NativeUnavailable(`pip could not reach the Python package index: ${check}`);
  }
  const error = /^ERROR: (.*)$/m.exec(output)?.[1]?.trim() ?? lastLine(output);
  return new NativeUnavailable(
    `pip could not download ${WHEEL.name} ${WHEEL.version} (${error}): ${check}`,
  );
}
