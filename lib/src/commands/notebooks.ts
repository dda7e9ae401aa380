/** `npm run notebooks -- 03 04 my-question`: run some notebooks, or the five. */
import { anyNetworkEnv } from "./network.js";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { selectNotebooks } from "../jupyter/notebooks.js";
import { NETWORK_OPTION, parseOptions, usersFolder, resolvePath, runMain } from "./cli.js";
import { Progress } from "./progress.js";
import { notebooksStep, settingsFor, setUpStep } from "./steps.js";

const USAGE =
  "Usage: npm run notebooks -- [--network NAME|ID] [--output-dir DIR] [01 my-question ...]";

runMain(async (signal) => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { ...NETWORK_OPTION, "output-dir": { type: "string" } },
    allowPositionals: true,
  });
  const names = selectNotebooks(positionals, { from: usersFolder() });
  const env = await anyNetworkEnv(values.network);
  const output = values["output-dir"];
  const outputDir = output === undefined ? undefined : resolvePath(output);
  chosenBrowser(env);
  settingsFor(env, outputDir); // A wrong value is reported before anything runs.
  const progress = new Progress();
  await setUpStep(progress, signal);
  await notebooksStep(progress, names, { env, outputDir, signal });
});
