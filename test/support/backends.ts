import type { Backend } from "../../lib/src/model/backend/index.js";
import { hasNativeBinding } from "../../lib/src/model/backend/native-package.js";

const NAMES: readonly Backend["name"][] = ["cpu", "wasm", "tensorflow"];

/**
 * The backends that the tests of the model loop over: those of TFJS_TEST_BACKENDS, a comma list, else cpu,
 * wasm and, where its binary is there, the native one. Says so on stderr when the native one is left out.
 *
 * @throws when the variable names another backend, so that a misspelt one is not passed over.
 */
export function testBackends(
  wanted = process.env.TFJS_TEST_BACKENDS,
  hasNative = hasNativeBinding(),
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Backend["name"][] {
  const named = (wanted ?? "").split(",").flatMap((name) => name.trim() || []);
  const unknown = named.find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new Error(`TFJS_TEST_BACKENDS: expected ${NAMES.join(", ")}, found "${unknown}".`);
  }
  if (named.length > 0) return NAMES.filter((name) => named.includes(name));
  if (hasNative) return [...NAMES];
  say("Not tested on the native backend: it is not installed (npm run setup:native).");
  return NAMES.filter((name) => name !== "tensorflow");
}
