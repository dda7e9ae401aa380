/** The interruption of a cell, on a real kernel. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cacheFolder, containedEnv, PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import { setUp } from "../../lib/src/jupyter/setup.js";
import { interruptSignal } from "../../lib/src/cell/interrupt.js";

jest.setTimeout(60_000);

/** Runs the first cell, interrupts it at a word on stdin, and runs the second on the same kernel. */
const DRIVER = `
import json, sys
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="tslab", startup_timeout=50)
try:
    running = client.execute(sys.argv[1])
    # The test has ended when nothing is written: so does the kernel.
    if not sys.stdin.readline():
        sys.exit(1)
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=20))["parent_header"]["msg_id"] != running:
        pass
    print(json.dumps({"status": reply["content"]["status"]}), flush=True)
    if not sys.stdin.readline():
        sys.exit(1)
    said = []
    def hear(message):
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])
    # For a moment after an error tslab skips cells, which were queued behind the one that failed.
    status = "abort"
    while status == "abort":
        reply = client.execute_interactive(sys.argv[2], timeout=20, output_hook=hear)
        status = reply["content"]["status"]
    print(json.dumps({"status": status, "said": "".join(said)}), flush=True)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
`;

let closeServer: (() => Promise<void>) | undefined;
let driver: ChildProcess | undefined;
afterEach(async () => {
  if (driver?.exitCode === null && driver.signalCode === null) {
    driver.stdin?.end();
    await once(driver, "close");
  }
  driver = undefined;
  await closeServer?.();
  closeServer = undefined;
});

/** A server that answers slowly and counts. */
async function startSlowServer(latencyMs: number) {
  let requests = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((_request, response) => {
    requests += 1;
    for (const { count, resolve } of waiting) if (requests >= count) resolve();
    setTimeout(() => response.end("{}"), latencyMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closeServer = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: () => requests,
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        if (requests >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

/** Interrupt a cell when the server has had three requests, then run another one. */
async function interruptCell(cell: string, next: string, reached: Promise<void>) {
  await setUp();
  const child = spawn(venvPython(PROJECT_ROOT), ["-c", DRIVER, cell, next], {
    cwd: cacheFolder(PROJECT_ROOT),
    env: containedEnv(PROJECT_ROOT, process.env),
    stdio: ["pipe", "pipe", "inherit"],
  });
  driver = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<unknown> => {
    const { value } = (await lines.next()) as { value: string | undefined };
    return value === undefined ? "the driver has ended" : JSON.parse(value);
  };
  await reached;
  child.stdin.write("interrupt\n");
  const interrupted = await said();
  return {
    interrupted,
    goOn: async () => {
      child.stdin.write("go on\n");
      const answer = await said();
      await once(child, "close");
      return answer;
    },
  };
}

test("a cell that is interrupted stops its work, and the kernel goes on", async () => {
  const server = await startSlowServer(40);
  const cell = `
    import { interruptSignal } from "netflix-hits/interrupt";
    interruptSignal().release();
    const { signal, release } = interruptSignal();
    try {
      for (;;) await fetch("${server.url}", { signal });
    } finally {
      release();
    }`;
  // At one request in 40 ms a loop that goes on would be seen.
  const next = `
    await new Promise((resolve) => setTimeout(resolve, 400));
    console.log(String(process.listenerCount("SIGINT")));`;
  const { interrupted, goOn } = await interruptCell(cell, next, server.reached(3));
  expect(interrupted).toEqual({ status: "error" });
  const before = server.requests();
  // The one listener left is tslab's own.
  expect(await goOn()).toEqual({ status: "ok", said: "1\n" });
  expect(server.requests()).toBe(before);
});

test("a collection that is interrupted asks for nothing more", async () => {
  const server = await startSlowServer(1_000);
  const folder = mkdtempSync(join(tmpdir(), "interrupt-"));
  const variables = { TMDB_BASE_URL: server.url, TMDB_API_KEY: "k".repeat(32), DATA_DIR: folder };
  const cell = `
    import { collectNetwork } from "netflix-hits/collect";
    import { readSettings } from "netflix-hits/settings";
    await collectNetwork(readSettings(${JSON.stringify(variables)}, ${JSON.stringify(folder)}));`;
  // The server answers nothing that fits: a client that goes on would ask again, within a second or two.
  const next = `
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    console.log("here");`;
  const { interrupted, goOn } = await interruptCell(cell, next, server.reached(2));
  expect(interrupted).toEqual({ status: "error" });
  const before = server.requests();
  expect(await goOn()).toEqual({ status: "ok", said: "here\n" });
  expect(server.requests()).toBe(before);
  rmSync(folder, { recursive: true });
});

test("outside of a notebook nothing listens to Ctrl-C", async () => {
  const before = process.listenerCount("SIGINT");
  const { signal, release } = interruptSignal();
  await Promise.resolve();
  expect(process.listenerCount("SIGINT")).toBe(before);
  release();
  expect(signal.aborted).toBe(false);
});
