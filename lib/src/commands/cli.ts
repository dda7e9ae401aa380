/** What all commands share: options, errors as sentences, and an orderly end on Ctrl-C. */
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

/** The status of a command that has done its work, but with less than there is. */
export const STATUS_SHORT = 2;

/**
 * Run a command's main function and end the process: with the status that it returns, 0 by default; 1
 * with the sentence of a UserError (or the stack of a fault in the program) on stderr; 130 on Ctrl-C,
 * 143 on SIGTERM. A Node that is too old is told before anything else. The function gets a signal that aborts on Ctrl-C; the second Ctrl-C ends the process
 * at once.
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
  // A reader that has seen enough (npm start | head) is no fault.
  process.stdout.on("error", () => process.exit());
  begin().then(
    (status) => process.exit(interruption ?? status ?? 0),
    (error: unknown) => {
      if (interruption === null) process.stderr.write(`${describe(error)}\n`);
      process.exit(interruption ?? 1);
    },
  );
}

/** npm that is told to end ends its shell and not what runs in it. */
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
 * @param usage how to call the command, shown for `--help` and after a wrong option.
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
 * Parse the value of an option that is a whole number.
 *
 * @throws UserError naming the option when it is none or out of range.
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

/** The parts of a list with commas, such as the value of an option. */
export function parseList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The option of every command that works on one network, for `parseOptions`. */
export const NETWORK_OPTION = { network: { type: "string" } } as const;

/**
 * An environment in which the network of `--network` is the configured one.
 *
 * @param text name or id; without it the environment stays as it is.
 * @throws UserError listing the names when the network is unknown.
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

/** The absolute path of a file named on the command line, relative to where the person is. */
export function resolvePath(path: string): string {
  return resolve(personsFolder(), path);
}

/** A path as the person would write it. */
export function showPath(path: string): string {
  const shown = relative(personsFolder(), path) || ".";
  return shown.startsWith("..") ? path : shown;
}

/** npm runs every script in the project's folder and tells where it was called in INIT_CWD. */
export function personsFolder(): string {
  const folder = process.cwd();
  return folder === PROJECT_ROOT ? (process.env.INIT_CWD ?? folder) : folder;
}
