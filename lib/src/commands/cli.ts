/** What all commands have in common: options, errors as sentences, and an orderly end on Ctrl-C. */
import { constants } from "node:os";
import { relative, resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { PROJECT_ROOT } from "../base/folders.js";
import { UserError } from "../base/errors.js";
import { showControls } from "../base/escape.js";
import { assertNode } from "../base/node-version.js";
import { NETWORK_CHOICES, networkByName } from "../base/networks.js";

const GRACE_MS = 5_000;
const PARENT_POLL_MS = 500;

/** The exit status of a command that succeeded with incomplete data. */
export const STATUS_SHORT = 2;

/**
 * Run a command's main function and end the process: with the status that it returns, 0 by default;
 * 1 with the message of a UserError (or the stack of a bug) on stderr; 130 on Ctrl-C, 143 on
 * SIGTERM. A Node that is too old is reported first. The function gets a signal that aborts on
 * Ctrl-C; a second Ctrl-C ends the process at once.
 *
 * @param graceMs milliseconds after Ctrl-C in which the function may end; default 5,000.
 */
export function runMain(
  main: (signal: AbortSignal) => Promise<number | undefined>,
  graceMs = GRACE_MS,
): void {
  const controller = new AbortController();
  const begin = async (): Promise<number | undefined> => {
    assertNode(process.versions.node);
    return await main(controller.signal);
  };
  let interruption: number | null = null;
  const interrupt = (name: "SIGINT" | "SIGTERM") => {
    if (interruption !== null) process.exit(interruption);
    interruption = 128 + constants.signals[name];
    process.exitCode = interruption;
    controller.abort();
    setTimeout(() => process.exit(), graceMs).unref();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  watchNpm(() => interrupt("SIGTERM"));
  // A reader that stops early (npm start | head) is not an error.
  process.stdout.on("error", () => process.exit());
  begin().then(
    (status) => process.exit(interruption ?? status ?? 0),
    (error: unknown) => {
      if (interruption === null) process.stderr.write(`${describe(error)}\n`);
      process.exit(interruption ?? 1);
    },
  );
}

/** When npm is terminated it ends its shell, but not what runs in it. */
function watchNpm(onEnd: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, PARENT_POLL_MS);
  timer.unref();
}

function describe(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return showControls(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/**
 * Parse the command's arguments.
 *
 * @param usage how to call the command, shown for `--help` and for an unknown option.
 * @throws UserError for an unknown option or a missing value.
 */
export function parseOptions<T extends ParseArgsConfig>(
  usage: string,
  config: T,
  args: string[] = process.argv.slice(2),
): ReturnType<typeof parseArgs<T & { args: string[]; strict: true }>> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ ...config, args, strict: true });
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith("ERR_PARSE_ARGS")) throw error;
    throw new UserError(`${message.split(". ")[0]}. ${usage}`, { cause: error });
  }
}

/**
 * Parse the value of an option that is an integer.
 *
 * @throws UserError naming the option if the value is not an integer or out of range.
 */
export function parseInteger(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < low || value > high) {
    throw new UserError(
      `--${option}: expected an integer from ${low} to ${high}, found "${text}".`,
    );
  }
  return value;
}

/** The items of a comma-separated list, such as the value of an option. */
export function parseList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The option of all commands that work on one network, for `parseOptions`. */
export const NETWORK_OPTION = { network: { type: "string" } } as const;

/**
 * An environment in which the network of `--network` is configured.
 *
 * @param text name or id; without it the environment is unchanged.
 * @throws UserError listing the names if the network is unknown.
 */
export function networkEnv(
  text: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  if (text === undefined) return { ...env };
  const network = networkByName(text);
  if (network === null) {
    throw new UserError(`--network: expected ${NETWORK_CHOICES}, found "${text}".`);
  }
  return { ...env, TMDB_NETWORK_ID: String(network.id) };
}

/** The absolute path of a file on the command line, relative to the user's folder. */
export function resolvePath(path: string): string {
  return resolve(usersFolder(), path);
}

/** A path as the user would write it. */
export function showPath(path: string): string {
  const shown = relative(usersFolder(), path) || ".";
  return shown.startsWith("..") ? path : shown;
}

/** npm runs scripts in the project's folder; INIT_CWD is the folder in which it was called. */
export function usersFolder(): string {
  const folder = process.cwd();
  return folder === PROJECT_ROOT ? (process.env.INIT_CWD ?? folder) : folder;
}
