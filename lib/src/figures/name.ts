/** The names of figures. */
import { UserError } from "../base/errors.js";

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws UserError if a name is not in kebab-case. */
export function assertFigureName(name: string): void {
  if (NAME.test(name)) return;
  throw new UserError(
    `The figure's name "${name}" is not in kebab-case: it becomes a file name, so use lower-case ` +
      "letters, digits and single hyphens, such as hit-rate-by-genre.",
  );
}
