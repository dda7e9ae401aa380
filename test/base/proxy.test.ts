import { agentFor, certificateWords, proxyFor } from "../../lib/src/base/proxy.js";

const HTTPS = "https://api.themoviedb.org/3";
const PROXY = "http://proxy.example:3128";

describe("the proxy for an address", () => {
  test.each([
    ["none without a variable", HTTPS, {}, null],
    ["HTTPS_PROXY for https", HTTPS, { HTTPS_PROXY: PROXY }, "proxy.example:3128"],
    ["https_proxy wins", HTTPS, { HTTPS_PROXY: PROXY, https_proxy: "http://b:1" }, "b:1"],
    ["HTTP_PROXY not for https", HTTPS, { HTTP_PROXY: PROXY }, null],
    ["HTTP_PROXY for http", "http://a.example/3", { HTTP_PROXY: PROXY }, "proxy.example:3128"],
    ["ALL_PROXY for both", HTTPS, { ALL_PROXY: PROXY }, "proxy.example:3128"],
    [
      "a proxy without a scheme",
      HTTPS,
      { https_proxy: "proxy.example:3128" },
      "proxy.example:3128",
    ],
    ["an empty variable is none", HTTPS, { HTTPS_PROXY: " " }, null],
    ["never for this machine", "http://127.0.0.1:80/3", { HTTP_PROXY: PROXY }, null],
    ["never for this machine (IPv6)", "http://[::1]/3", { HTTP_PROXY: PROXY }, null],
    ["NO_PROXY *", HTTPS, { HTTPS_PROXY: PROXY, NO_PROXY: "*" }, null],
    ["no_proxy, a domain", HTTPS, { HTTPS_PROXY: PROXY, no_proxy: "a.b, themoviedb.org" }, null],
    ["NO_PROXY with a dot", HTTPS, { HTTPS_PROXY: PROXY, NO_PROXY: ".TheMovieDB.org" }, null],
    ["NO_PROXY with *.", HTTPS, { HTTPS_PROXY: PROXY, NO_PROXY: "*.themoviedb.org" }, null],
    ["NO_PROXY with its port", HTTPS, { HTTPS_PROXY: PROXY, NO_PROXY: "themoviedb.org:443" }, null],
    [
      "NO_PROXY, other port",
      HTTPS,
      { HTTPS_PROXY: PROXY, NO_PROXY: "themoviedb.org:80" },
      "proxy.example:3128",
    ],
    [
      "NO_PROXY, no whole label",
      HTTPS,
      { HTTPS_PROXY: PROXY, NO_PROXY: "moviedb.org" },
      "proxy.example:3128",
    ],
  ])("%s", (_, address, env, host) => {
    expect(proxyFor(address, env)?.url.host ?? null).toBe(host);
  });

  test.each([
    "socks5://s3cret@h:1",
    "http://user:s3cret@",
    "http://user:s3cret%zz@h:1",
    "http://u:s3cret#@h:1",
  ])("%s is refused without quoting it", (value) => {
    const read = () => proxyFor(HTTPS, { HTTPS_PROXY: value });
    expect(read).toThrow(/^HTTPS_PROXY: expected the address of an http or https proxy/);
    expect(read).not.toThrow(/s3cret/);
  });

  test("is named without user and password", () => {
    const proxy = proxyFor(HTTPS, { HTTPS_PROXY: "http://user:s3cret@proxy.example:3128" });
    expect(proxy?.title).toBe("the proxy proxy.example:3128 (HTTPS_PROXY)");
  });
});

test("an agent goes through the proxy, or straight", async () => {
  const env = { HTTPS_PROXY: PROXY };
  expect(await agentFor(HTTPS, {}, env)).toHaveProperty("proxy.host", "proxy.example:3128");
  expect(await agentFor("http://a.example", {}, env)).not.toHaveProperty("proxy");
});

test("a certificate that is not trusted has a sentence of its own, another error none", () => {
  expect(certificateWords("SELF_SIGNED_CERT_IN_CHAIN")).toMatch(/NODE_EXTRA_CA_CERTS/);
  expect(certificateWords("CERT_HAS_EXPIRED")).toMatch(/expired.*clock/);
  expect(certificateWords("ECONNRESET")).toBeNull();
});
