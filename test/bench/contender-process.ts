/** A contender of the bench of the model: a process that runs its study each time it is asked to. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { lastLine } from "../../lib/src/base/child.js";
import { UserError } from "../../lib/src/base/errors.js";
import type { Run } from "./model-study.js";

/** A running contender. */
export interface ContenderProcess {
  /** Run the study once more. @throws UserError with what the process said when it ends instead. */
  run: () => Promise<Run>;
  /** Let it end. */
  close: () => Promise<void>;
}

/** Start a contender: a program that answers each line of its input with one line of JSON. */
export function startContender(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ContenderProcess {
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.on("error", (error) => (said += `\n${error.message}`));
  // A contender that has died is told by its missing answer, not by a pipe that broke.
  child.stdin.on("error", () => undefined);
  const closed = once(child, "close").catch(() => undefined);
  const end = () => child.kill();
  process.once("exit", end);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async () => {
      child.stdin.write("run\n");
      const { value, done } = (await answers.next()) as IteratorResult<string, undefined>;
      if (done !== true) return JSON.parse(value) as Run;
      await closed;
      const words = lastLine(said) || "it was ended, perhaps for want of memory";
      throw new UserError(`A contender did not finish (${args.join(" ")}): ${words}.`);
    },
    close: async () => {
      child.stdin.end();
      await closed;
      process.off("exit", end);
    },
  };
}
