/**
 * In the place of `@tensorflow/tfjs`, which danfojs and the native backend ask for: the core of TensorFlow.js,
 * its plain backend and `data`. Layers, converters, WebGL and gradients, which nothing here uses, would take
 * 220 MB more.
 */
"use strict";

const core = require("@tensorflow/tfjs-core");
const { registerMethods } = require("./methods.cjs");
require("@tensorflow/tfjs-backend-cpu");

registerMethods(core);

module.exports = {
  ...core,
  /** Loaded when it is asked for: only the samples of danfojs need it. */
  get data() {
    return require("@tensorflow/tfjs-data");
  },
  // Of layers, what the native backend calls and extends while it loads: the progress bars of their training.
  CustomCallback: class CustomCallback {},
  registerCallbackConstructor() {},
};
