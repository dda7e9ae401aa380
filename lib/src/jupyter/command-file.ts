/** Starting commands on Windows, where they may be batch files. */
import { existsSync, statSync } from "node:fs";
import { win32 } from "node:path";

/** The arguments of `spawn`. */
export interface CommandLine {
  command: string;
  args: string[];
  /**
   * Whether the arguments are passed unchanged as the command line (`windowsVerbatimArguments`).
   */
  verbatim: boolean;
}

/** Where commands are searched. */
export interface CommandSystem {
  platform: string;
  env: NodeJS.ProcessEnv;
  isFile?: (path: string) => boolean;
}

/** In the order of Windows. */
const ENDINGS = [".exe", ".bat", ".cmd"];

/**
 * How to start a command. The shims of pyenv-win and conda are batch files, which Node only finds
 * by their full names and only starts through the command interpreter.
 */
export function commandLine(
  command: string,
  args: readonly string[],
  { platform, env, isFile = isRegularFile }: CommandSystem,
): CommandLine {
  const plain = { command, args: [...args], verbatim: false };
  if (platform !== "win32") return plain;
  const file = findFile(command, env, isFile);
  if (file === null || !/\.(bat|cmd)$/i.test(file)) return plain;
  const line = [file, ...args].map((part) => `"${part}"`).join(" ");
  // With /s the interpreter only removes the outer quotes.
  const interpreter = env["ComSpec"] ?? env["COMSPEC"] ?? "cmd.exe";
  return { command: interpreter, args: ["/d", "/s", "/c", `"${line}"`], verbatim: true };
}

function findFile(
  command: string,
  env: NodeJS.ProcessEnv,
  isFile: (path: string) => boolean,
): string | null {
  const hasFolder = /[\\/]/.test(command);
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(win32.delimiter).filter(Boolean);
  const endings = win32.extname(command) === "" || /python[\d.]*$/i.test(command) ? ENDINGS : [""];
  for (const folder of hasFolder ? [""] : folders) {
    for (const ending of endings) {
      const path = hasFolder ? `${command}${ending}` : win32.join(folder, `${command}${ending}`);
      if (isFile(path)) return path;
    }
  }
  return null;
}

function isRegularFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
