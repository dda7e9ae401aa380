/**
 * Newton's method for the logistic loss, each step solved by preconditioned conjugate gradients.
 */
import type { LogisticLoss, LossState } from "./loss.js";
import type { Preconditioner } from "./curvature.js";

/** The result of {@link minimise}. */
export interface Minimum {
  point: Float64Array;
  state: LossState;
  /** The number of Newton steps. */
  steps: number;
}

/** Options of {@link minimise}. */
export interface MinimiseOptions {
  maxIter: number;
  /** Whether the gradient is small enough to stop. */
  isDone: (point: Float64Array, state: LossState) => boolean;
  /** Factorises a matrix close to the Hessian at a point. */
  precondition: (curvature: Float64Array) => Promise<Preconditioner>;
}

/** After this many inner steps in one Newton step, the preconditioner is renewed. */
const STALE_AFTER = 12;
const MAX_INNER = 200;

/**
 * Minimise the loss from `start`. The loss is convex, so each accepted step lowers it; close to the
 * optimum, where the loss no longer changes in float64, the gradient decides.
 *
 * Method: line-search Newton-CG (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.1).
 */
export async function minimise(
  loss: LogisticLoss,
  start: Float64Array,
  { maxIter, isDone, precondition }: MinimiseOptions,
): Promise<Minimum> {
  let point = start;
  let state = loss.at(point);
  let solve: Preconditioner | null = null;
  let steps = 0;
  while (steps < maxIter && !isDone(point, state)) {
    const isFresh: boolean = solve === null;
    solve ??= await precondition(state.curvature);
    const newton = newtonStep(loss, state, solve);
    const next = lineSearch(loss, point, newton.step, state);
    if (next === null && isFresh) break;
    // If a step fails or is costly with an old preconditioner, renew it.
    if (next === null || newton.inner > STALE_AFTER) solve = null;
    if (next === null) continue;
    ({ point, state } = next);
    steps += 1;
  }
  return { point, state, steps };
}

/** Solve Hessian * step = -gradient, more accurately closer to the optimum. */
function newtonStep(
  loss: LogisticLoss,
  { gradient, curvature }: LossState,
  solve: Preconditioner,
): { step: Float64Array; inner: number } {
  const residual = gradient.map((value) => -value);
  const step = new Float64Array(loss.size);
  let preconditioned = solve(residual);
  let direction: Float64Array = Float64Array.from(preconditioned);
  let size = dot(residual, preconditioned);
  const enough = size * Math.min(1e-4, size);
  let inner = 0;
  while (inner < MAX_INNER && size > enough && size > 0) {
    const curved = loss.curve(curvature, direction);
    const along = dot(direction, curved);
    if (!(along > 0)) break;
    const length = size / along;
    for (let j = 0; j < loss.size; j += 1) {
      step[j]! += length * direction[j]!;
      residual[j]! -= length * curved[j]!;
    }
    preconditioned = solve(residual);
    const next = dot(residual, preconditioned);
    const turn = next / size;
    direction = preconditioned.map((value, j) => value + turn * direction[j]!);
    size = next;
    inner += 1;
  }
  return { step, inner };
}

/** Halve the step until the loss falls enough (Armijo's condition); null when it no longer can. */
function lineSearch(
  loss: LogisticLoss,
  point: Float64Array,
  step: Float64Array,
  state: LossState,
): { point: Float64Array; state: LossState } | null {
  const slope = dot(step, state.gradient);
  if (!(slope < 0)) return null;
  for (let length = 1; length > 1e-10; length /= 2) {
    const candidate = point.map((value, j) => value + length * step[j]!);
    const reached = loss.at(candidate);
    if (reached.value <= state.value + 1e-4 * length * slope) {
      return { point: candidate, state: reached };
    }
    const rounding = 1e-12 * Math.abs(state.value);
    const isCloser = dot(reached.gradient, reached.gradient) < dot(state.gradient, state.gradient);
    if (isCloser && reached.value <= state.value + rounding) {
      return { point: candidate, state: reached };
    }
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += a[j]! * b[j]!;
  return sum;
}
