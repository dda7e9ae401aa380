/**
 * `npm run report`: write the report, or the comparison of several networks, as HTML and as PDF.
 */
import { anyNetworkEnv } from "./network.js";
import { chosenBrowser } from "../figures/drawing/installed.js";
import { UserError } from "../base/errors.js";
import { showControls } from "../base/escape.js";
import { PROJECT_ROOT } from "../base/folders.js";
import { readSettings } from "../base/settings.js";
import { passedOverLines } from "../data/changes.js";
import { readManifest } from "../data/manifest.js";
import { NETWORK_OPTION, parseList, parseOptions, runMain, showPath } from "./cli.js";

const USAGE = "Usage: npm run report -- [--network NAME|ID] [--networks NAME|ID,NAME|ID,...]";

runMain(async () => {
  const { values } = parseOptions(USAGE, {
    options: { ...NETWORK_OPTION, networks: { type: "string" } },
  });
  if (values.network !== undefined && values.networks !== undefined) {
    throw new UserError(
      `--network is for one network, --networks for several: use only one of them. ${USAGE}`,
    );
  }
  chosenBrowser();
  const page =
    values.networks === undefined ? await report(values.network) : await compare(values.networks);
  console.log(showPath(page.html));
  const { missingPdf, printPdf } = await import("../report/pdf.js");
  const printed = await printPdf(page.html, page.pdf);
  if ("path" in printed) console.log([showPath(printed.path), ...printed.notes].join("\n"));
  else console.log(missingPdf(printed.problem));
  for (const line of page.lines) console.log(showControls(line));
});

interface Pages {
  html: string;
  pdf: string;
  /** What the report passes over. */
  lines: string[];
}

async function report(network: string | undefined): Promise<Pages> {
  const { pdfPath, writeReport } = await import("../report/index.js");
  const settings = readSettings(await anyNetworkEnv(network));
  const html = writeReport(settings);
  const collection = readManifest(settings);
  const lines = collection === null ? [] : passedOverLines(collection);
  return { html, pdf: pdfPath(settings), lines };
}

async function compare(networks: string): Promise<Pages> {
  const { writeComparison } = await import("../report/comparison.js");
  const html = writeComparison((await readNetworks(networks)).map((env) => readSettings(env)));
  return { html, pdf: html.replace(/\.html$/, ".pdf"), lines: [] };
}

/** The environments of the networks of a list with commas, each once. */
async function readNetworks(text: string): Promise<NodeJS.ProcessEnv[]> {
  const distinct = new Map<string, NodeJS.ProcessEnv>();
  for (const name of parseList(text)) {
    const env = await anyNetworkEnv(name, process.env, PROJECT_ROOT, "--networks");
    distinct.set(env.TMDB_NETWORK_ID ?? "", env);
  }
  if (distinct.size < 2) {
    throw new UserError(
      `--networks: expected two networks or more with commas between them, such as netflix,hbo; found "${text}".`,
    );
  }
  return [...distinct.values()];
}
