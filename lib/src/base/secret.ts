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
