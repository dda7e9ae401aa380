import { tmpdir } from "node:os";
import { readSettings, type Settings } from "../../lib/src/base/settings.js";

/** The settings of these variables alone: the `.env` of whoever runs the tests is not read. */
export function testSettings(env: NodeJS.ProcessEnv = {}): Settings {
  return readSettings({ DATA_DIR: tmpdir(), ...env }, __dirname);
}
