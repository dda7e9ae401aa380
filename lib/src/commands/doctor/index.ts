/** Looks at everything that a run uses. */
import { UserError } from "../../base/errors.js";
import { lookAtBackend, lookAtBrowser } from "./drawing.js";
import type { Finding } from "./finding.js";
import { lookAtDisk, lookAtKernel, lookAtNode, lookAtPython, type Place } from "./machine.js";
import { lookAtEnv, lookAtKey, lookAtNetwork, lookAtProxy, settingsOf } from "./settings.js";

/**
 * Look at the machine, the set-up and the settings. Nothing is installed or made but what a browser
 * needs to start.
 *
 * @param place the project's folder, and the environment in which a run would be started.
 * @param open what starts a browser, for tests.
 */
export async function examine(
  place: Place,
  open?: Parameters<typeof lookAtBrowser>[1],
): Promise<Finding[]> {
  const settings = settingsOf(place);
  const folders = settings instanceof UserError ? [] : [settings.dataDir, settings.figuresDir];
  return await Promise.all([
    ...lookAtNode(place),
    lookAtPython(place),
    lookAtKernel(place),
    lookAtBrowser(place, open),
    lookAtBackend(settings),
    lookAtEnv(place, settings),
    lookAtKey(settings),
    lookAtProxy(place, settings),
    lookAtNetwork(place, settings),
    lookAtDisk(place, folders),
  ]);
}
