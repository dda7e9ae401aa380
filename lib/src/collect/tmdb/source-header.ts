/** Where the rows of a response come from, by its headers. */
import type { Source } from "../../data/collection.js";
import { LIVE_BASE_URL } from "../../base/settings.js";

/** The sandbox identifies itself; anything else at TMDb's address is TMDb. */
export function sourceOf(baseUrl: string, headers: { get(name: string): string | null }): Source {
  const kind = headers.get("x-catalogue-kind");
  if (kind === "simulated" || kind === "file") {
    return { kind, label: decode(headers.get("x-catalogue-label") ?? kind) };
  }
  if (baseUrl === LIVE_BASE_URL) return { kind: "live", label: "TMDb" };
  return { kind: "server", label: `server at ${new URL(baseUrl).host}` };
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** Whether a source is one that says of itself that it is not TMDb. */
export function isMarked({ kind }: Source): boolean {
  return kind === "simulated" || kind === "file";
}
