/** How a command is started on Windows, where it may be a batch file. */
import { existsSync, statSync } from "node:fs";
import { win32 } from "node:path";

/** What `spawn` is given. */
export interface CommandLine {
  command: string;
  args: string[];
  /** The arguments are the command line as it stands (`windowsVerbatimArguments`). */
  verbatim: boolean;
}

/** Where a command is looked for. */
export interface CommandSystem {
  platform: string;
  env: NodeJS.ProcessEnv;
  isFile?: (path: string) => boolean;
}

/** In the order in which Windows takes them. */
const ENDINGS = [".exe", ".bat", ".cmd"];

/**
 * The way to start a command. pyenv-win and conda have shims that are batch files, which Node finds only
 * by their full names and starts only through the command interpreter.
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
  // With /s the interpreter takes away the outer quotes and nothing else.
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
