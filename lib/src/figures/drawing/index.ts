/**
 * Has figures drawn by the process that the kernels of a run share, or by a child of this process.
 */
import type { DrawingAnswer, DrawingQuestion } from "./messages.js";
import { drawInOwnProcess } from "./own-process.js";
import { drawInSharedProcess } from "./server.js";

/** Draw a figure; if the drawing process crashes, try once more. */
export async function draw(question: DrawingQuestion): Promise<DrawingAnswer> {
  const shared = await drawInSharedProcess(question);
  const first = shared ?? (await drawInOwnProcess(question));
  if (!("kind" in first) || first.kind !== "crash") return first;
  return await drawInOwnProcess(question);
}
