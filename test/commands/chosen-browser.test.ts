import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";

test.each(["start", "lab", "notebooks", "report", "figures"])(
  "npm run %s reports a wrong CHROME_PATH before it does anything",
  (name) => {
    const program = join(PROJECT_ROOT, "lib", "dist", "commands", `${name}.js`);
    const env = { ...process.env, CHROME_PATH: "/nowhere/chrome" };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
      env,
      encoding: "utf8",
      timeout: 50_000,
    });
    expect(stderr).toBe(
      'CHROME_PATH is "/nowhere/chrome", where no browser is: set it to the program of Chrome, Chromium or Edge, ' +
        "or remove it.\n",
    );
    expect([status, stdout]).toEqual([1, ""]);
  },
);
