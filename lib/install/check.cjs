/** Runs before the packages are installed, by whatever program installs them: says at once what cannot work. */
"use strict";

const console = require("node:console");
const process = require("node:process");
const { engines } = require("../../package.json");
const oldest = engines.node.replace(">=", "").split(".").map(Number);
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  stop(
    `Node ${process.versions.node} is too old: install Node ${oldest.join(".")} or newer ` +
      "(https://nodejs.org), then run npm ci.",
  );
}
// "npm/11.19.1 node/v20.20.2 linux x64"
const installer = (process.env.npm_config_user_agent ?? "npm/").split("/")[0];
if (installer !== "npm") {
  stop(
    `This project is installed with npm and not with ${installer}, which does not know its lock file and ` +
      "its overrides: run npm ci.",
  );
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
