/** The native package's own download of its library and binding. */
import { delimiter, join } from "node:path";
import { lastLine, run, type Finished } from "../../base/child.js";
import { proxyFor } from "../../base/proxy.js";
import { withoutPasswords } from "../../base/secret.js";
import { hasNativeBinding } from "../../model/backend/native-package.js";
import { folderBytes } from "./files.js";

/** How long nothing may come, and how long all may take, in milliseconds. */
const STALL_MS = 30_000;
const TIMEOUT_MS = 15 * 60_000;
const POLL_MS = 1_000;

/** Options of {@link downloadOfficial}. */
export interface OfficialOptions {
  /** The project's folder. */
  root: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Default 30 seconds. */
  stallMs?: number;
}

/**
 * Run the package's own install script, without its output. It is ended when for half a minute
 * nothing comes.
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
      env: { ...withProxy(env), PATH },
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

/** Where the script downloads from, unless its own variables say otherwise. */
const SERVER = "https://storage.googleapis.com/";

/**
 * The script takes HTTP_PROXY for https too, and knows neither NO_PROXY nor ALL_PROXY: it is given
 * what is meant.
 */
function withProxy(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const server = env["TFJS_NODE_BASE_URI"] ?? env["TFJS_NODE_CDN_STORAGE"] ?? SERVER;
  const proxy = proxyFor(URL.canParse(server) ? server : SERVER, env);
  const others = Object.entries(env).filter(([name]) => !/^(https?|all)_proxy$/i.test(name));
  return {
    ...Object.fromEntries(others),
    ...(proxy === null ? {} : { HTTPS_PROXY: proxy.url.href }),
  };
}

/** The few words in an output of the install script that say why it failed. */
export function officialReason({ stdout, stderr, failure }: Finished): string {
  const error = /^(?:\w*Error)(?: \[\w+\])?: (.+)$/m.exec(`${stderr}\n${stdout}`)?.[1];
  // What is unpacked is then the page of a refusal.
  if (error !== undefined && /TAR_BAD_ARCHIVE|invalid or unsupported zip/i.test(error)) {
    return "the server did not give the archive";
  }
  if (error !== undefined) return withoutPasswords(error);
  return failure ?? (withoutPasswords(lastLine(stderr || stdout)) || "it left no binding");
}
