/** A request to TMDb: its history, its address, the value of its response. */
import type { Secret } from "../../base/secret.js";

/** Query parameters by TMDb's names. */
export type Query = Readonly<Record<string, string | number | boolean>>;

/** The highest page TMDb serves, whatever `total_pages` says. */
export const MAX_PAGE = 500;

/** The language of titles and overviews. */
export const LANGUAGE = "en-US";

/** A request with its history. */
export class Request<T> {
  attempts = 0;
  refusals = 0;
  /** When its last attempt began. */
  began = -Infinity;
  /** Valid responses to any request when its last attempt began, and the one before. */
  goods = 0;
  goodsBefore = 0;
  /** Whether the last response had only invalid rows. */
  isOdd = false;

  constructor(
    readonly path: string,
    readonly query: Query,
    readonly read: (body: unknown) => T,
    /** Retries after which it fails, if the server answers others. */
    public budget: number,
  ) {}

  get page(): number {
    return Number(this.query.page ?? 1);
  }

  get what(): string {
    return this.page > 1 ? `page ${this.page} of ${this.path}` : this.path;
  }
}

/**
 * The address and the headers of a request.
 *
 * @param secret a v3 key goes into the address, a v4 token into a header.
 */
export function addressOf(
  baseUrl: string,
  { path, query }: Request<unknown>,
  secret: Secret,
): { url: string; headers: Record<string, string> } {
  const url = new URL(`${baseUrl}/${path}`);
  const parameters = Object.entries({ language: LANGUAGE, ...query });
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  const key = secret.reveal();
  const isToken = key.startsWith("eyJ") && key.split(".").length === 3;
  if (!isToken) url.searchParams.set("api_key", key);
  const authorization = isToken ? { authorization: `Bearer ${key}` } : {};
  return { url: url.href, headers: { accept: "application/json", ...authorization } };
}

/** The value of a JSON body; undefined if it is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** The address of a redirect, of which only the host is shown. */
export function redirectOf(
  baseUrl: string,
  headers: { get(name: string): string | null },
): URL | null {
  const location = headers.get("location");
  return location !== null && URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : null;
}
