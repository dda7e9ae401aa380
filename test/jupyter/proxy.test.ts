/** The set-up's downloads through a proxy of this machine: a real pip, and what TensorFlow.js' own script is given. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { containedEnv, venvFolder } from "../../lib/src/base/folders.js";
import { downloadOfficial } from "../../lib/src/jupyter/native/official.js";
import { installRequirements } from "../../lib/src/jupyter/pip.js";
import { findPython } from "../../lib/src/jupyter/python.js";
import { startProxy, type TestProxy } from "../support/proxy.js";

jest.setTimeout(120_000);

/** A wheel with empty modules of the names that the set-up imports at its end. */
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name in ["jupyterlab", "nbclient", "nbconvert", "nbformat", "plotly"]:
        wheel.writestr(name + ".py", "")
    info = "everything-1.0.dist-info/"
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: everything\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "")
`;
const WHEEL = "everything-1.0-py3-none-any.whl";
const LOGIN = "user:s3cret%40";

let root: string;
let index: Server;
let hosts: (string | undefined)[];
let proxy: TestProxy;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "set-up-proxy-"));
  mkdirSync(join(root, "notebooks"));
  writeFileSync(join(root, "notebooks", "requirements.txt"), "everything==1.0\n");
  const { executable } = await findPython();
  execFileSync(executable, ["-m", "venv", venvFolder(root)]);
  execFileSync(executable, ["-c", MAKE_WHEEL, join(root, WHEEL)]);
  index = createServer(({ url, headers }, response) => {
    hosts.push(headers.host);
    if (url?.endsWith(WHEEL)) return void response.end(readFileSync(join(root, WHEEL)));
    response.setHeader("content-type", "text/html").end(`<a href="/${WHEEL}">${WHEEL}</a>`);
  }).listen(0, "127.0.0.1");
  await once(index, "listening");
});
afterAll(() => {
  index.close();
  rmSync(root, { recursive: true });
});

const port = () => (index.address() as AddressInfo).port;
beforeEach(() => (hosts = []));
afterEach(() => proxy.close());

/** Install from an index; what went wrong, or null. */
async function install(address: string, variables: NodeJS.ProcessEnv): Promise<string | null> {
  const env = containedEnv(root, {
    ...{ PATH: process.env.PATH, HOME: root, PIP_CONFIG_FILE: "/dev/null" },
    ...{ PIP_INDEX_URL: address, PIP_TRUSTED_HOST: new URL(address).hostname },
    ...{ PIP_RETRIES: "0", PIP_NO_CACHE_DIR: "1", PIP_FORCE_REINSTALL: "1" },
    ...variables,
  });
  return await installRequirements(root, { env, cwd: root }).then(
    () => null,
    (error: unknown) => String(error),
  );
}

const ELSEWHERE = "http://index.test/simple";
const through = (login = LOGIN) => `http://${login}@127.0.0.1:${proxy.port}`;

test.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("pip goes through %s", async (name) => {
  proxy = await startProxy(port(), { login: decodeURIComponent(LOGIN) });
  expect(await install(ELSEWHERE, { [name]: through() })).toBeNull();
  expect([...new Set(proxy.seen)]).toEqual([
    "GET http://index.test/simple/everything/",
    `GET http://index.test/${WHEEL}`,
  ]);
  expect([...new Set(hosts)]).toEqual(["index.test"]);
});

test("pip goes through HTTPS_PROXY by CONNECT", async () => {
  proxy = await startProxy(port());
  // The index has no certificate: what counts is where pip asks for it.
  const problem = await install("https://index.test/simple", { HTTPS_PROXY: through("") });
  expect(problem).not.toBeNull();
  expect(proxy.seen[0]).toBe("CONNECT index.test:443");
});

test("pip goes straight to what NO_PROXY lists", async () => {
  proxy = await startProxy(port());
  const own = `http://127.0.0.1:${port()}/simple`;
  expect(await install(own, { HTTP_PROXY: through(), NO_PROXY: "127.0.0.1" })).toBeNull();
  expect(proxy.seen).toEqual([]);
});

test("a proxy that wants another login is reported, without the one that it was given", async () => {
  proxy = await startProxy(port(), { login: "user:right" });
  const problem = await install(ELSEWHERE, { HTTP_PROXY: through() });
  expect(problem).toMatch(/The proxy requires a login: set HTTPS_PROXY and HTTP_PROXY/);
  expect(problem).not.toMatch(/s3cret/);
  expect(hosts).toEqual([]);
});

test("a proxy that breaks the connection or does not listen is reported without its password", async () => {
  proxy = await startProxy(port(), { breaks: true });
  for (const address of [through(), `http://${LOGIN}@127.0.0.1:9`, `${LOGIN}@127.0.0.1:9`]) {
    const problem = await install(ELSEWHERE, { HTTP_PROXY: address });
    expect(problem).toMatch(
      /pip could not reach the Python package index: check the network, the proxy/,
    );
    expect(problem).not.toMatch(/s3cret/);
  }
});

describe("the official download of TensorFlow's library", () => {
  /** What a script in the place of the package's own sees. */
  async function seen(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
    proxy = await startProxy(port());
    const folder = mkdtempSync(join(root, "package-"));
    mkdirSync(join(folder, "scripts"));
    const names = "Object.entries(process.env).filter(([name]) => /_proxy$/i.test(name))";
    const program = `require("fs").writeFileSync("seen", JSON.stringify(Object.fromEntries(${names})));
      throw new Error("connect ${env.HTTPS_PROXY ?? ""} failed");`;
    writeFileSync(join(folder, "scripts", "install.js"), program);
    const reason = await downloadOfficial(folder, {
      root,
      env: { PATH: process.env.PATH, ...env },
    });
    expect(reason).not.toMatch(/s3cret/);
    return JSON.parse(readFileSync(join(folder, "seen"), "utf8")) as Record<string, string>;
  }

  test("is given the proxy that is meant for it, which its script would not find", async () => {
    const url = `http://${LOGIN}@proxy.test:1/`;
    expect(await seen({ HTTPS_PROXY: url })).toEqual({ HTTPS_PROXY: url });
    await proxy.close();
    expect(await seen({ all_proxy: url })).toEqual({ HTTPS_PROXY: url });
    await proxy.close();
    expect(await seen({ HTTP_PROXY: url })).toEqual({});
    await proxy.close();
    const NO_PROXY = ".googleapis.com";
    expect(await seen({ HTTPS_PROXY: url, NO_PROXY })).toEqual({ NO_PROXY });
  });
});
