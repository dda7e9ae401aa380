/** `npm run setup`: set up the Python environment and the kernel, without running notebooks. */
import { parseOptions, runMain } from "./cli.js";
import { Progress } from "./progress.js";
import { setUpStep } from "./steps.js";

runMain(async (signal) => {
  parseOptions("Usage: npm run setup", {});
  await setUpStep(new Progress(), signal);
});
