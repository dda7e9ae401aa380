/** `npm run collect`: notebook 01's files without the notebook. */
import { anyNetworkEnv } from "./network.js";
import { join } from "node:path";
import { collectNetwork, saveCollection, type CollectedNetwork } from "../collect/index.js";
import { showControls } from "../base/escape.js";
import { formatCount, formatQuantity } from "../base/format.js";
import { changeLines } from "../data/changes.js";
import type { Collection } from "../data/collection.js";
import {
  atMostEvery,
  coverageWords,
  isShort,
  progressLine,
  shortfall,
} from "../collect/progress.js";
import { readSettings, type Settings } from "../base/settings.js";
import { NETWORK_OPTION, parseOptions, runMain, showPath, STATUS_SHORT } from "./cli.js";
import { Progress } from "./progress.js";

const USAGE = `Usage: npm run collect -- [options]

  --network NAME|ID  the network, such as "HBO Max" or 49; default TMDB_NETWORK_ID
  --fresh            forget what an interrupted run has kept and start over

Status: 0 every series has come, 2 files were written but series are missing, 1 nothing was written,
130 stopped by Ctrl-C.`;

/** After Ctrl-C the work ends at once; anything that still hangs after this time is abandoned. */
const GRACE_MS = 1_500;

runMain(async (signal) => {
  const { values } = parseOptions(USAGE, {
    options: { ...NETWORK_OPTION, fresh: { type: "boolean" } },
  });
  const settings = readSettings(await anyNetworkEnv(values.network));
  for (const note of settings.notes) console.error(showControls(note));
  const progress = new Progress();
  const collected = await collect(progress, settings, signal, values.fresh === true);
  if (collected === null) return; // Stopped.
  const lines = finalLines(settings, collected.collection, collected.files);
  console.log(showControls(lines.join("\n")));
  return isShort(collected.collection) ? STATUS_SHORT : 0;
}, GRACE_MS);

/** Collect and save, with a line of progress; null if it was stopped. */
async function collect(
  progress: Progress,
  settings: Settings,
  signal: AbortSignal,
  fresh: boolean,
): Promise<(CollectedNetwork & { files: string[] }) | null> {
  let answers = 0;
  const show = atMostEvery(100, (state) => {
    const line = progressLine(state, progress.room);
    if (state.waiting === undefined) progress.update(line);
    else progress.announce(line);
  });
  progress.start(settings.network.name);
  try {
    const collected = await collectNetwork(settings, {
      onProgress: (state) => {
        answers = state.requests;
        show(state);
      },
      signal,
      fresh,
    });
    const files = saveCollection(settings, collected);
    const { collection } = collected;
    progress.finish(`${coverageWords(collection)} from ${collection.source.label}`);
    return { ...collected, files };
  } catch (error) {
    if (!signal.aborted) {
      progress.fail("failed");
      throw error;
    }
    progress.clear();
    const kept = `${formatQuantity(answers, "response")} ${answers === 1 ? "is" : "are"} saved`;
    console.error(`Stopped: ${kept}; run npm run collect again to continue.`);
    return null;
  }
}

function finalLines(settings: Settings, collection: Collection, files: string[]): string[] {
  const { requests, retries, resumed, file } = collection;
  const asked = [
    `${formatQuantity(requests, "request")} to the server`,
    ...(retries > 0 ? [`${formatCount(retries)} of them retries`] : []),
    ...(resumed > 0 ? [`continued from ${formatQuantity(resumed, "saved response")}`] : []),
  ];
  const paths = [...files, "manifest.json"].map((name) => showPath(join(settings.dataDir, name)));
  return [
    ...shortfall(collection),
    ...(file === undefined ? [`${asked.join(", ")}.`] : []),
    ...new Set(paths),
    ...changeLines(collection),
  ];
}
