import { UserError } from "../../base/errors.js";
import { interruptSignal } from "../../cell/interrupt.js";

/** What every long work of the validation can be told. */
export interface StepOptions {
  /** Ends the work when it aborts; an interrupted cell ends it in any case. */
  signal?: AbortSignal;
  /** Told after each step. */
  onProgress?: (done: number, total: number) => void;
}

/** Milliseconds of computing after which the event loop gets a turn: for the interrupt, for displays. */
const BREATH_MS = 40;

/**
 * Do one step after the other, in the order of `inputs`.
 *
 * @param until asked after each step whether the results so far are enough; default: never.
 * @returns the results, in the same order; of the first inputs where `until` said so.
 * @throws UserError saying how far it came when the cell is interrupted or the signal aborts.
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
      if (performance.now() - breath > BREATH_MS) {
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
