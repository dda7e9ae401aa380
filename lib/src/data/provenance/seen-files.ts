/**
 * The files that this process has read, with their SHA-256. A kernel may hold rows for hours while
 * another collection replaces the file that they came from: whatever is made of the rows must be
 * recorded as made from the file that was read.
 */
const seen = new Map<string, string>();

/** Remember the SHA-256 of a file when it is read. */
export function rememberSeen(path: string, sha256: string): void {
  seen.set(path, sha256);
}

/** The SHA-256 of a file when this process last read it; null if it has not. */
export function seenHash(path: string): string | null {
  return seen.get(path) ?? null;
}

/** Forget a file that this process has replaced. */
export function forgetSeen(path: string): void {
  seen.delete(path);
}
