/**
 * The files that this process has read, by their SHA-256. A kernel may hold rows for hours, while
 * another collection takes the place of the file that they came from: what is made of the rows must
 * be recorded as made from the file that was read.
 */
const seen = new Map<string, string>();

/** Remember what a file was when it was read. */
export function rememberSeen(path: string, sha256: string): void {
  seen.set(path, sha256);
}

/** The SHA-256 of a file when this process last read it; null if it did not. */
export function seenHash(path: string): string | null {
  return seen.get(path) ?? null;
}

/** Forget a file that this process has replaced. */
export function forgetSeen(path: string): void {
  seen.delete(path);
}
