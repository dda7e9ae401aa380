import { inspect } from "node:util";

/** A value that must never be printed: every conversion to text gives `[hidden]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the request that needs it. */
  reveal(): string {
    return this.#value;
  }

  /**
   * `text` with every occurrence of the value, plain or percent-encoded, replaced by `[hidden]`.
   */
  redact(text: string): string {
    return text
      .replaceAll(this.#value, "[hidden]")
      .replaceAll(encodeURIComponent(this.#value), "[hidden]");
  }

  /** `[hidden]`. */
  toString(): string {
    return "[hidden]";
  }

  /** `[hidden]`. */
  toJSON(): string {
    return "[hidden]";
  }

  /** `[hidden]`, for Node's console and for JupyterLab. */
  [inspect.custom](): string {
    return "[hidden]";
  }
}

/** Variables of proxies and of pip, whose addresses may have a user and a password. */
const WITH_LOGIN = /(_proxy|_index_url|_find_links)$/i;

/**
 * What another program has said, without the users and passwords of addresses in it, and without those that the
 * environment has for proxies and package indexes.
 */
export function withoutPasswords(text: string, env: NodeJS.ProcessEnv = process.env): string {
  const logins = Object.entries(env).flatMap(([name, value = ""]) =>
    WITH_LOGIN.test(name) ? loginsIn(value) : [],
  );
  return logins
    .reduce((rest, login) => new Secret(login).redact(rest), text)
    .replace(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#'"]*@/gi, "$1[hidden]@");
}

/** Users with their passwords, and passwords alone if they are long enough not to be part of other words. */
function loginsIn(addresses: string): string[] {
  return addresses.split(/[\s,]+/).flatMap((address) => {
    const [, login = "", password = ""] =
      /^(?:[a-z][a-z\d+.-]*:\/\/)?([^/:]*:([^/]*))@/i.exec(address) ?? [];
    const alone = [password, decoded(password)].filter(({ length }) => length >= 4);
    return login === "" || password === "" ? [] : [login, ...alone];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
