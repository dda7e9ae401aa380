/**
 * The interruption of a cell.
 *
 * @module
 */
import { isNotebook } from "./output.js";

/** A signal for the length of a work. */
export interface InterruptSignal {
  signal: AbortSignal;
  /** To be called when the work has ended: the signal does not fire any more. */
  release: () => void;
}

/**
 * A signal that fires when the person interrupts the cell. tslab itself only lets go of the cell's
 * promise: what the cell has begun would go on behind the next cells.
 *
 * Outside of a notebook it never fires: there Ctrl-C is the command's affair.
 */
export function interruptSignal(): InterruptSignal {
  const controller = new AbortController();
  const { signal } = controller;
  if (!isNotebook()) return { signal, release: () => {} };
  const interrupt = () => controller.abort();
  let isReleased = false;
  // Jupyter interrupts a kernel by SIGINT; tslab listens too, and stays alive. While the first, synchronous
  // part of a cell runs, Node has put its own handler in the place of all others, and one that is added
  // then would leave the kernel with none: it would die of the next SIGINT. So not before that part ends.
  queueMicrotask(() => {
    if (!isReleased) process.once("SIGINT", interrupt);
  });
  const release = () => {
    isReleased = true;
    process.off("SIGINT", interrupt);
  };
  return { signal, release };
}
