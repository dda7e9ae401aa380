/**
 * A drawing process of this process's own: started with the first figure, ended with this process.
 */
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { endMarked } from "../../base/process-tree.js";
import { MARK } from "./browsers.js";
import {
  PROCESS_FILE,
  type DrawingAnswer,
  type DrawingQuestion,
  type DrawingReply,
  type DrawingRequest,
} from "./messages.js";

const REPLY_MS = 90_000;

interface Drawing {
  process: ChildProcess;
  waiting: Map<number, (reply: DrawingReply) => void>;
}

let drawing: Drawing | undefined;
let lastId = 0;

/** Have a figure drawn, starting the process if need be; it draws one figure at a time. */
export async function drawInOwnProcess(question: DrawingQuestion): Promise<DrawingAnswer> {
  drawing ??= startDrawing();
  const { process: child, waiting } = drawing;
  const id = (lastId += 1);
  const sleeping = waiting.size === 0;
  return await new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      settle({ id, kind: "no browser", problem: `no answer within ${REPLY_MS / 1000} s` });
    }, REPLY_MS);
    const settle = (reply: DrawingReply): void => {
      clearTimeout(timer);
      waiting.delete(id);
      // Node may end when only an idle drawing process is left; until then it must wait.
      if (waiting.size === 0) child.channel?.unref();
      resolve(reply);
    };
    waiting.set(id, settle);
    if (sleeping) child.channel?.ref();
    child.send({ id, ...question } satisfies DrawingRequest, (error) => {
      if (error !== null) settle({ id, kind: "crash", problem: error.message });
    });
  });
}

/** End the process, if there is one, and its browser. */
export function endOwnProcess(): void {
  if (drawing?.process.connected) drawing.process.disconnect();
  drawing = undefined;
}

function startDrawing(): Drawing {
  // Without the parent's flags: the child of a kernel under a debugger would wait for a debugger
  // too.
  const mark = randomUUID();
  const child = fork(PROCESS_FILE, {
    env: { ...process.env, [MARK]: mark },
    stdio: "ignore",
    serialization: "advanced",
    execArgv: [],
  });
  const started: Drawing = { process: child, waiting: new Map() };
  const end = (reason: string): void => {
    if (drawing === started) drawing = undefined;
    for (const [id, settle] of [...started.waiting]) {
      settle({ id, kind: "crash", problem: reason });
    }
  };
  child.on("message", (reply: DrawingReply) => started.waiting.get(reply.id)?.(reply));
  child.on("error", (error) => end(error.message));
  child.on("exit", () => {
    // It may have ended without time to end its browser.
    endMarked(MARK, mark);
    end("the drawing process ended");
  });
  child.unref();
  child.channel?.unref();
  return started;
}
