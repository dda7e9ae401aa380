/** Proxies of company networks: which one an address goes through, and the agent for it. */
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { UserError } from "./errors.js";

/** A proxy and the variable that names it. */
export interface Proxy {
  /** With user and password if it has them: must not be printed. */
  url: URL;
  /** In words: "the proxy proxy.example:3128 (HTTPS_PROXY)". */
  title: string;
}

/**
 * The proxy for an address, or null for a direct connection: HTTPS_PROXY, HTTP_PROXY or ALL_PROXY,
 * in lower or upper case, chosen by the scheme of the address. This machine and the hosts listed in
 * NO_PROXY are reached directly: a name stands for its subdomains too ("example.com",
 * ".example.com", "*.example.com"), IP addresses are matched exactly, each with or without a port,
 * and "*" stands for every host.
 *
 * @throws UserError if the variable does not hold the address of an http or https proxy; its value
 * is not quoted, as it may contain a password.
 */
export function proxyFor(address: string, env: NodeJS.ProcessEnv = process.env): Proxy | null {
  const { protocol, hostname, port } = new URL(address);
  const isSecure = protocol === "https:";
  const found = firstOf(env, [isSecure ? "https_proxy" : "http_proxy", "all_proxy"]);
  if (found === null || isLoopback(hostname)) return null;
  if (isExempt(hostname, port || (isSecure ? "443" : "80"), firstOf(env, ["no_proxy"])?.value)) {
    return null;
  }
  const { name, value } = found;
  const text = value.includes("://") ? value : `http://${value}`;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || !decodes(new URL(text))) {
    throw new UserError(
      `${name}: expected the address of an http or https proxy, such as http://proxy.example:3128. ` +
        "Write special characters of a user name or a password as %40 for @, %23 for #. Correct it in the " +
        "environment.",
    );
  }
  const url = new URL(text);
  return { url, title: `the proxy ${url.host} (${name})` };
}

/**
 * An agent for requests to `address`, through its proxy or directly.
 *
 * @param options those of Node's own agents, such as `keepAlive`.
 * @throws UserError like {@link proxyFor}.
 */
export async function agentFor(
  address: string,
  options: http.AgentOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<http.Agent> {
  const isSecure = address.startsWith("https:");
  const proxy = proxyFor(address, env);
  if (proxy === null) return isSecure ? new https.Agent(options) : new http.Agent(options);
  if (isSecure) {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    return new HttpsProxyAgent(proxy.url, options);
  }
  const { HttpProxyAgent } = await import("http-proxy-agent");
  return new HttpProxyAgent(proxy.url, options);
}

/** What Node's error codes say about a certificate that it does not trust. */
const CERTIFICATE_PROBLEMS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another server",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "it is signed by an authority that Node does not know",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "it is signed by an authority that Node does not know",
  UNABLE_TO_GET_ISSUER_CERT: "it is signed by an authority that Node does not know",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "it is signed by an authority that Node does not know",
  CERT_UNTRUSTED: "it is signed by an authority that Node does not know",
  CERT_REVOKED: "it was revoked",
};

/**
 * What is wrong with a certificate and what to do, by the code of the error; null for any other
 * error.
 *
 * @example "its certificate is not trusted (it has expired, CERT_HAS_EXPIRED). Check …"
 */
export function certificateWords(code: string): string | null {
  const problem = CERTIFICATE_PROBLEMS[code];
  if (problem === undefined) return null;
  const what = `its certificate is not trusted: ${problem} (${code}).`;
  return /EXPIRED|VALID$/.test(code)
    ? `${what} Check the clock of this machine; if it is right, the certificate is wrong.`
    : `${what} In a network that inspects encrypted traffic, set NODE_EXTRA_CA_CERTS to the file (PEM) with ` +
        "the certificate of its authority before you start the command.";
}

/** An environment whose proxies all have a scheme: pip takes "user:password@proxy:3128" for no address. */
export function withSchemes(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      const text = value?.trim() ?? "";
      const isBare = /^(https?|all)_proxy$/i.test(name) && text !== "" && !text.includes("://");
      return [name, isBare ? `http://${text}` : value];
    }),
  );
}

/** Lower case wins, as in curl. An empty value counts as unset. */
function firstOf(
  env: NodeJS.ProcessEnv,
  names: readonly string[],
): { name: string; value: string } | null {
  for (const name of names.flatMap((lower) => [lower, lower.toUpperCase()])) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return null;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

function isExempt(hostname: string, port: string, list = ""): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = "", onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === "" || (onlyPort !== undefined && onlyPort !== port)) return false;
      const plain = name.replace(/^\*?\./, "");
      return (
        plain === "*" || hostname === plain || (!isIP(plain) && hostname.endsWith(`.${plain}`))
      );
    });
}

/** A lone % in a password cannot be decoded and would make the agent fail. */
function decodes({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
