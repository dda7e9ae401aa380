import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseInteger, parseOptions } from "netflix-hits/commands/cli";
import { Progress } from "netflix-hits/commands/progress";
import { PROJECT_ROOT } from "netflix-hits/environment/folders";

/** Run a main function of the built library in a process of its own; `signal` is sent once it speaks. */
async function runInProcess(main: string, signal?: NodeJS.Signals) {
  const dist = JSON.stringify(join(PROJECT_ROOT, "lib", "dist"));
  const code = `
    const { runMain, parseOptions } = require(${dist} + "/commands/cli.js");
    const { UserError } = require(${dist} + "/errors.js");
    runMain(${main});`;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "pipe"] });
  const result = { stdout: "", stderr: "" };
  child.stderr.on("data", (text: Buffer) => (result.stderr += text.toString()));
  child.stdout.on("data", (text: Buffer) => {
    result.stdout += text.toString();
    if (signal) child.kill(signal);
  });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, ...result };
}

test("a command that succeeds ends with 0, even with a timer left", async () => {
  const main = `async () => { setInterval(() => {}, 1e6); console.log("done"); }`;
  expect(await runInProcess(main)).toEqual({ status: 0, stdout: "done\n", stderr: "" });
});

test("a mistake is one sentence on stderr and status 1", async () => {
  const main = `async () => { throw new UserError("The file x is missing.", { cause: new Error("y") }); }`;
  const sentence = "The file x is missing.\n";
  expect(await runInProcess(main)).toEqual({ status: 1, stdout: "", stderr: sentence });
});

test("a fault in the program shows its stack and status 1", async () => {
  const { status, stderr } = await runInProcess(`async () => { throw new TypeError("oops"); }`);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^TypeError: oops\n +at /);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s aborts the work and ends with %i, without an error", async (signal, status) => {
  const main = `async (signal) => {
    const timer = setInterval(() => {}, 1e6);
    console.log("begun");
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }`;
  expect(await runInProcess(main, signal)).toEqual({ status, stdout: "begun\n", stderr: "" });
});

test("an unknown option and a missing value are told with the usage", () => {
  const config = { options: { port: { type: "string" } } } as const;
  expect(parseOptions("Usage: x", config, ["--port", "1"]).values).toEqual({ port: "1" });
  expect(() => parseOptions("Usage: x [--port N]", config, ["--prot", "1"])).toThrow(
    "Unknown option '--prot'. Usage: x [--port N]",
  );
  expect(() => parseOptions("Usage: x [--port N]", config, ["--port"])).toThrow(
    "Option '--port <value>' argument missing. Usage: x [--port N]",
  );
  expect(() => parseOptions("Usage: x", config, ["extra"])).toThrow("Unexpected argument 'extra'");
});

test("a whole number is expected where one is", () => {
  expect(parseInteger("port", "8080", 1, 65_535)).toBe(8080);
  for (const text of ["0", "65536", "1.5", "x", "", "-1"]) {
    expect(() => parseInteger("port", text, 1, 65_535)).toThrow(
      `--port: expected an integer from 1 to 65535, found "${text}".`,
    );
  }
});

describe("Progress", () => {
  function show(isTTY: boolean): string {
    let shown = "";
    const out = { isTTY, columns: 31, write: (text: string) => (shown += text) };
    const progress = new Progress(out as unknown as NodeJS.WriteStream);
    progress.show({ event: "started", notebook: "03_eda_hit_analysis", cell: 0, cells: 2 });
    progress.show({ event: "cell", notebook: "03_eda_hit_analysis", cell: 1, cells: 2 });
    progress.show({ event: "finished", notebook: "03_eda_hit_analysis", cell: 2, cells: 2 });
    progress.start("Report");
    progress.fail("failed");
    return shown;
  }

  test("is one line that changes in a terminal, cut to its width", () => {
    const clear = "\r\x1b[2K";
    expect(show(true)).toBe(
      `${clear}03_eda_hit_analysis: starting ${clear}03_eda_hit_analysis: cell 1 of` +
        `${clear}03_eda_hit_analysis: 2 cells (0.0 s)\n${clear}Report${clear}Report: failed\n`,
    );
  });

  test("is a line for each finished step elsewhere", () => {
    expect(show(false)).toBe("03_eda_hit_analysis: 2 cells (0.0 s)\nReport: failed\n");
  });
});
