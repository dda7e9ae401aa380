import { readSettings, type Settings } from "netflix-hits/settings";

/** The settings of these variables alone: the `.env` of whoever runs the tests is not read. */
export function testSettings(env: NodeJS.ProcessEnv = {}): Settings {
  return readSettings(env, __dirname);
}
