/**
 * Before the tests: is the library built, and does a browser start? Tests that need one are skipped where none does,
 * and counted so.
 */
const console = require("node:console");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");

module.exports = async function findBrowser() {
  const built = join(module.path, "..", "..", "lib", "dist");
  if (!existsSync(join(built, "figures"))) {
    throw new Error(
      "The library is not built, which tests need: run npm run build, then the tests again.",
    );
  }
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
