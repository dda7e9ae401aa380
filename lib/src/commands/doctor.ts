/** `npm run doctor`: what is found, what would be used, and what to do about it. */
import { PROJECT_ROOT } from "../base/folders.js";
import { parseOptions, runMain } from "./cli.js";
import { examine } from "./doctor/index.js";
import { screen } from "./doctor/finding.js";
import { Progress } from "./progress.js";

const USAGE = `Usage: npm run doctor

Looks at Node, npm, Python, the kernel, the browser, the model's backend, the settings, the proxy, the network and
the disk. Status: 0 when nothing is in the way of npm start, else 1.`;

runMain(async () => {
  parseOptions(USAGE, {});
  const progress = new Progress();
  progress.start("Looking");
  const findings = await examine({ root: PROJECT_ROOT, env: process.env });
  progress.clear();
  console.log(screen(findings));
  return findings.some(({ state }) => state === "fault") ? 1 : 0;
});
