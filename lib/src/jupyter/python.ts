/** Finds the Python that makes the project's environment. */
import { UserError } from "../base/errors.js";
import { run } from "../base/child.js";

/** A Python that can make environments. */
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
const NEWEST_MINOR = 14;
const TIMEOUT_MS = 30_000;
const GET_PYTHON = "install it from https://www.python.org/downloads/ or your system's packages";

// Also valid for Python 2, so that a version that is too old can be named.
const PROBE = `
import json, sys
def has(name):
    try:
        __import__(name)
        return True
    except ImportError:
        return False
print(json.dumps({
    "executable": sys.executable,
    "version": "%d.%d.%d" % sys.version_info[:3],
    "canMakeVenv": has("venv") and has("ensurepip"),
}))
`;

/**
 * The first Python of version 3.10 or newer that can make environments: `PYTHON` if it is set,
 * otherwise `python3`, `python`, the Windows launcher `py -3`, then `python3.14` down to `python3.10`.
 *
 * @throws UserError when there is none, saying whether it is missing, too old, or lacks `venv`.
 */
export async function findPython(
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
  platform: string = process.platform,
): Promise<Python> {
  const wanted = env.PYTHON?.trim();
  const found: Candidate[] = [];
  for (const command of wanted ? [[wanted]] : commands(platform)) {
    const candidate = await probe(command, env, signal);
    if (candidate === null) continue;
    if (isNewEnough(candidate) && candidate.canMakeVenv) {
      return { executable: candidate.executable, version: candidate.version };
    }
    found.push(candidate);
  }
  throw noPython(found, wanted);
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

async function probe(
  [command = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Candidate | null> {
  const { status, stdout } = await run(command, [...args, "-c", PROBE], {
    env,
    signal,
    timeout: TIMEOUT_MS,
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
