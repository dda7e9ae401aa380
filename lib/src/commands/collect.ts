/** `npm run collect`: notebook 01's files without the notebook. */
import { collectNetwork, coverage } from "../collect.js";
import { assertWritable } from "../csv.js";
import { formatCount, formatPercent } from "../format.js";
import { recordCollection } from "../manifest.js";
import { progressLine } from "../progress.js";
import { readSettings, stagePath } from "../settings.js";
import { writeAllTitles, writeCleanTitles } from "../stages.js";
import { cleanTitles } from "../titles.js";
import { parseOptions, runMain, showPath } from "./cli.js";
import { Progress } from "./progress.js";

const USAGE = "Usage: npm run collect (the configuration is in the environment or .env)";

runMain(async (signal) => {
  parseOptions(USAGE, { options: {} });
  const settings = readSettings();
  assertWritable(settings.dataDir);
  const progress = new Progress();
  progress.start(`Collecting ${settings.network.name}`);
  try {
    const { titles, genres, collection } = await collectNetwork(settings, {
      onProgress: (state) => progress.update(progressLine(state)),
      signal,
    });
    writeAllTitles(settings, titles);
    writeCleanTitles(settings, cleanTitles(titles, genres));
    recordCollection(settings, collection);
    const { distinct_ids, reported_total, source } = collection;
    progress.finish(
      `${formatCount(distinct_ids)} of ${formatCount(reported_total)} series ` +
        `(${formatPercent(coverage(collection))}) from ${source.label}`,
    );
    for (const stage of ["all", "clean"] as const) {
      console.log(showPath(stagePath(settings, stage)));
    }
  } catch (error) {
    progress.fail("failed");
    throw error;
  }
});
