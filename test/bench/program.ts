/** How a process of a bench is started. */
import { join } from "node:path";

/** Arguments for Node to run a module of this folder on the built library. */
export function benchProgram(file: string, ...args: readonly string[]): string[] {
  return ["-r", join(__dirname, "run.cjs"), join(__dirname, file), ...args];
}
