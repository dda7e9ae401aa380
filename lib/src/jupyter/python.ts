/** Finds the Python for the project's environment. */
import { join } from "node:path";
import { run } from "../base/child.js";
import { UserError } from "../base/errors.js";
import { PROJECT_ROOT } from "../base/folders.js";
import { commandLine } from "./command-file.js";

/** A Python that can create virtual environments. */
export interface Python {
  /** The interpreter's own absolute path. */
  executable: string;
  /** Such as "3.12.1". */
  version: string;
}

interface Candidate extends Python {
  canMakeVenv: boolean;
}

const OLDEST_MINOR = 10;
/** The newest version for which wheels of all requirements are known to work. */
const NEWEST_MINOR = 14;
const TIMEOUT_MS = 30_000;
const GET_PYTHON = "install it from https://www.python.org/downloads/ or your system's packages";

/** A file rather than an argument, which could not be passed to a batch file. */
const DESCRIBE = join(PROJECT_ROOT, "lib", "python", "describe_python.py");

/**
 * The first Python of version 3.10 or newer that can create environments: `PYTHON` if it is set,
 * otherwise `python3`, `python`, the Windows launcher `py -3`, then `python3.14` down to
 * `python3.10`. Versions newer than those for which the requirements are known to work come last.
 *
 * @throws UserError if there is none, saying whether it is missing, too old, or lacks `venv`.
 */
export async function findPython(
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
  platform: string = process.platform,
): Promise<Python> {
  const wanted = env.PYTHON?.trim();
  const found: Candidate[] = [];
  const newer: Candidate[] = [];
  for (const command of wanted ? [[wanted]] : commands(platform)) {
    const candidate = await probe(command, { env, signal, platform });
    if (candidate === null) continue;
    if (!isNewEnough(candidate) || !candidate.canMakeVenv) found.push(candidate);
    else if (isKnown(candidate) || wanted) return describe(candidate);
    else newer.push(candidate);
  }
  if (newer[0] !== undefined) return describe(newer[0]);
  throw noPython(found, wanted);
}

function describe({ executable, version }: Candidate): Python {
  return { executable, version };
}

function commands(platform: string): string[][] {
  const minors = Array.from(
    { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
    (_, i) => NEWEST_MINOR - i,
  );
  return [
    ["python3"],
    ["python"],
    ...(platform === "win32" ? [["py", "-3"]] : []),
    ...minors.map((minor) => [`python3.${minor}`]),
  ];
}

interface Probing {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal | undefined;
  platform: string;
}

async function probe(
  [name = "", ...options]: readonly string[],
  { env, signal, platform }: Probing,
): Promise<Candidate | null> {
  const line = commandLine(name, [...options, DESCRIBE], { platform, env });
  const { command, args, verbatim } = line;
  const { status, stdout } = await run(command, args, {
    env,
    signal,
    timeout: TIMEOUT_MS,
    verbatim,
  });
  if (status !== 0) return null;
  try {
    const candidate = JSON.parse(stdout) as Partial<Candidate>;
    const { executable, version, canMakeVenv } = candidate;
    if (!executable || !version || canMakeVenv === undefined) return null;
    return { executable, version, canMakeVenv };
  } catch {
    return null;
  }
}

function isNewEnough({ version }: Python): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 3 || (major === 3 && minor >= OLDEST_MINOR);
}

function isKnown({ version }: Python): boolean {
  return Number(version.split(".")[1]) <= NEWEST_MINOR;
}

function noPython(found: readonly Candidate[], wanted: string | undefined): UserError {
  const withoutVenv = found.find(isNewEnough);
  if (withoutVenv) {
    return new UserError(
      `Python ${withoutVenv.version} at ${withoutVenv.executable} lacks the modules venv and ` +
        "ensurepip. On Debian or Ubuntu: sudo apt install python3-venv. Or set PYTHON to another.",
    );
  }
  const newest = [...found].sort((a, b) => compareVersions(b.version, a.version))[0];
  if (newest) {
    return new UserError(
      `Python 3.${OLDEST_MINOR} or newer was not found, only ${newest.version} at ` +
        `${newest.executable}: ${GET_PYTHON}, or set PYTHON to a newer one.`,
    );
  }
  return new UserError(
    wanted
      ? `PYTHON is "${wanted}", which is not a Python that runs: set it to the path of Python ` +
          `3.${OLDEST_MINOR} or newer, or remove it.`
      : `Python 3.${OLDEST_MINOR} or newer was not found: ${GET_PYTHON}, or set PYTHON to its path.`,
  );
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
