/** What draws the figures, and what computes the model. */
import { cacheFolder } from "../../base/folders.js";
import { UserError } from "../../base/errors.js";
import type { Settings } from "../../base/settings.js";
import { openBrowser } from "../../figures/drawing/chromium.js";
import { chosenBrowser } from "../../figures/drawing/installed.js";
import { loadBackend } from "../../model/backend/index.js";
import { look, type Finding } from "./finding.js";
import type { Place } from "./machine.js";

/** The browser that draws: it is started. */
export function lookAtBrowser(
  { root, env }: Place,
  open: (cacheDir: string) => ReturnType<typeof openBrowser> = openBrowser,
): Promise<Finding> {
  return look("Browser", async () => {
    chosenBrowser(env);
    const opened = await open(cacheFolder(root));
    if ("problem" in opened) {
      const advice = [
        opened.problem,
        "Figures that have no image yet stay without one: install Google Chrome, Chromium or Edge, or set CHROME_PATH.",
      ];
      return { state: "note", text: "none that starts", advice };
    }
    const { browser, program, sandbox, notes, close } = opened;
    const around = sandbox
      ? "in its sandbox"
      : process.getuid?.() === 0
        ? "as root"
        : "without a sandbox";
    const text = `${browser.version()}, ${program}, ${around}`;
    await close();
    return { state: notes.length > 0 ? "note" : "ok", text, advice: notes };
  });
}

/** What TensorFlow.js computes on: it is loaded. */
export function lookAtBackend(settings: Settings | UserError): Promise<Finding> {
  return look("Backend", async () => {
    const choice = settings instanceof UserError ? "auto" : settings.tfjsBackend;
    const { backend } = await loadBackend(choice);
    return { state: "ok", text: backend.description };
  });
}
