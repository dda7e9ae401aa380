/**
 * A loaded backend; separate from `backend/index.ts`, whose types import all those of
 * TensorFlow.js.
 */
export interface Backend {
  name: "tensorflow" | "wasm" | "cpu";
  /** One line for users: what computes, and why if it is not the fastest. */
  description: string;
}
