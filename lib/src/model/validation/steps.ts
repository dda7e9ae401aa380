import { UserError } from "../../base/errors.js";
import { interruptSignal } from "../../cell/interrupt.js";

/** Options of every long computation of the validation. */
export interface StepOptions {
  /** Cancels the computation; interrupting the cell does so too. */
  signal?: AbortSignal;
  /** Called after each step. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Milliseconds of computing after which the event loop gets a turn, for interrupts and displays.
 */
const YIELD_MS = 40;

/**
 * Run steps one by one, in the order of `inputs`.
 *
 * @param until called after each step: whether the results so far are enough; default never.
 * @returns the results in the same order; only those of the first inputs if `until` ended the work.
 * @throws UserError with the number of steps done, if the cell is interrupted or the signal aborts.
 */
export async function runSteps<T, R>(
  inputs: readonly T[],
  step: (input: T, index: number) => Promise<R> | R,
  { signal, onProgress }: StepOptions = {},
  until: (results: readonly R[]) => boolean = () => false,
): Promise<R[]> {
  const interruption = interruptSignal();
  const results: R[] = [];
  let breath = performance.now();
  try {
    for (const [index, input] of inputs.entries()) {
      if (performance.now() - breath > YIELD_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        breath = performance.now();
      }
      if (signal?.aborted || interruption.signal.aborted) {
        throw new UserError(`Stopped after ${index} of ${inputs.length} steps.`);
      }
      results.push(await step(input, index));
      onProgress?.(results.length, inputs.length);
      if (until(results)) break;
    }
    return results;
  } finally {
    interruption.release();
  }
}
