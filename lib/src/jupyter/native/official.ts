/** The native package's own download of its library and binding. */
import { delimiter, join } from "node:path";
import { lastLine, run, type Finished } from "../../base/child.js";
import { hasNativeBinding } from "../../model/backend/native-package.js";
import { folderBytes } from "./files.js";

/** How long nothing may come, and how long all may take, in milliseconds. */
const STALL_MS = 30_000;
const TIMEOUT_MS = 15 * 60_000;
const POLL_MS = 1_000;

/** What {@link downloadOfficial} can be told. */
export interface OfficialOptions {
  /** The project's folder. */
  root: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Default 30 seconds. */
  stallMs?: number;
}

/**
 * Run the package's own install script, without its output. It is ended when for half a minute nothing comes.
 *
 * @param folder a copy of the package.
 * @returns why it did not work, a few words; null when the binding is there.
 */
export async function downloadOfficial(
  folder: string,
  { root, env, signal, stallMs = STALL_MS }: OfficialOptions,
): Promise<string | null> {
  const stall = new AbortController();
  let [bytes, changedAt] = [0, performance.now()];
  const watch = setInterval(
    () => {
      const now = folderBytes(folder);
      if (now !== bytes) [bytes, changedAt] = [now, performance.now()];
      else if (performance.now() - changedAt > stallMs) stall.abort();
    },
    Math.min(POLL_MS, stallMs),
  );
  const PATH = [join(root, "node_modules", ".bin"), env.PATH ?? ""].join(delimiter);
  try {
    const finished = await run(process.execPath, [join("scripts", "install.js")], {
      env: { ...env, PATH },
      cwd: folder,
      signal: AbortSignal.any([signal ?? [], stall.signal].flat()),
      timeout: TIMEOUT_MS,
      wholeGroup: true,
    });
    return finished.status === 0 && hasNativeBinding(folder) ? null : officialReason(finished);
  } catch (error) {
    if (!stall.signal.aborted || signal?.aborted) throw error;
    return `nothing came for ${Math.round(stallMs / 1000)} s`;
  } finally {
    clearInterval(watch);
  }
}

/** The few words in an output of the install script that say why it failed. */
export function officialReason({ stdout, stderr, failure }: Finished): string {
  const error = /^(?:\w*Error)(?: \[\w+\])?: (.+)$/m.exec(`${stderr}\n${stdout}`)?.[1];
  // What is unpacked is then the page of a refusal.
  if (error !== undefined && /TAR_BAD_ARCHIVE|invalid or unsupported zip/i.test(error)) {
    return "the server did not give the archive";
  }
  return error ?? failure ?? (lastLine(stderr || stdout) || "it left no binding");
}
