/** A loaded backend; apart from `backend.ts`, whose types bring all those of TensorFlow.js along. */
export interface Backend {
  name: "tensorflow" | "wasm" | "cpu";
  /** One line for people: what computes, and why if it is not the fastest. */
  description: string;
}
