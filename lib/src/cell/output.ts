/**
 * One output of a cell, in several MIME types at once.
 *
 * The only module that touches the inside of tslab: its public `display` sends one MIME type a call,
 * and an interactive figure and its image would be two outputs. Where that inside is not as tslab
 * 1.0.22 has it, the types go out one by one; outside a notebook their text goes to the console.
 */
import { showControls } from "../base/escape.js";
import { createRequire } from "node:module";

/** What an output looks like, by MIME type; the reader shows the richest that it can. */
export type MimeBundle = Record<string, unknown>;

/** What can be said of the parts of an output, by MIME type. */
export interface PublishOptions {
  metadata?: Record<string, unknown>;
}

/** An output that is replaced in place. */
export interface UpdatableOutput {
  /** Show the bundle, the first time as a new output and then in the place of the last. */
  show: (bundle: MimeBundle) => void;
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
 * @param tslab its modules, in which tests put others.
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

/** An output that is replaced in place, such as a progress line. A run keeps its last state. */
export function updatable(tslab: TslabModules = loadedTslab()): UpdatableOutput {
  // Taken now: tslab's own changes with the cell, and updates belong to the cell that began them.
  const write = writerOf(tslab);
  if (write === null) {
    const display = tslab.public?.newDisplay?.();
    return { show: (bundle) => publishParts(bundle, display) };
  }
  // Display ids are not written into the notebook, so that its bytes do not depend on them.
  const display_id = `netflix-hits-${process.pid}-${(displays += 1)}`;
  let update = false;
  return {
    show: (bundle) => {
      write({ data: bundle, metadata: {}, transient: { display_id } }, update);
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
 * tslab's modules, if this process is a tslab kernel: they are taken from what is loaded, because
 * loading tslab brings a whole TypeScript compiler along.
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
