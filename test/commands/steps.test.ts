import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFor } from "../../lib/src/commands/steps.js";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "steps-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("with a folder for the notebooks the figures go there too, and the notebooks are told", () => {
  const env: NodeJS.ProcessEnv = {};
  expect(settingsFor(env, folder).figuresDir).toBe(join(folder, "figures"));
  expect(env.FIGURES_DIR).toBe(join(folder, "figures"));
});

test("a folder of figures that was named stays", () => {
  const env: NodeJS.ProcessEnv = { FIGURES_DIR: join(folder, "mine") };
  expect(settingsFor(env, folder).figuresDir).toBe(join(folder, "mine"));
});

test("without a folder nothing is set", () => {
  const env: NodeJS.ProcessEnv = {};
  settingsFor(env, undefined);
  expect(env).toEqual({});
});
