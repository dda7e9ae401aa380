/**
 * Loads the native package in the folder that its argument names and lets it compute; a process of
 * its own, because a library that does not fit the machine ends the process that loads it. Prints
 * the version of TensorFlow, or on stderr why it does not work.
 */
import { prepareNativePackage } from "../../model/backend/native-package.js";
import { findMiscomputation } from "./check.js";

type TensorFlow = typeof import("@tensorflow/tfjs-core");

function main(folder: string): void {
  prepareNativePackage();
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const tf = require(folder) as TensorFlow;
  if (tf.getBackend() !== "tensorflow") throw new Error(`the backend is ${tf.getBackend()}`);
  const problem = findMiscomputation(tf);
  if (problem !== null) throw new Error(problem);
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  console.log(binding?.TF_Version ?? "of an unknown version");
}

try {
  main(process.argv[2] ?? "");
} catch (error) {
  console.error(error instanceof Error ? error.message.split("\n")[0] : String(error));
  process.exit(1);
}
