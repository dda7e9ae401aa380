import { UserError } from "../../base/errors.js";

/**
 * The native backend cannot be had here, for a reason outside of this project: no network, no
 * compiler.
 */
export class NativeUnavailable extends UserError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "NativeUnavailable";
  }
}
