/** `npm run report`: write the HTML report from the figures that the notebooks made. */
import { readSettings } from "../settings.js";
import { parseOptions, runMain, showPath } from "./cli.js";

runMain(async () => {
  parseOptions("Usage: npm run report", {});
  const { writeReport } = await import("../report.js");
  console.log(showPath(writeReport(readSettings())));
});
