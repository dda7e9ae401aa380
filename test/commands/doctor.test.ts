/** Set-ups that are broken on purpose: the doctor tells the truth about each. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examine } from "../../lib/src/commands/doctor/index.js";
import { screen, type Finding } from "../../lib/src/commands/doctor/finding.js";
import type { Place } from "../../lib/src/commands/doctor/machine.js";
import { lookAtNetwork, settingsOf } from "../../lib/src/commands/doctor/settings.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import { openBrowser, type Opened } from "../../lib/src/figures/drawing/chromium.js";
import { startSandbox } from "../../lib/src/sandbox/server.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { startProxy } from "../support/proxy.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "doctor-"));
  mkdirSync(join(root, "notebooks"));
  mkdirSync(join(root, "lib"));
  writeFileSync(join(root, "notebooks", "requirements.txt"), "");
  for (const name of ["node_modules", "lib/dist"]) {
    symlinkSync(join(PROJECT_ROOT, name), join(root, name));
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const noBrowser = (): Promise<Opened> => Promise.resolve({ problem: "no browser was found" });

/** Without what the tests' own process has set, and with a Python that answers at once. */
function plain(): NodeJS.ProcessEnv {
  const found = JSON.stringify({ executable: "/python", version: "3.12.1", canMakeVenv: true });
  const python = join(root, "python");
  writeFileSync(python, `#!/bin/sh\necho '${found}'\n`, { mode: 0o755 });
  return { PATH: process.env.PATH, HOME: root, PYTHON: python };
}

async function findings(env: NodeJS.ProcessEnv, place: Partial<Place> = {}): Promise<Finding[]> {
  return await examine({ root, env: { ...plain(), ...env }, ...place }, noBrowser);
}

async function finding(name: string, env: NodeJS.ProcessEnv, place?: Partial<Place>) {
  return (await findings(env, place)).find((one) => one.name === name);
}

test("a set-up that is not made yet is no fault", async () => {
  const found = await findings({});
  expect(found.filter(({ state }) => state === "fault")).toEqual([]);
  expect(found.map(({ name }) => name)).toEqual(
    "Node npm Python Kernel Browser Backend Settings Key Proxy Network Disk".split(" "),
  );
  expect(screen(found)).toMatch(/^ok {4}Node {7}\d+\./);
  expect(screen(found)).toMatch(/\n\nNothing is in the way of npm start\.$/);
  expect(found.find(({ name }) => name === "Python")?.text).toBe(
    "3.12.1, /python; .venv is not made yet",
  );
});

const KEY = "0123456789abcdef0123456789abcdef";

describe("is in the way of npm start:", () => {
  const file = (name: string, text: string, mode = 0o644): string => {
    const path = join(root, name);
    writeFileSync(path, text, { mode });
    return path;
  };

  test.each<[string, string, () => NodeJS.ProcessEnv, RegExp]>([
    [
      "a PYTHON that does not run",
      "Python",
      () => ({ PYTHON: "/nowhere/python" }),
      /^PYTHON is "\/nowhere/,
    ],
    [
      "a Python that is too old",
      "Python",
      () => ({
        PYTHON: file(
          "old",
          `#!/bin/sh\necho '{"executable":"/old","version":"3.8.1","canMakeVenv":true}'`,
          0o755,
        ),
      }),
      /only 3\.8\.1 at \/old/,
    ],
    [
      "a pip that installs elsewhere",
      "Python",
      () => ({
        PYTHON: "python3",
        PIP_CONFIG_FILE: file("pip.conf", "[install]\ntarget = /elsewhere\n"),
      }),
      /pip's setting target = '?\/elsewhere/,
    ],
    [
      "a CHROME_PATH without a program",
      "Browser",
      () => ({ CHROME_PATH: "/nowhere" }),
      /^CHROME_PATH is/,
    ],
    [
      "a backend that does not load",
      "Backend",
      () => ({ TFJS_BACKEND: "tensorflow" }),
      /setup:native/,
    ],
    [
      "a setting that is wrong",
      "Settings",
      () => ({ AS_OF_YEAR: "soon" }),
      /^AS_OF_YEAR: expected/,
    ],
    ["a key with a space", "Settings", () => ({ TMDB_API_KEY: `${KEY} x` }), /^TMDB_API_KEY/],
    [
      "a catalogue that is not there",
      "Key",
      () => ({ CATALOGUE_FILE: "none.csv" }),
      /none\.csv does not exist/,
    ],
    [
      "an invalid proxy",
      "Proxy",
      () => ({ HTTPS_PROXY: "socks5://user:s3cret@h:1" }),
      /^HTTPS_PROXY: expected/,
    ],
    [
      "certificates that are not there",
      "Proxy",
      () => ({ NODE_EXTRA_CA_CERTS: "/nowhere.pem" }),
      /^NODE_EXTRA_CA_CERTS is \/nowhere\.pem, which cannot be read \(ENOENT\)/,
    ],
    [
      "certificates in another form",
      "Proxy",
      () => ({ NODE_EXTRA_CA_CERTS: file("der", "0\u0082") }),
      /which has no certificate in PEM form/,
    ],
    [
      "a file where data belong",
      "Disk",
      () => ({ DATA_DIR: join(file("file", ""), "data") }),
      /cannot be written/,
    ],
  ])("%s", async (_, name, env, text) => {
    const found = await findings(env());
    const faults = found.filter(({ state }) => state === "fault");
    expect(faults).toEqual([
      expect.objectContaining({ name, text: expect.stringMatching(text) as string }),
    ]);
    const shown = screen(found);
    expect(shown).toMatch(new RegExp(`In the way of npm start: ${name}\\.$`));
    expect(shown).not.toMatch(/s3cret|0123456789abcdef/);
  });

  test("a full disk", async () => {
    const full = await finding("Disk", {}, { freeBytes: () => 5e8 });
    expect(full).toMatchObject({ state: "fault", advice: ["The set-up needs 600 MB: free some."] });
  });

  test("a library that is not built", async () => {
    rmSync(join(root, "lib", "dist"));
    const found = await finding("Kernel", {});
    expect(found).toMatchObject({
      state: "fault",
      text: expect.stringMatching(/npm run build/) as string,
    });
  });
});

