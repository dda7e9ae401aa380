/** Before the tests: does a browser start? Tests that need one are skipped where none does, and counted so. */
const console = require("node:console");
const { join } = require("node:path");
const process = require("node:process");

module.exports = async function findBrowser() {
  const built = join(module.path, "..", "..", "lib", "dist");
  const { openBrowser } = require(join(built, "figures", "drawing", "chromium.js"));
  const { cacheFolder, PROJECT_ROOT } = require(join(built, "base", "folders.js"));
  const opened = await openBrowser(cacheFolder(PROJECT_ROOT));
  if ("problem" in opened) {
    process.env.TEST_WITHOUT_BROWSER = opened.problem;
    console.warn(`\nTests that need a browser are skipped: ${opened.problem}`);
    return;
  }
  await opened.close();
};
