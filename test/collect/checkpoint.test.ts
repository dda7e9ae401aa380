import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { Checkpoint, type CheckpointOptions } from "../../lib/src/collect/checkpoint.js";

const IDENTITY = { server: "http://127.0.0.1:8213/3", network_id: 213 };
const NOW = new Date("2026-01-15T12:00:00Z");
const HOUR = 3_600_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "checkpoint-"));
  path = join(folder, "deeper", "netflix.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (options: CheckpointOptions = {}) =>
  Checkpoint.open(path, IDENTITY, { now: NOW, ...options });

/** A checkpoint with two answers, left as by a run that ended. */
function leave(): void {
  const checkpoint = open();
  checkpoint.record("a#1", { page: 1, name: "Größe 大" });
  checkpoint.record("b#1", [1, 2]);
  checkpoint.close();
}

test("answers are there for the next run, and unknown queries are not", () => {
  leave();
  const next = open();
  expect(next.kept).toBe(2);
  expect(next.recall("a#1")).toEqual({ page: 1, name: "Größe 大" });
  expect(next.recall("b#1")).toEqual([1, 2]);
  expect(next.recall("a#2")).toBeUndefined();
  next.record("a#2", "new");
  expect(next.recall("a#2")).toBe("new");
  next.close();
});

test("an answer is on disk as soon as it is recorded, without the file being closed", () => {
  const checkpoint = open();
  checkpoint.record("a#1", { id: 77 });
  expect(readFileSync(path, "utf8")).toContain('{"id":77}');
  checkpoint.close();
});

test("a file cut at any byte keeps every answer before the cut", () => {
  leave();
  const whole = readFileSync(path);
  const ends = [...whole].flatMap((byte, i) => (byte === 0x0a ? [i + 1] : []));
  for (let length = 0; length <= whole.length; length += 1) {
    writeFileSync(path, whole.subarray(0, length));
    const checkpoint = open();
    expect(checkpoint.kept).toBe(Math.max(0, ends.filter((end) => end <= length).length - 1));
    checkpoint.record("c#1", "after");
    checkpoint.close();
    const next = open();
    expect(next.recall("c#1")).toBe("after");
    next.close();
  }
});

test("an answer longer than what is read at a time is kept whole", () => {
  const checkpoint = open();
  const long = "x".repeat(3_000_000);
  checkpoint.record("long#1", long);
  checkpoint.record("short#1", 1);
  checkpoint.close();
  const next = open();
  expect(next.recall("long#1")).toBe(long);
  expect(next.recall("short#1")).toBe(1);
  next.close();
});

describe("refused in a sentence that says what to do:", () => {
  const refusal = (what: RegExp) =>
    new RegExp(
      `^The checkpoint of an interrupted collection, .*netflix\\.jsonl, ${what.source}.*--fresh`,
    );

  test.each([
    ["a changed byte", (text: string) => text.replace("page", "PAGE"), /is damaged in line 2/],
    ["a line of something else", (text: string) => `${text}hello\n`, /is damaged in line 4/],
    ["another file altogether", () => "id,name\n1,a\n", /is damaged in line 1/],
    ["a line that is missing its start", (text: string) => text.slice(5), /is damaged in line 1/],
  ])("%s", (_, damage, what) => {
    leave();
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    const before = readFileSync(path);
    expect(() => open()).toThrow(refusal(what));
    expect(readFileSync(path)).toEqual(before);
  });

  test("answers of another network or server", () => {
    leave();
    expect(() => Checkpoint.open(path, { ...IDENTITY, network_id: 49 }, { now: NOW })).toThrow(
      refusal(/is of network 213 at http:\/\/127\.0\.0\.1:8213\/3, not of network 49/),
    );
    expect(() => Checkpoint.open(path, { ...IDENTITY, server: "x" }, { now: NOW })).toThrow(
      refusal(/is of network 213 at http.* not of network 213 at x/),
    );
  });

  test("answers that are more than a day old, or from the future", () => {
    leave();
    expect(() => open({ now: new Date(NOW.getTime() + 25 * HOUR) })).toThrow(
      refusal(/was started at 2026-01-15T12:00:00\.000Z/),
    );
    expect(() => open({ now: new Date(NOW.getTime() - HOUR) })).toThrow(refusal(/was started at/));
    const later = open({ now: new Date(NOW.getTime() + 23 * HOUR) });
    expect(later.kept).toBe(2);
    later.close();
  });
});

test("a fresh start forgets whatever was there", () => {
  leave();
  appendFileSync(path, "damage\n");
  const checkpoint = open({ fresh: true });
  expect(checkpoint.kept).toBe(0);
  expect(checkpoint.recall("a#1")).toBeUndefined();
  checkpoint.close();
});

test("two collections of one network into one folder at a time are refused", () => {
  const first = open();
  expect(() => open()).toThrow(
    new RegExp(
      `^Process ${process.pid} of \\S+ is collecting the same network into the same folder`,
    ),
  );
  first.close();
  open().close();
});

test("the lock of a process that is gone is taken over", () => {
  leave();
  writeFileSync(`${path}.lock`, `2147483646 ${hostname()}`);
  open().close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("a run without an answer leaves nothing, so that its server may be corrected", () => {
  open().close();
  expect(existsSync(path)).toBe(false);
  const other = Checkpoint.open(path, { ...IDENTITY, server: "x" }, { now: NOW });
  other.record("a#1", 1);
  const header = readFileSync(path, "utf8").split("\n")[0];
  other.close();
  writeFileSync(path, `${header}\n`); // As after a kill before the first answer.
  const next = open();
  expect(next.kept).toBe(0);
  next.record("b#1", 2);
  next.close();
  const last = open();
  expect(last.recall("b#1")).toBe(2);
  last.close();
});

test("an answer that comes after the end is not written into another file", () => {
  const checkpoint = open();
  checkpoint.close();
  expect(() => checkpoint.record("a#1", 1)).toThrow("had ended");
});
