/** Whether this Node can run the project. */
import { UserError } from "./errors.js";

/**
 * Major and minor version of the oldest supported Node; `engines` in package.json says the same.
 */
const OLDEST_NODE = [20, 3] as const;

/** @throws UserError if this version of Node is too old. */
export function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new UserError(
    `Node ${version} is too old: install Node ${OLDEST_NODE.join(".")} or newer ` +
      "(https://nodejs.org), then run npm ci again.",
  );
}
