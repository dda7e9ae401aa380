/**
 * One output of a cell in several MIME types.
 *
 * The only module that uses tslab's internals: its public `display` sends one MIME type per call,
 * so an interactive figure and its image would be two outputs. If the internals differ from those
 * of tslab 1.0.22, the types are sent one by one; outside a notebook their text goes to the
 * console.
 */
import { showControls } from "../base/escape.js";
import { createRequire } from "node:module";

/** An output by MIME type; the frontend shows the richest type that it can. */
export type MimeBundle = Record<string, unknown>;

/** Metadata of the parts of an output, by MIME type. */
export interface PublishOptions {
  metadata?: Record<string, unknown>;
}

/** An output that is updated in place. */
export interface UpdatableOutput {
  /** Show the bundle: the first time as a new output, afterwards in place of the last one. */
  show: (bundle: MimeBundle, options?: PublishOptions) => void;
}

interface DisplayData {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

type WriteDisplayData = (data: DisplayData, update?: boolean) => void;

interface RawDisplay {
  raw: (mimeType: string, content: unknown) => void;
}

/** The parts of tslab's modules `dist/jupyter` and `dist/public` that this module uses. */
export interface TslabModules {
  jupyter?: { lastWriteDisplayData?: WriteDisplayData | null };
  public?: { display?: RawDisplay; newDisplay?: () => RawDisplay };
}

/** Whether the code runs in a cell. */
export function isNotebook(tslab: TslabModules = loadedTslab()): boolean {
  return writerOf(tslab) !== null || tslab.public?.display !== undefined;
}

/**
 * Publish one output that holds all the MIME types of `bundle`; `text/plain` should be one of them.
 *
 * @param tslab its modules, replaceable in tests.
 */
export function publish(
  bundle: MimeBundle,
  { metadata = {} }: PublishOptions = {},
  tslab: TslabModules = loadedTslab(),
): void {
  const write = writerOf(tslab);
  if (write !== null) write({ data: bundle, metadata, transient: {} });
  else publishParts(bundle, tslab.public?.display);
}

/**
 * An output that is updated in place, such as a progress line. The notebook keeps its last state.
 */
export function updatable(tslab: TslabModules = loadedTslab()): UpdatableOutput {
  // Taken now: tslab's own writer changes with the cell, but updates belong to the cell that began
  // them.
  const write = writerOf(tslab);
  if (write === null) {
    const display = tslab.public?.newDisplay?.();
    return { show: (bundle) => publishParts(bundle, display) };
  }
  // Display ids are not saved in the notebook, so its bytes do not depend on them.
  const display_id = `netflix-hits-${process.pid}-${(displays += 1)}`;
  let update = false;
  return {
    show: (bundle, { metadata = {} } = {}) => {
      write({ data: bundle, metadata, transient: { display_id } }, update);
      update = true;
    },
  };
}

let displays = 0;

function writerOf({ jupyter }: TslabModules): WriteDisplayData | null {
  return jupyter?.lastWriteDisplayData ?? null;
}

function publishParts(bundle: MimeBundle, display: RawDisplay | undefined): void {
  const { "text/plain": text, ...rich } = bundle;
  if (display === undefined) {
    if (text !== undefined) console.log(typeof text === "string" ? showControls(text) : text);
    return;
  }
  const parts = Object.entries(rich);
  for (const [type, content] of parts.length > 0 ? parts : Object.entries(bundle)) {
    display.raw(
      type,
      typeof content === "string" && type === "text/plain" ? showControls(content) : content,
    );
  }
}

/**
 * tslab's modules, if this process is a tslab kernel: only modules already loaded are used, because
 * loading tslab would load a whole TypeScript compiler.
 */
function loadedTslab(): TslabModules {
  const require = createRequire(__filename);
  let jupyter: TslabModules["jupyter"];
  try {
    const path = require.resolve("tslab/dist/jupyter");
    jupyter = require.cache[path]?.exports as TslabModules["jupyter"];
  } catch {
    return {};
  }
  if (jupyter === undefined) return {};
  return { jupyter, public: require("tslab/dist/public") as NonNullable<TslabModules["public"]> };
}
