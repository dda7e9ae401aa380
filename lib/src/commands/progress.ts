/** Progress in the terminal: a line that changes, or finished lines where there is no terminal. */
import { showControls } from "../base/escape.js";
import type { NotebookEvent } from "../jupyter/notebooks.js";

const QUIET_MS = 20_000;

/** One line for each step of a command. */
export class Progress {
  #name = "";
  #began = 0;
  #lastLine = 0;

  /** @param out a terminal shows every change; elsewhere a running step shows every 20 s. */
  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  /** Columns that the terminal has left for the text of the step; unlimited elsewhere. */
  get room(): number {
    return this.out.isTTY ? this.#columns - this.#name.length - ": ".length : Infinity;
  }

  /** The last column stays free: a terminal that is full goes on to the next line. */
  get #columns(): number {
    return (this.out.columns || 80) - 1;
  }

  /** Begin a step. */
  start(name: string, text = ""): void {
    this.#name = name;
    this.#began = this.#lastLine = performance.now();
    this.update(text);
  }

  /** Say how far the step is. */
  update(text: string): void {
    const line = showControls(text ? `${this.#name}: ${text}` : this.#name);
    if (this.out.isTTY) {
      this.out.write(`\r\x1b[2K${line.slice(0, this.#columns)}`);
    } else if (performance.now() - this.#lastLine > QUIET_MS) {
      this.#lastLine = performance.now();
      this.out.write(`${line}\n`);
    }
  }

  /** Say something worth a line of its own, also where there is no terminal. */
  announce(text: string): void {
    this.#lastLine = -Infinity;
    this.update(text);
  }

  /** End the step: its line stays. */
  finish(text: string): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    this.#end(`${text} (${seconds} s)`);
  }

  /** End the step that failed. */
  fail(text: string): void {
    this.#end(text);
  }

  /** End the step without a word: a terminal's line is empty again. */
  clear(): void {
    if (this.out.isTTY) this.out.write("\r\x1b[2K");
    this.#name = "";
  }

  #end(text: string): void {
    const clear = this.out.isTTY ? "\r\x1b[2K" : "";
    this.out.write(`${clear}${showControls(`${this.#name}: ${text}`)}\n`);
    this.#name = "";
  }

  /** Show what happens to the notebooks. */
  show({ event, notebook, cell, cells }: NotebookEvent): void {
    if (event === "started") this.start(notebook, "starting its kernel");
    else if (event === "cell") this.update(`cell ${cell} of ${cells}`);
    else this.finish(`${cells} ${cells === 1 ? "cell" : "cells"}`);
  }
}
