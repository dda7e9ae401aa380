/** `npm run setup:native`: set up TensorFlow.js' native backend, even if its own download fails. */
import {
  NativeUnavailable,
  removeNative,
  setUpNative,
  type NativeState,
} from "../jupyter/native/index.js";
import { formatMegabytes } from "../jupyter/native/files.js";
import { parseOptions, runMain } from "./cli.js";
import { Progress } from "./progress.js";

const USAGE =
  "Usage: npm run setup:native -- [--undo]. Exits with status 3 if something outside the project is " +
  "missing: the network, a compiler, a library for this machine.";

/** The exit status if the native backend is unavailable for a reason outside the project. */
const STATUS_UNAVAILABLE = 3;

runMain(async (signal) => {
  const { values } = parseOptions(USAGE, { options: { undo: { type: "boolean" } } });
  const progress = new Progress();
  progress.start("Native backend");
  try {
    if (values.undo) progress.finish(undone(await removeNative({ signal })));
    else progress.finish(ready(await setUpNative(callbacks(progress, signal))));
    return 0;
  } catch (error) {
    progress.fail(signal.aborted ? "stopped" : "not set up");
    if (!(error instanceof NativeUnavailable)) throw error;
    console.error(`${error.message} Without it everything works on WebAssembly.`);
    return STATUS_UNAVAILABLE;
  }
});

function callbacks(progress: Progress, signal: AbortSignal) {
  return {
    signal,
    onStep: (text: string) => progress.announce(text),
    onProgress: (text: string) => progress.update(text),
  };
}

function ready({ version, bytes, origin }: NativeState): string {
  const what = `TensorFlow ${version}, ${formatMegabytes(bytes)} in node_modules/tfjs-node`;
  return origin === null ? `nothing to do: ${what}, works` : `ready: ${what}, from ${origin}`;
}

function undone(bytes: number): string {
  if (bytes === 0) return "nothing to undo";
  return `removed, ${formatMegabytes(bytes)} were freed; TensorFlow.js now uses WebAssembly`;
}
