/** One regression tree on the gradients of a loss. */
import type { BinnedFeature } from "./bins.js";

/** The input of a tree. */
export interface TreeInput {
  features: readonly BinnedFeature[];
  /** Where each feature's sums begin in a histogram, and the length of one. */
  offsets: Int32Array;
  /** First and second derivative of the loss by each row's score. */
  gradients: Float64Array;
  hessians: Float64Array;
}

/** Limits of the size of a tree. */
export interface TreeLimits {
  maxLeaves: number;
  minSamplesLeaf: number;
}

/** A node: with children if it is split, with a value if it is a leaf. */
export interface TreeNode {
  feature: number;
  /** Rows up to this bin go left. */
  bin: number;
  missingLeft: boolean;
  left: TreeNode | null;
  right: TreeNode | null;
  /** What a leaf adds to the score before shrinkage. */
  value: number;
}

/** Sums of gradients and of hessians, and numbers of rows, for each bin of each feature. */
type Histogram = Float64Array;

interface Split {
  gain: number;
  feature: number;
  bin: number;
  missingLeft: boolean;
}

interface Growing {
  node: TreeNode;
  rows: Uint32Array;
  histogram: Histogram;
  split: Split | null;
}

/** Minimum hessian of a leaf, as in scikit-learn. */
const MIN_HESSIAN = 1e-3;

/**
 * Grow a tree best-first: of the best splits of all leaves, the one with the largest gain is made
 * next (LightGBM's and scikit-learn's order), until there are `maxLeaves` or no split gains
 * anything. The histogram of the larger child is that of the parent minus that of the smaller
 * child.
 *
 * @returns the root, and for each row the value of its leaf.
 */
export function growTree(
  input: TreeInput,
  limits: TreeLimits,
): { root: TreeNode; values: Float64Array } {
  const n = input.gradients.length;
  const values = new Float64Array(n);
  const start = (rows: Uint32Array, histogram: Histogram): Growing => ({
    node: { feature: -1, bin: -1, missingLeft: false, left: null, right: null, value: 0 },
    rows,
    histogram,
    split: bestSplit(input, histogram, rows.length, limits),
  });
  const all = Uint32Array.from({ length: n }, (_, row) => row);
  const first = start(all, histogramOf(input, all));
  const leaves = [first];
  while (leaves.length < limits.maxLeaves) {
    let best = -1;
    leaves.forEach(({ split }, i) => {
      if (split !== null && (best < 0 || split.gain > (leaves[best]?.split?.gain ?? 0))) best = i;
    });
    const parent = leaves[best];
    if (parent === undefined || parent.split === null) break;
    const { feature, bin, missingLeft } = parent.split;
    const { bins, ends } = input.features[feature]!;
    const goesLeft = (row: number): boolean =>
      isLeft(bins[row]!, { bin, missingLeft }, ends.length + 1);
    const leftRows = parent.rows.filter(goesLeft);
    const rightRows = parent.rows.filter((row) => !goesLeft(row));
    const isLeftSmaller = leftRows.length <= rightRows.length;
    const small = histogramOf(input, isLeftSmaller ? leftRows : rightRows);
    const large = parent.histogram;
    for (let i = 0; i < large.length; i += 1) large[i]! -= small[i]!;
    const left = start(leftRows, isLeftSmaller ? small : large);
    const right = start(rightRows, isLeftSmaller ? large : small);
    Object.assign(parent.node, { feature, bin, missingLeft, left: left.node, right: right.node });
    leaves.splice(best, 1, left, right);
  }
  for (const { node, rows } of leaves) {
    let [gradient, hessian] = [0, 0];
    for (const row of rows) {
      gradient += input.gradients[row]!;
      hessian += input.hessians[row]!;
    }
    node.value = hessian > 0 ? -gradient / hessian : 0;
    for (const row of rows) values[row] = node.value;
  }
  return { root: first.node, values };
}

/** Whether a bin goes left; `missing` is that of missing values. */
export function isLeft(
  own: number,
  { bin, missingLeft }: Pick<TreeNode, "bin" | "missingLeft">,
  missing: number,
): boolean {
  return own === missing ? missingLeft : own <= bin;
}

/** Where each feature's sums begin: three for each bin, and as many for missing values. */
export function histogramOffsets(features: readonly BinnedFeature[]): Int32Array {
  const offsets = new Int32Array(features.length + 1);
  features.forEach(({ ends }, j) => (offsets[j + 1] = offsets[j]! + 3 * (ends.length + 2)));
  return offsets;
}

function histogramOf(input: TreeInput, rows: Uint32Array): Histogram {
  const { features, offsets, gradients, hessians } = input;
  const histogram = new Float64Array(offsets[features.length]!);
  features.forEach(({ bins, ends, hasMissing }, j) => {
    if (ends.length === 0 && !hasMissing) return;
    const base = offsets[j]!;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i]!;
      const at = base + 3 * bins[row]!;
      histogram[at]! += gradients[row]!;
      histogram[at + 1]! += hessians[row]!;
      histogram[at + 2]! += 1;
    }
  });
  return histogram;
}

function bestSplit(
  { features, offsets }: TreeInput,
  histogram: Histogram,
  rows: number,
  { minSamplesLeaf }: TreeLimits,
): Split | null {
  if (rows < 2 * minSamplesLeaf) return null;
  let best: Split | null = null;
  features.forEach(({ ends, hasMissing }, feature) => {
    if (ends.length === 0 && !hasMissing) return;
    const base = offsets[feature]!;
    const missing = base + 3 * (ends.length + 1);
    let [gradient, hessian] = [0, 0];
    for (let bin = 0; bin <= ends.length; bin += 1) {
      gradient += histogram[base + 3 * bin]!;
      hessian += histogram[base + 3 * bin + 1]!;
    }
    gradient += histogram[missing]!;
    hessian += histogram[missing + 1]!;
    const whole = score(gradient, hessian);
    for (const missingLeft of hasMissing ? [false, true] : [false]) {
      let [g, h, n] = missingLeft
        ? [histogram[missing]!, histogram[missing + 1]!, histogram[missing + 2]!]
        : [0, 0, 0];
      // With missing values on the right, all other values may be on the left.
      const last = hasMissing && !missingLeft ? ends.length : ends.length - 1;
      for (let bin = 0; bin <= last; bin += 1) {
        g += histogram[base + 3 * bin]!;
        h += histogram[base + 3 * bin + 1]!;
        n += histogram[base + 3 * bin + 2]!;
        if (n < minSamplesLeaf || h < MIN_HESSIAN) continue;
        if (rows - n < minSamplesLeaf || hessian - h < MIN_HESSIAN) break;
        const gain = score(g, h) + score(gradient - g, hessian - h) - whole;
        if (gain > 1e-12 && gain > (best?.gain ?? 0)) best = { gain, feature, bin, missingLeft };
      }
    }
  });
  return best;
}

function score(gradient: number, hessian: number): number {
  return (gradient * gradient) / (hessian + 1e-15);
}
