/**
 * The error whose message says how to correct a mistake.
 *
 * @module
 */
import { inspect } from "node:util";
import { showControls } from "./escape.js";

/**
 * A mistake that the person at the keyboard can mend: the message is the whole story, a sentence or
 * two that name the offender, what was expected and what to do next.
 *
 * Its `stack` is the message alone, because tslab and Node print the stack of an uncaught error and
 * nobody should read a stack trace to learn that a file is missing. Control characters of what it quotes are shown.
 */
export class UserError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(showControls(message), options);
    this.name = "UserError";
    this.stack = this.message;
  }

  /** JupyterLab shows an error by inspecting it: it too gets the message alone. */
  [inspect.custom](): string {
    return this.message;
  }
}
