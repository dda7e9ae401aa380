/** Compiles the native package's binding against a TensorFlow library. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../base/errors.js";
import { lastLine, run } from "../../base/child.js";
import { NativeUnavailable } from "./errors.js";

/**
 * The version of Node's stable interface that the package asks for; every later Node has it too.
 */
const NAPI_VERSION = 8;
const PROBE_MS = 30_000;

/** What compiling takes. */
export interface BindingOptions {
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * The first C++ compiler that runs: `CXX` if it is set, otherwise `c++`, `g++`, `clang++`.
 *
 * @throws NativeUnavailable saying what to install.
 */
export async function findCompiler({ env, signal }: BindingOptions): Promise<string> {
  const wanted = env.CXX?.trim();
  for (const command of wanted ? [wanted] : ["c++", "g++", "clang++"]) {
    const { status } = await run(command, ["--version"], { env, signal, timeout: PROBE_MS });
    if (status === 0) return command;
  }
  throw new NativeUnavailable(
    wanted
      ? `CXX is "${wanted}", which is not a compiler that runs: set it to the path of a C++ compiler, or ` +
          "remove it."
      : "The native backend needs a C++ compiler: on Debian or Ubuntu sudo apt install g++, on Fedora " +
          "sudo dnf install gcc-c++; or set CXX to its path.",
  );
}

/**
 * Compile the binding. Node's stable C interface comes from the package node-api-headers, so that
 * neither the headers of this very Node nor node-gyp and its download of them are needed.
 *
 * @param folder the package, with the library in `deps/lib`; the binding goes into its `lib`.
 * @param headers the folder of TensorFlow's headers.
 * @throws UserError with what the compiler said.
 */
export async function compileBinding(
  folder: string,
  headers: string,
  compiler: string,
  { env, signal }: BindingOptions,
): Promise<void> {
  const target = join(folder, "lib", `napi-v${NAPI_VERSION}`);
  mkdirSync(target, { recursive: true });
  const sources = readdirSync(join(folder, "binding")).filter((name) => name.endsWith(".cc"));
  const { status, stderr, failure } = await run(
    compiler,
    [
      ...["-std=c++17", "-O2", "-w", "-fPIC", "-shared", `-DNAPI_VERSION=${NAPI_VERSION}`],
      ...[`-I${nodeHeaders()}`, `-I${headers}`],
      ...sources.map((name) => join("binding", name)),
      ...["-Ldeps/lib", "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2"],
      // Relative to the binding, so that the package can be moved.
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
      ...["-o", join(target, "tfjs_binding.node")],
    ],
    { env, signal, cwd: folder, wholeGroup: true },
  );
  if (status !== 0) throw new UserError(compilationSentence(compiler, stderr, failure));
}

/** The sentence for a compiler's failure: its first error, which the others mostly follow from. */
export function compilationSentence(
  compiler: string,
  stderr: string,
  failure: string | null,
): string {
  const error = /(?:error|ld): (.+)$/m.exec(stderr)?.[1] ?? (lastLine(stderr) || String(failure));
  return `${compiler} could not compile the binding: ${error}.`;
}

function nodeHeaders(): string {
  try {
    const include = join(dirname(require.resolve("node-api-headers/package.json")), "include");
    if (existsSync(join(include, "node_api.h"))) return include;
  } catch {
    // Said below.
  }
  throw new UserError("The package node-api-headers is not installed: run npm ci.");
}
