import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { SANDBOX_KEY, startSandbox, type Sandbox } from "../../lib/src/sandbox/server.js";
import { startProxy, type TestProxy } from "../support/proxy.js";

const COMMAND = join(__dirname, "..", "..", "lib", "dist", "commands", "collect.js");
const LOGIN = "jo:s3cret-word";
/** Tests run in processes of their own: Node reads NODE_EXTRA_CA_CERTS when it starts. */
const TIMEOUT = 60_000;

let folder: string;
let sandbox: Sandbox;
/** The sandbox behind TLS, with a certificate for tmdb.test that only its own authority signs. */
let secure: Server;
let securePort: number;
const authority = (): string => join(folder, "cert.pem");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "proxy-"));
  const [key, cert] = [join(folder, "key.pem"), authority()];
  const subject = ["-subj", "/CN=tmdb.test", "-addext", "subjectAltName=DNS:tmdb.test"];
  const kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  const titles = simulateCatalogue({ series: 300, seed: 5 });
  sandbox = await startSandbox({ titles, label: "made series", kind: "simulated" });
  secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
    const inner = connect(sandbox.port, "127.0.0.1");
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  secure.on("tlsClientError", () => undefined);
  secure.listen(0, "127.0.0.1");
  await once(secure, "listening");
  securePort = (secure.address() as AddressInfo).port;
});
afterAll(async () => {
  secure.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Collect through a proxy; what it said, and everything that it wrote. */
async function collect(
  proxy: TestProxy,
  scheme: "http" | "https",
  env: NodeJS.ProcessEnv = {},
  login = "",
): Promise<{ status: number; output: string; files: string }> {
  const dataDir = mkdtempSync(join(folder, "data-"));
  const child = spawn(process.execPath, [COMMAND], {
    env: {
      PATH: process.env.PATH,
      TMDB_BASE_URL: `${scheme}://tmdb.test/3`,
      TMDB_API_KEY: SANDBOX_KEY,
      TMDB_REQUESTS_PER_SECOND: "unlimited",
      DATA_DIR: dataDir,
      [`${scheme}_proxy`.toUpperCase()]: `http://${login && `${login}@`}127.0.0.1:${proxy.port}`,
      ...env,
    },
  });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output += text.toString()));
  const [status] = (await once(child, "close")) as [number];
  const names = readdirSync(dataDir);
  const files = names.map((name) => readFileSync(join(dataDir, name), "utf8")).join("\n");
  return { status, output, files };
}

test.each(["http", "https"] as const)(
  "a collection over %s goes through the proxy with its login, which nothing repeats",
  async (scheme) => {
    const proxy = await startProxy(scheme === "http" ? sandbox.port : securePort, { login: LOGIN });
    const env = { NODE_EXTRA_CA_CERTS: authority() };
    const before = sandbox.requests;
    const { status, output, files } = await collect(proxy, scheme, env, LOGIN);
    await proxy.close();
    expect(output).toContain("300 of 300 series (100.0%)");
    expect(status).toBe(0);
    const plain = proxy.seen.filter((line) => line.startsWith("GET http://tmdb.test/3/")).length;
    if (scheme === "http") expect(plain).toBe(sandbox.requests - before);
    else expect(new Set(proxy.seen)).toEqual(new Set(["CONNECT tmdb.test:443"]));
    expect(output + files).not.toMatch(/s3cret-word/);
  },
  TIMEOUT,
);

test.each(["http", "https"] as const)(
  "a proxy that demands a login is reported at once, over %s",
  async (scheme) => {
    const proxy = await startProxy(scheme === "http" ? sandbox.port : securePort, { login: LOGIN });
    const { status, output } = await collect(proxy, scheme, {}, "jo:wr0ng-word");
    await proxy.close();
    expect(output).toMatch(
      /The proxy 127\.0\.0\.1:\d+ \(HTTPS?_PROXY\) requires a login \(HTTP 407\)/,
    );
    expect(output).not.toMatch(/wr0ng-word/);
    expect(status).toBe(1);
  },
  TIMEOUT,
);

test(
  "a proxy that breaks every connection is named",
  async () => {
    const proxy = await startProxy(securePort, { breaks: true });
    const { status, output } = await collect(proxy, "https");
    await proxy.close();
    expect(output).toMatch(/through the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\), could not be/);
    expect(output).toMatch(/the proxy closed the connection|ECONNRESET/);
    expect(status).toBe(1);
  },
  TIMEOUT,
);

test(
  "a certificate of an authority that Node does not know is told at once, with what to do",
  async () => {
    const proxy = await startProxy(securePort);
    const { status, output } = await collect(proxy, "https");
    await proxy.close();
    expect(output).toMatch(/certificate is not trusted: .*NODE_EXTRA_CA_CERTS/);
    expect(proxy.seen.length).toBeLessThan(12);
    expect(status).toBe(1);
  },
  TIMEOUT,
);
