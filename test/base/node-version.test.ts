import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/src/base/errors.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { assertNode } from "../../lib/src/base/node-version.js";

const CHECK = join(PROJECT_ROOT, "lib", "install", "check.cjs");

test.each(["18.20.0", "20.2.0", "16.0.0"])("Node %s is refused in one sentence", (version) => {
  expect(() => assertNode(version)).toThrow(UserError);
  expect(() => assertNode(version)).toThrow(
    `Node ${version} is too old: install Node 20.3 or newer (https://nodejs.org), then run npm ci again.`,
  );
});

test.each(["20.3.0", "22.0.0", "26.12.1"])("Node %s is taken", (version) => {
  assertNode(version);
});

test("package.json names the oldest Node twice", () => {
  const { engines, devEngines } = JSON.parse(
    readFileSync(join(PROJECT_ROOT, "package.json"), "utf8"),
  ) as { engines: { node: string }; devEngines: { runtime: { version: string } } };
  expect(engines.node).toBe(devEngines.runtime.version);
  const [major, minor] = engines.node.replace(">=", "").split(".").map(Number);
  assertNode(`${major}.${minor}.0`);
  expect(() => assertNode(`${major}.${minor! - 1}.9`)).toThrow(UserError);
});

/** What the check before an installation says to a package manager. */
function check(agent: string): string {
  try {
    const env = { ...process.env, npm_config_user_agent: agent };
    return execFileSync(process.execPath, [CHECK], { env, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

test.each(["pnpm", "yarn", "bun"])("%s is refused in favour of npm", (name) => {
  expect(check(`${name}/9.0.0 npm/? node/v24.0.0 linux x64`)).toBe(
    `This project is installed with npm and not with ${name}, which does not know its lock file and its overrides: run npm ci.\n`,
  );
});

test("npm may install", () => {
  expect(check("npm/12.2.1 node/v26.12.1 linux x64 workspaces/false")).toBe("");
});
