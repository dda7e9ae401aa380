/** What all commands share: options, errors as sentences, and an orderly end on Ctrl-C. */
import { constants } from "node:os";
import { relative, resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { PROJECT_ROOT } from "../environment/folders.js";
import { UserError } from "../errors.js";

const GRACE_MS = 5_000;
const PARENT_POLL_MS = 500;

/**
 * Run a command's main function and end the process: status 0; 1 with the sentence of a UserError (or
 * the stack of a fault in the program) on stderr; 130 on Ctrl-C, 143 on SIGTERM. The function gets a
 * signal that aborts on Ctrl-C; the second Ctrl-C ends the process at once.
 */
export function runMain(main: (signal: AbortSignal) => Promise<void>): void {
  const controller = new AbortController();
  let interruption: number | null = null;
  const interrupt = (name: "SIGINT" | "SIGTERM") => {
    if (interruption !== null) process.exit(interruption);
    interruption = 128 + constants.signals[name];
    process.exitCode = interruption;
    controller.abort();
    setTimeout(() => process.exit(), GRACE_MS).unref();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  watchNpm(() => interrupt("SIGTERM"));
  // A reader that has seen enough (npm start | head) is no fault.
  process.stdout.on("error", () => process.exit());
  main(controller.signal).then(
    () => process.exit(interruption ?? 0),
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
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
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
function personsFolder(): string {
  const folder = process.cwd();
  return folder === PROJECT_ROOT ? (process.env.INIT_CWD ?? folder) : folder;
}
