/**
 * Interrupting a cell.
 *
 * @module
 */
import { isNotebook } from "./output.js";

/** A signal for the duration of a computation. */
export interface InterruptSignal {
  signal: AbortSignal;
  /** Call this when the work has ended: the signal no longer fires. */
  release: () => void;
}

/**
 * A signal that fires when the user interrupts the cell. tslab itself only abandons the cell's
 * promise: the work that the cell started would continue while the next cells run.
 *
 * Outside a notebook it never fires: there the command handles Ctrl-C.
 */
export function interruptSignal(): InterruptSignal {
  const controller = new AbortController();
  const { signal } = controller;
  if (!isNotebook()) return { signal, release: () => {} };
  const interrupt = () => controller.abort();
  let isReleased = false;
  // Jupyter interrupts a kernel with SIGINT; tslab listens too, and survives. While the first,
  // synchronous part of a cell runs, Node replaces all handlers with its own, and a handler added
  // then would leave the kernel with none, so that the next SIGINT would kill it. Hence it is added
  // after that part.
  queueMicrotask(() => {
    if (!isReleased) process.once("SIGINT", interrupt);
  });
  const release = () => {
    isReleased = true;
    process.off("SIGINT", interrupt);
  };
  return { signal, release };
}
