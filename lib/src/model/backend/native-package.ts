/** The npm package of TensorFlow.js' native backend: whether its binary is there, and its loading. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** The alias of `@tensorflow/tfjs-node`; of type string, because the package may be absent. */
export const NATIVE_PACKAGE: string = "tfjs-node";

/**
 * True when the native package is there with its binary; whether it works, only loading it tells.
 * Loading it only to see that the binary is absent would take a second.
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
 * What has to be so before the native package is loaded. It calls two functions that Node has given up: the one that
 * is gone is given back, the one that warns is replaced by what it stands for. And its library is told to be quiet:
 * without oneDNN it does not announce that at each start, was no slower at the products of a fit, and its sums do not
 * depend on which instructions a processor has.
 */
export function prepareNativePackage(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
}
