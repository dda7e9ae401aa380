/** `npm run notebooks -- 03 04`: run some notebooks, or all. */
import { anyNetworkEnv } from "./network.js";
import { selectNotebooks } from "../jupyter/notebooks.js";
import { NETWORK_OPTION, parseOptions, resolvePath, runMain } from "./cli.js";
import { Progress } from "./progress.js";
import { notebooksStep, settingsFor, setUpStep } from "./steps.js";

const USAGE = "Usage: npm run notebooks -- [--network NAME|ID] [--output-dir DIR] [01 02 ...]";

runMain(async (signal) => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { ...NETWORK_OPTION, "output-dir": { type: "string" } },
    allowPositionals: true,
  });
  const names = selectNotebooks(positionals);
  const env = await anyNetworkEnv(values.network);
  const output = values["output-dir"];
  const outputDir = output === undefined ? undefined : resolvePath(output);
  settingsFor(env, outputDir); // A wrong value is told before anything runs.
  const progress = new Progress();
  await setUpStep(progress, signal);
  await notebooksStep(progress, names, { env, outputDir, signal });
});
