/** The file `.env`: its values, and the lines and names in it that have no effect. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { UserError } from "./errors.js";
import { nearest } from "./nearest.js";

/** What `.env` holds. */
export interface Dotenv {
  values: Record<string, string>;
  /** Sentences about what has no effect; they quote names, never a value. */
  notes: string[];
}

/** Most edits between a misspelt name and the known one. */
const MAX_DISTANCE = 3;
/** Names that belong to this project; other tools may have their own in the same `.env`. */
const OURS = /^(tmdb|tfjs)/i;
/** These are read when the process starts, so they work only in its environment. */
const OF_THE_PROCESS = /^(https?|no|all)_proxy$|^NODE_EXTRA_CA_CERTS$/i;

/**
 * Read `.env` in a folder: UTF-8, or UTF-16 as PowerShell's `>` writes it.
 *
 * @param known the names that have an effect.
 * @returns no values if there is no such file.
 * @throws UserError when it is a folder or cannot be read.
 */
export function readDotenv(root: string, known: readonly string[]): Dotenv {
  const file = join(root, ".env");
  const elsewhere = otherFiles(root, known);
  if (!existsSync(file)) return { values: {}, notes: elsewhere };
  const text = decode(readBytes(file));
  const values = parse(text);
  return {
    values,
    notes: [
      ...strayLines(text),
      ...unreadNames(Object.keys(values), known),
      ...repeatedNames(text, values, known),
      ...cutValues(text, known),
      ...elsewhere,
    ],
  };
}

/** Sentences about settings of `.env` for which the environment has other values. */
export function overriddenNames(
  { values }: Dotenv,
  env: NodeJS.ProcessEnv,
  known: readonly string[],
): string[] {
  return known.flatMap((name) => {
    const [own, other] = [values[name]?.trim() ?? "", env[name]?.trim() ?? ""];
    if (own === "" || other === "" || own === other) return [];
    return [`${name} in .env is not used: the environment or the command line has another value.`];
  });
}

/** Sentences about names in the environment that misspell a known one. */
export function misspeltNames(env: NodeJS.ProcessEnv, known: readonly string[]): string[] {
  return Object.keys(env).flatMap((name) => {
    const meant = OURS.test(name) && !known.includes(name) ? nearest(name, known, 2) : null;
    return meant === null
      ? []
      : [`The environment variable ${name} has no effect: write ${meant}.`];
  });
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === "EISDIR" ? "is a folder, but must be a text file" : `cannot be read (${code})`;
    throw new UserError(
      `${file} ${what}. Copy .env.example to .env and put the settings there, or move it away to run ` +
        "without one.",
      { cause: error },
    );
  }
}

/** By the byte order mark; without one, Latin text in UTF-16 has a zero in every other byte. */
function decode(bytes: Buffer): string {
  const isLittle = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] !== 0 && bytes[1] === 0);
  const isBig = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] !== 0);
  const label = isLittle ? "utf-16le" : isBig && bytes.length > 1 ? "utf-16be" : "utf-8";
  return new TextDecoder(label).decode(bytes);
}

/** Where people put their settings instead; known by a setting that has a value there. */
const ELSEWHERE = [".env.txt", ".env.local", ".env.example", "env", "notebooks/.env"];

function otherFiles(root: string, known: readonly string[]): string[] {
  return ELSEWHERE.flatMap((name) => {
    const file = join(root, name);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return [];
    const values = parse(decode(readBytes(file)));
    const set = known.filter((setting) => values[setting]);
    const [it, them] = set.length === 1 ? ["is", "it"] : ["are", "them"];
    return set.length === 0
      ? []
      : [`${set.join(", ")} ${it} set in ${name}, which is not read: put ${them} into .env.`];
  });
}

/** The lines of a file, in which quoted values are empty and their further lines comments. */
function linesOf(text: string): string[] {
  const oneLine = (value: string): string => value.replace(/[^\r\n]/g, "").replace(/\r?\n/g, "\n#");
  const lines = text.replace(/=\s*(["'`])[^"'`]*?\1/g, (quoted) => `=${oneLine(quoted)}`);
  return lines.split(/\r\n|\n|\r/);
}

/** Settings that stand there several times. */
function repeatedNames(
  text: string,
  values: Readonly<Record<string, string>>,
  known: readonly string[],
): string[] {
  const names = linesOf(text).map((line) => /^\s*(?:export\s+)?([\w.-]+)\s*[=:]/.exec(line)?.[1]);
  return known.flatMap((name) => {
    if (names.filter((one) => one === name).length < 2) return [];
    const which = values[name] === "" ? "the last one, which is empty," : "the last one";
    return [`${name} occurs several times in .env: ${which} counts.`];
  });
}

/** Settings whose value ends at a "#", which begins a comment also where no space stands before it. */
function cutValues(text: string, known: readonly string[]): string[] {
  return linesOf(text).flatMap((line) => {
    const name = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*[^\s"'`#][^#]*(?<!\s)#/.exec(line)?.[1];
    return name === undefined || !known.includes(name)
      ? []
      : [
          `The value of ${name} in .env ends before its #: put quotes around it if the # is part of it.`,
        ];
  });
}

/** A sentence about the lines that set nothing, such as a key without its name. */
function strayLines(text: string): string[] {
  const stray = linesOf(text).flatMap((line, i) => {
    const isRead = /^\s*(#|$)|^\s*(export\s+)?[\w.-]+(\s*=|:\s)/.test(line);
    return isRead ? [] : [i + 1];
  });
  if (stray.length === 0) return [];
  const where =
    stray.length === 1 ? `line ${stray[0]}` : `${stray.length} lines (the first is ${stray[0]})`;
  return [
    `In .env, ${where} ${stray.length === 1 ? "has" : "have"} no effect: expected NAME=value, such as TMDB_API_KEY=...`,
  ];
}

function unreadNames(names: readonly string[], known: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (known.includes(name)) return [];
    if (OF_THE_PROCESS.test(name)) {
      return [`${name} in .env has no effect: set it in the environment of the command.`];
    }
    const meant = nearest(name, known, MAX_DISTANCE);
    if (meant !== null) return [`${name} in .env has no effect: write ${meant}.`];
    return OURS.test(name)
      ? [`${name} in .env has no effect: see .env.example for the names.`]
      : [];
  });
}
