/**
 * TensorFlow.js, loaded late and quietly: the native backend if it is installed and works,
 * otherwise WebAssembly, otherwise plain JavaScript.
 */
import type { Backend } from "./info.js";
import { UserError } from "../../base/errors.js";
import { hasNativeBinding, NATIVE_PACKAGE, prepareNativePackage } from "./native-package.js";
import type { BackendChoice } from "../../base/settings.js";

/** The core of TensorFlow.js, which all backends share. */
export type TensorFlow = typeof import("@tensorflow/tfjs-core");

export type { Backend };

/** The packages that register the backends. */
const LOADERS = {
  tensorflow: () => load(NATIVE_PACKAGE),
  wasm: () => load("@tensorflow/tfjs-backend-wasm"),
  cpu: () => load("@tensorflow/tfjs-backend-cpu"),
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
 * @throws UserError if a backend that was requested by name does not load.
 */
export async function loadBackend(
  choice: BackendChoice = "auto",
): Promise<{ tf: TensorFlow; backend: Backend }> {
  if (loaded && (choice === "auto" || choice === loaded.backend.name)) return loaded;
  const tf = load("@tensorflow/tfjs-core") as TensorFlow;
  // Production mode keeps the library's advertisement for its native package out of the cells.
  tf.enableProdMode();
  const candidates = choice === "auto" ? (["tensorflow", "wasm", "cpu"] as const) : [choice];
  for (const name of candidates) {
    if (await activate(tf, name)) {
      const note = choice === "auto" && name !== "tensorflow" ? `; ${whyNotNative(name)}` : "";
      const description = `TensorFlow.js ${tf.version_core} on ${NAMES[name]} (backend ${name}${note})`;
      loaded = { tf, backend: { name, description } };
      return loaded;
    }
  }
  const install = choice === "tensorflow" ? "Run npm run setup:native, or set" : "Set";
  throw new UserError(
    `TFJS_BACKEND is ${choice}, but that backend does not load on this machine. ${install} it to auto, ` +
      "wasm or cpu, or remove it.",
  );
}

/** The committed notebooks show the note for wasm, which is fast enough to need no advice. */
function whyNotNative(instead: Backend["name"]): string {
  if (hasNativeBinding()) return "the native one does not load: npm run setup:native repairs it";
  const advice = instead === "cpu" ? ": npm run setup:native installs it" : "";
  return `the native one is not installed${advice}`;
}

/**
 * `import()` of these large CommonJS packages reads each of their files twice to find its exports,
 * which takes longer than loading them and delays the compiler afterwards.
 */
function load(name: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(name);
}

async function activate(tf: TensorFlow, name: Backend["name"]): Promise<boolean> {
  try {
    if (name === "tensorflow") {
      if (!hasNativeBinding()) return false;
      prepareNativePackage();
    }
    LOADERS[name]();
    return await tf.setBackend(name);
  } catch {
    return false;
  }
}