describe("makes less of a run:", () => {
  test("no browser", async () => {
    const found = await finding("Browser", {});
    expect(found).toMatchObject({ state: "note", text: "none that starts" });
    expect(found?.advice?.[0]).toBe("no browser was found");
  });

  test("a browser that hangs", async () => {
    const path = join(root, "hangs");
    writeFileSync(path, "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
    const browser = { executablePath: path, args: [], env: {}, sandbox: false };
    const open = () => openBrowser(join(root, ".cache"), () => Promise.resolve([browser]), 500);
    const found = await examine({ root, env: plain() }, open);
    const advice = found.find(({ name }) => name === "Browser")?.advice?.[0];
    expect(advice).toMatch(/hangs did not start within 0\.5 s and was given up/);
  });

  test("a name in .env that nothing reads", async () => {
    writeFileSync(join(root, ".env"), "TMDB_APIKEY=s3cret\n");
    const found = await finding("Settings", {});
    expect(found).toMatchObject({
      state: "note",
      advice: [expect.stringMatching(/TMDB_APIKEY.*: write TMDB_API_KEY\.$/)],
    });
  });

  test("an environment and a kernel of a Node that was moved", async () => {
    const kernel = join(root, ".venv", "share", "jupyter", "kernels", "tslab");
    mkdirSync(kernel, { recursive: true });
    writeFileSync(
      join(kernel, "kernel.json"),
      JSON.stringify({ argv: ["/old/node", "/old/x.js"] }),
    );
    expect((await finding("Kernel", {}))?.text).toBe("tslab in .venv starts /old/node /old/x.js");
    expect((await finding("Python", {}))?.text).toMatch(/\.venv is not whole or outdated$/);
  });
});

describe("the network", () => {
  const look = (env: NodeJS.ProcessEnv) => {
    const place = { root, env: { ...plain(), ...env } };
    return lookAtNetwork(place, settingsOf(place), 1_000);
  };
  const key = { TMDB_API_KEY: KEY };

  test("answers and takes the key, or refuses it", async () => {
    const titles = simulateCatalogue({ series: 1, seed: 1 });
    const server = await startSandbox({ titles, key: KEY, label: "test", kind: "simulated" });
    const env = { TMDB_BASE_URL: server.baseUrl };
    const { host } = new URL(server.baseUrl);
    expect(await look({ ...env, ...key })).toEqual({
      name: "Network",
      state: "ok",
      text: `${host} answers and takes the key`,
    });
    const refused = await look({ ...env, TMDB_API_KEY: "f".repeat(32) });
    expect(refused.state).toBe("fault");
    expect(refused.text).toMatch(/TMDB_API_KEY/);
    expect(refused.text).not.toMatch(/ffff/);
    await server.close();
  });

  test("is a fault with a key where nothing answers, within seconds", async () => {
    const found = await look({ TMDB_BASE_URL: "http://127.0.0.1:9/3", ...key });
    expect(found).toMatchObject({
      state: "fault",
      text: expect.stringMatching(/127\.0\.0\.1:9/) as string,
    });
  });

  test("is reached through the proxy, whose password is not shown", async () => {
    const proxy = await startProxy(1, { login: "user:right" });
    const before = process.env.HTTPS_PROXY;
    // The collection reads the environment of its process.
    process.env.HTTPS_PROXY = `http://user:s3cret@127.0.0.1:${proxy.port}`;
    try {
      const found = await look({});
      expect(proxy.seen[0]).toBe("CONNECT api.themoviedb.org:443");
      expect(found).toMatchObject({
        state: "note",
        text: expect.stringMatching(/wants a login \(status 407\)/) as string,
      });
      expect(found.text).not.toMatch(/s3cret/);
    } finally {
      if (before === undefined) delete process.env.HTTPS_PROXY;
      else process.env.HTTPS_PROXY = before;
      await proxy.close();
    }
  });
});

test("the command ends with 1 and one screen, without a password", async () => {
  const env = { ...process.env, CHROME_PATH: "/nowhere", HTTPS_PROXY: "http://u:s3cret%zz@h" };
  const command = join(PROJECT_ROOT, "lib", "dist", "commands", "doctor.js");
  const { status, output } = await new Promise<{ status: unknown; output: string }>((resolve) => {
    execFile(process.execPath, [command], { env }, (error, stdout, stderr) =>
      resolve({ status: error?.code, output: stdout + stderr }),
    );
  });
  expect(output).toMatch(/In the way of npm start: .*Browser, Proxy/);
  expect(output).not.toMatch(/s3cret/);
  expect(output.split("\n").length).toBeLessThan(40);
  expect(status).toBe(1);
});
