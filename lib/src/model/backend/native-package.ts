/**
 * The npm package of TensorFlow.js' native backend: whether its binary exists, and how to load it.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** The alias of `@tensorflow/tfjs-node`; of type string, because the package may be absent. */
export const NATIVE_PACKAGE: string = "tfjs-node";

/**
 * Whether the native package is installed with its binary; only loading it shows whether it works,
 * but loading takes a second even if the binary is missing.
 *
 * @param folder the package's folder; default where it is installed.
 */
export function hasNativeBinding(folder?: string): boolean {
  try {
    const home = folder ?? dirname(require.resolve(`${NATIVE_PACKAGE}/package.json`));
    return readdirSync(join(home, "lib")).some((name) => name.startsWith("napi-"));
  } catch {
    return false;
  }
}

/**
 * Prepare to load the native package. It calls two deprecated functions of Node: the one that was
 * removed is restored, the one that warns is replaced by its equivalent. And its library is made
 * quiet: without oneDNN it does not announce that at each start, was no slower in measurements, and
 * its sums do not depend on the instructions of the processor.
 */
export function prepareNativePackage(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
}
