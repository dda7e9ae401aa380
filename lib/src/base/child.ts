/** Child processes that run to their end and stop with their caller. */
import { spawn } from "node:child_process";
import { endTree } from "./process-tree.js";

/** The result of a finished process. */
export interface Finished {
  /** Null when the process could not be started or was ended by a signal. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** Why it could not be started (`ENOENT`), or the signal that ended it (`SIGILL`). */
  failure: string | null;
}

/** How {@link run} starts a process. */
export interface RunOptions {
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Ends the process when it aborts. */
  signal?: AbortSignal | undefined;
  /** Milliseconds after which the process is ended; default never. */
  timeout?: number;
  /**
   * Whether the process's own children are ended with it, at once and before {@link run} returns,
   * so that none of them still writes where the caller cleans up. Default false: the process ends
   * in its own way.
   */
  wholeGroup?: boolean;
  /** On Windows: pass the arguments unchanged as the command line. */
  verbatim?: boolean;
}

/**
 * Run a program to its end; a program that fails or does not exist is a result, not an error.
 *
 * @throws the signal's reason if it aborts.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd, signal, timeout, wholeGroup = false, verbatim = false }: RunOptions,
): Promise<Finished> {
  signal?.throwIfAborted();
  const end = AbortSignal.any(
    [signal ?? [], timeout === undefined ? [] : AbortSignal.timeout(timeout)].flat(),
  );
  const result = await new Promise<Finished>((resolve) => {
    const child = spawn(command, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      windowsVerbatimArguments: verbatim,
      ...(cwd === undefined ? {} : { cwd }),
      // A process group can be ended as a whole; Windows has none.
      detached: wholeGroup && process.platform !== "win32",
      // Not spawn's own timeout: its timer keeps running when the program does not exist.
      ...(wholeGroup ? {} : { signal: end }),
    });
    const stop = () => endTree(child.pid);
    if (wholeGroup) end.addEventListener("abort", stop, { once: true });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ status: null, ...output, failure: error.code ?? error.message }),
    );
    child.on("close", (status, endedBy) => {
      end.removeEventListener("abort", stop);
      resolve({ status, ...output, failure: endedBy });
    });
  });
  signal?.throwIfAborted();
  return result;
}

/** The last line that is not empty, to say in a sentence what went wrong. */
export function lastLine(text: string): string {
  return text.trim().split(/\r?\n/).at(-1)?.trim() ?? "";
}
