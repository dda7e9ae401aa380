/** `npm run collect` as a process that is killed at random moments, against a server that counts. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { generator } from "../../lib/src/sandbox/generator.js";
import { SANDBOX_KEY, startSandbox } from "../../lib/src/sandbox/server.js";

const COMMAND = join(PROJECT_ROOT, "lib", "dist", "commands", "collect.js");
const CONNECTIONS = 10;
const TITLES = simulateCatalogue({ series: 900, seed: 4 });

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "kill-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Collect, kill the process when the server has got so many requests, and collect again.
 *
 * @returns the bytes of the CSV files, and every address that was asked for.
 */
async function collectKilledAfter(requests: number) {
  const sandbox = await startSandbox({
    titles: TITLES,
    label: "test catalogue",
    kind: "simulated",
    scenarios: ["drift"],
    latencyMs: 15,
  });
  const asked: string[] = [];
  let onRequest = (): void => undefined;
  // In front of the sandbox, so that a request is counted even where its answer comes too late.
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    onRequest();
    const copy = fetch(`${new URL(sandbox.baseUrl).origin}${request.url}`);
    copy.then(
      async (answer) => {
        response.setHeader("x-catalogue-kind", "simulated");
        response.end(await answer.text());
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const run = (killAfter: number) =>
    new Promise<{ status: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, [COMMAND], {
        cwd: folder,
        env: {
          ...process.env,
          TMDB_BASE_URL: `http://127.0.0.1:${port}/3`,
          TMDB_API_KEY: SANDBOX_KEY,
          TMDB_NETWORK_ID: "213",
          TMDB_REQUESTS_PER_SECOND: "500",
          TMDB_CONNECTIONS: String(CONNECTIONS),
          DATA_DIR: folder,
        },
      });
      let said = "";
      child.stdout.on("data", (text: Buffer) => (said += text.toString()));
      child.stderr.on("data", (text: Buffer) => (said += text.toString()));
      onRequest = () => {
        if (asked.length === killAfter) child.kill("SIGKILL");
      };
      child.on("close", (status) => resolve({ status, said }));
    });
  try {
    if (requests > 0) expect((await run(requests)).status).toBeNull();
    const { status, said } = await run(Infinity);
    expect([status, said]).toEqual([0, expect.stringContaining("900 of 900 series (100.0%)")]);
    const files = ["all", "clean"].map((stage) =>
      readFileSync(join(folder, `netflix_tv_${stage}.csv`), "utf8"),
    );
    return { files, asked };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await sandbox.close();
  }
}

test("after a kill at any moment the next run ends with the same files, and asks hardly anything again", async () => {
  const undisturbed = await collectKilledAfter(0);
  const random = generator(30, "kills");
  for (let kill = 0; kill < 12; kill += 1) {
    const moment = 1 + random.below(undisturbed.asked.length - 1);
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), "kill-"));
    const { files, asked } = await collectKilledAfter(moment);
    expect(files).toEqual(undisturbed.files);
    const repeated = asked.length - new Set(asked).size;
    expect(repeated).toBeLessThanOrEqual(CONNECTIONS);
  }
});
