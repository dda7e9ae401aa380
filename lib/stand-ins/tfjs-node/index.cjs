/** In the place of the native backend, which danfojs asks for by this name: it computes on the plain one. */
"use strict";

module.exports = require("@tensorflow/tfjs");
