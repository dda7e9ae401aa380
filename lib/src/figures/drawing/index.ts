/** Has figures drawn, by the process that the kernels of a run share or by one of this process's own. */
import type { DrawingAnswer, DrawingQuestion } from "./messages.js";
import { drawInOwnProcess } from "./own-process.js";
import { drawInSharedProcess } from "./server.js";

/** Draw a figure; a process that died over it is given one more try. */
export async function draw(question: DrawingQuestion): Promise<DrawingAnswer> {
  const shared = await drawInSharedProcess(question);
  const first = shared ?? (await drawInOwnProcess(question));
  if (!("kind" in first) || first.kind !== "crash") return first;
  return await drawInOwnProcess(question);
}
