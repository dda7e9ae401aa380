/**
 * Operations as methods of tensors: `x.add(y)` for `add(x, y)`. The core has them in files that only a bundler
 * reads, so that whoever requires it finds tensors without them.
 */
"use strict";

/** The methods that are no operation of the same name with the tensor before the other arguments. */
function otherMethods({ cast, concat, image, reshape, stack, Tensor, where }) {
  const listed = (x) => (x instanceof Tensor ? [x] : x);
  return {
    as1D: (tensor) => reshape(tensor, [tensor.size]),
    as2D: (tensor, ...shape) => reshape(tensor, shape),
    as3D: (tensor, ...shape) => reshape(tensor, shape),
    as4D: (tensor, ...shape) => reshape(tensor, shape),
    as5D: (tensor, ...shape) => reshape(tensor, shape),
    asScalar: (tensor) => reshape(tensor, []),
    asType: cast,
    concat: (tensor, x, axis) => concat([tensor, ...listed(x)], axis),
    flatten: (tensor) => reshape(tensor, [tensor.size]),
    reshapeAs: (tensor, x) => reshape(tensor, x.shape),
    resizeBilinear: image.resizeBilinear,
    resizeNearestNeighbor: image.resizeNearestNeighbor,
    stack: (tensor, x, axis) => stack([tensor, ...listed(x)], axis),
    toBool: (tensor) => cast(tensor, "bool"),
    toFloat: (tensor) => cast(tensor, "float32"),
    toInt: (tensor) => cast(tensor, "int32"),
    where: (tensor, condition, x) => where(condition, tensor, x),
  };
}

/** Give the tensors of a core the methods that they do not have yet. */
function registerMethods(core) {
  const { prototype } = core.Tensor;
  // The core marks what it made an operation by its name.
  const operations = Object.entries(core).filter(([, value]) => value?.name?.endsWith?.("__op"));
  const methods = { ...Object.fromEntries(operations), ...otherMethods(core) };
  for (const [name, operation] of Object.entries(methods)) {
    prototype[name] ??= function (...others) {
      this.throwIfDisposed();
      return operation(this, ...others);
    };
  }
}

module.exports = { registerMethods };
