/** `npm run report`: write the HTML report from the figures that the notebooks made. */
import { readSettings } from "../settings.js";
import { NETWORK_OPTION, networkEnv, parseOptions, runMain, showPath } from "./cli.js";

runMain(async () => {
  const usage = "Usage: npm run report -- [--network NAME|ID]";
  const { values } = parseOptions(usage, { options: NETWORK_OPTION });
  const settings = readSettings(networkEnv(values.network));
  const { writeReport } = await import("../report.js");
  console.log(showPath(writeReport(settings)));
});
