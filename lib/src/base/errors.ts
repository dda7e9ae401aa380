/**
 * The error whose message says how to correct a mistake.
 *
 * @module
 */
import { inspect } from "node:util";
import { showControls } from "./escape.js";
import { withoutPasswords } from "./secret.js";

/**
 * A mistake that the user can correct. The message says everything in a sentence or two: what is
 * wrong, what was expected and what to do next.
 *
 * Its `stack` is the message alone: tslab and Node print the stack of an uncaught error, and nobody
 * should have to read a stack trace to learn that a file is missing. Control characters in quoted
 * text are made visible.
 */
export class UserError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(withoutPasswords(showControls(message)), options);
    this.name = "UserError";
    this.stack = this.message;
  }

  /** JupyterLab shows an error by inspecting it, so this too is the message alone. */
  [inspect.custom](): string {
    return this.message;
  }
}
