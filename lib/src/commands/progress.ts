/** Progress in the terminal: a line that changes, or whole lines if the output is not a terminal. */
import { showControls } from "../base/escape.js";
import type { NotebookEvent } from "../jupyter/notebooks.js";

const QUIET_MS = 20_000;

/** One line for each step of a command. */
export class Progress {
  #name = "";
  #began = 0;
  #lastLine = 0;

  /** @param out a terminal shows every change; other outputs show a running step every 20 s. */
  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  /** The remaining columns for the text of the step; unlimited if the output is not a terminal. */
  get room(): number {
    return this.out.isTTY ? this.#columns - this.#name.length - ": ".length : Infinity;
  }

  /** The last column stays free: a terminal would wrap a full line. */
  get #columns(): number {
    return (this.out.columns || 80) - 1;
  }

  /** Begin a step. */
  start(name: string, text = ""): void {
    this.#name = name;
    this.#began = this.#lastLine = performance.now();
    this.update(text);
  }

  /** Show the progress of the step. */
  update(text: string): void {
    const line = showControls(text ? `${this.#name}: ${text}` : this.#name);
    if (this.out.isTTY) {
      this.out.write(`\r\x1b[2K${line.slice(0, this.#columns)}`);
    } else if (performance.now() - this.#lastLine > QUIET_MS) {
      this.#lastLine = performance.now();
      this.out.write(`${line}\n`);
    }
  }

  /** Show a text on a line of its own even if the output is not a terminal. */
  announce(text: string): void {
    this.#lastLine = -Infinity;
    this.update(text);
  }

  /** End the step; its line stays. */
  finish(text: string): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    this.#end(`${text} (${seconds} s)`);
  }

  /** End a failed step. */
  fail(text: string): void {
    this.#end(text);
  }

  /** End the step without a text; its line is removed in a terminal. */
  clear(): void {
    if (this.out.isTTY) this.out.write("\r\x1b[2K");
    this.#name = "";
  }

  #end(text: string): void {
    const clear = this.out.isTTY ? "\r\x1b[2K" : "";
    this.out.write(`${clear}${showControls(`${this.#name}: ${text}`)}\n`);
    this.#name = "";
  }

  /** Show the progress of the notebooks. */
  show({ event, notebook, cell, cells, message = "" }: NotebookEvent): void {
    if (event === "started") this.start(notebook, "starting its kernel");
    else if (event === "waiting") this.announce(message);
    else if (event === "cell") this.update(`cell ${cell} of ${cells}`);
    else this.finish(`${cells} ${cells === 1 ? "cell" : "cells"}`);
  }
}
