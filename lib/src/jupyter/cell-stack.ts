/**
 * Errors of cells: where they were thrown, in the lines of the cells as they were written, without what the kernel
 * does around them.
 */
import { SourceMap } from "node:module";
import vm from "node:vm";

/** A cell that ran: how the lines of what ran came from its own. */
interface CellMaps {
  /** The last line of what ran, in which the kernel calls it. */
  end: number;
  /** From the code that ran to that which TypeScript made of the cell. */
  ran: SourceMap;
  /** From there to the cell. */
  compiled: SourceMap | null;
}

type Payload = ConstructorParameters<typeof SourceMap>[0];
/** The part of TypeScript's `transpileModule` that is used. */
export type Transpile = (
  input: string,
  options: { compilerOptions?: object },
) => { outputText: string; sourceMapText?: string };

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/;
/** How the kernel wraps the code of a cell. */
const WRAPPED = /^\((?:async )?function\(exports, require\) \{ /;
const NAME = /^cell \[(\d+)\]$/;

/** Follows the cells of a kernel, and has the errors that they throw say where. */
export class CellStacks {
  readonly #maps = new Map<number, CellMaps>();
  #latest: Omit<CellMaps, "end"> | null = null;
  #cell = 0;

  /** `transpileModule`, with what it did to the lines kept. The input holds a map of its own. */
  follow(transpile: Transpile): Transpile {
    return (input, { compilerOptions, ...options }) => {
      const inline = INLINE_MAP.exec(input);
      const made = transpile(input.replace(INLINE_MAP, "\n"), {
        ...options,
        compilerOptions: { ...compilerOptions, sourceMap: true },
      });
      if (made.sourceMapText !== undefined) {
        const compiled = inline && Buffer.from(inline[1]!, "base64").toString();
        this.#latest = {
          ran: new SourceMap(JSON.parse(made.sourceMapText) as Payload),
          compiled: compiled === null ? null : new SourceMap(JSON.parse(compiled) as Payload),
        };
      }
      return { ...made, outputText: made.outputText.replace(/\/\/# sourceMappingURL=\S+\s*$/, "") };
    };
  }

  /** From now on code of cells is run under the name of its cell, the next being [1]. */
  begin(): void {
    this.#maps.clear();
    this.#cell = 0;
    const run = vm.runInThisContext.bind(vm);
    vm.runInThisContext = (code: string, options?: vm.RunningScriptOptions | string): unknown => {
      if (!WRAPPED.test(code) || typeof options === "string") return run(code, options);
      if (this.#latest !== null) {
        this.#maps.set(this.#cell, { ...this.#latest, end: code.split("\n").length });
        this.#latest = null;
      }
      // By itself Node adds the line of what ran, which nobody wrote.
      return run(code, { ...options, filename: `cell [${this.#cell}]`, displayErrors: false });
    };
    Error.prepareStackTrace = (error, frames) => this.#format(error, frames);
  }

  /** A cell was compiled: what runs next is its code. */
  next(): void {
    this.#cell += 1;
  }

  #format(error: Error, frames: readonly NodeJS.CallSite[]): string {
    const places = frames.map((frame) => this.#place(frame));
    const last = places.map((place) => place?.inCell === true).lastIndexOf(true);
    // What called the outermost cell is the kernel.
    const shown = last < 0 ? places : places.slice(0, last + 1);
    const lines = shown.flatMap((place) => (place === null ? [] : [`    at ${place.text}`]));
    return [describe(error), ...lines].join("\n");
  }

  /** A line of the stack; null for where the kernel calls the code of a cell. */
  #place(frame: NodeJS.CallSite): { text: string; inCell: boolean } | null {
    const [, cell] = NAME.exec(frame.getFileName() ?? "") ?? [];
    const line = frame.getLineNumber();
    if (cell === undefined || line === null) {
      // eslint-disable-next-line @typescript-eslint/no-base-to-string -- V8 gives its frames a text
      return { text: frame.toString(), inCell: false };
    }
    const maps = this.#maps.get(Number(cell));
    if (line === maps?.end) return null;
    const place = `cell [${cell}], line ${lineOf(maps, line, frame.getColumnNumber() ?? 1)}`;
    const name = frame.getFunctionName();
    return { text: name === null || name === "" ? place : `${name} (${place})`, inCell: true };
  }
}

/** tslab puts a line before each cell. */
const LINES_BEFORE = 1;

/** The line of the cell; that of what ran where it is not known. */
function lineOf(maps: CellMaps | undefined, line: number, column: number): number {
  const ran = maps && entry(maps.ran, line - 1, column - 1);
  if (!ran || !maps.compiled) return line;
  const compiled = entry(maps.compiled, ran.line, ran.column);
  return compiled === null ? line : compiled.line + 1 - LINES_BEFORE;
}

/** The original place of a line and a column, all counted from 0. */
function entry(map: SourceMap, line: number, column: number) {
  const found = map.findEntry(line, column);
  return "originalLine" in found
    ? { line: found.originalLine, column: found.originalColumn }
    : null;
}

function describe(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
