/**
 * TensorFlow.js, loaded late and quietly: the native backend where it is installed and works, else
 * WebAssembly, else plain JavaScript.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "./errors.js";
import type { BackendChoice } from "./settings.js";

/** The core of TensorFlow.js, which all backends share. */
export type TensorFlow = typeof import("@tensorflow/tfjs-core");

/** A loaded backend. */
export interface Backend {
  name: "tensorflow" | "wasm" | "cpu";
  /** One line for people: what computes, and why if it is not the fastest. */
  description: string;
}

/** The alias of `@tensorflow/tfjs-node`; a variable, because the package may be absent. */
const NATIVE_PACKAGE: string = "tfjs-node";

/** What registers each backend. */
const LOADERS = {
  tensorflow: () => import(NATIVE_PACKAGE),
  wasm: () => import("@tensorflow/tfjs-backend-wasm"),
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
};

const NAMES: Readonly<Record<Backend["name"], string>> = {
  tensorflow: "TensorFlow's native library",
  wasm: "WebAssembly",
  cpu: "plain JavaScript",
};

let loaded: { tf: TensorFlow; backend: Backend } | undefined;

/**
 * Load TensorFlow.js once and choose its backend.
 *
 * @param choice default `auto`: the first of tensorflow, wasm, cpu that works.
 * @throws UserError when the backend asked for by name does not load.
 */
export async function loadBackend(
  choice: BackendChoice = "auto",
): Promise<{ tf: TensorFlow; backend: Backend }> {
  if (loaded && (choice === "auto" || choice === loaded.backend.name)) return loaded;
  const tf = await import("@tensorflow/tfjs-core");
  // Production mode keeps the library's advertisement for its other package out of the cells.
  tf.enableProdMode();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  const candidates = choice === "auto" ? (["tensorflow", "wasm", "cpu"] as const) : [choice];
  for (const name of candidates) {
    if (await activate(tf, name)) {
      const note =
        choice === "auto" && name !== "tensorflow" ? "; the native one is not installed" : "";
      const description = `TensorFlow.js ${tf.version_core} on ${NAMES[name]} (backend ${name}${note})`;
      loaded = { tf, backend: { name, description } };
      return loaded;
    }
  }
  throw new UserError(
    `TFJS_BACKEND is ${choice}, but that backend does not load on this machine. Set it to auto, wasm ` +
      "or cpu, or remove it.",
  );
}

async function activate(tf: TensorFlow, name: Backend["name"]): Promise<boolean> {
  try {
    if (name === "tensorflow") {
      if (!hasNativeBinding()) return false;
      restoreRemovedUtilities();
    }
    await LOADERS[name]();
    return await tf.setBackend(name);
  } catch {
    return false;
  }
}

/**
 * True when the native package is there with its binary; whether it works, only loading it tells.
 * Loading it only to see that the binary is absent would take a second.
 */
export function hasNativeBinding(): boolean {
  try {
    const binaries = join(dirname(require.resolve(`${NATIVE_PACKAGE}/package.json`)), "lib");
    return readdirSync(binaries).some((name) => name.startsWith("napi-"));
  } catch {
    return false;
  }
}

/** Two functions that the native package calls and that Node 23 removed. */
function restoreRemovedUtilities(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
