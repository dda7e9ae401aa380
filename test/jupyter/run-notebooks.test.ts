import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT, venvPython } from "../../lib/src/base/folders.js";
import {
  NotebookError,
  NOTEBOOKS,
  selectNotebooks,
  type RunNotebooksOptions,
} from "../../lib/src/jupyter/notebooks.js";
import { setUp } from "../../lib/src/jupyter/setup.js";
import {
  makeNotebookFolder,
  printed,
  readCells,
  runNotebooks,
  writeNotebook,
} from "../support/notebooks.js";

jest.setTimeout(300_000);

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = makeNotebookFolder()));
afterEach(() => remove());

async function failureOf(
  names: readonly string[],
  options: RunNotebooksOptions = {},
): Promise<NotebookError> {
  const failure: unknown = await runNotebooks(names, { folder, ...options }).catch(
    (error: unknown) => error,
  );
  if (!(failure instanceof NotebookError)) throw new Error(`no NotebookError: ${String(failure)}`);
  return failure;
}

test("notebooks run in order in place, each on a fresh kernel in its own folder", async () => {
  writeNotebook(folder, "one", [
    "(globalThis as any).left = 1;",
    'import { basename } from "path";\nconsole.log(process.cwd());',
    'console.log("a"); console.log("b"); console.warn("noise");',
  ]);
  writeNotebook(folder, "two", ["console.log((globalThis as any).left ?? 'nothing left');"]);

  const events = await runNotebooks(["one", "two"], { folder });

  expect(events.map(({ event, notebook, cell, cells }) => [event, notebook, cell, cells])).toEqual([
    ["started", "one", 0, 3],
    ["cell", "one", 1, 3],
    ["cell", "one", 2, 3],
    ["cell", "one", 3, 3],
    ["finished", "one", 3, 3],
    ["started", "two", 0, 1],
    ["cell", "two", 1, 1],
    ["finished", "two", 1, 1],
  ]);
  const cells = readCells(join(folder, "one.ipynb"));
  expect(printed(cells[1])).toBe(`${folder}\n`);
  expect(cells[2]?.outputs).toEqual([
    { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] },
    { output_type: "stream", name: "stderr", text: ["noise\n"] },
  ]);
  expect(printed(readCells(join(folder, "two.ipynb"))[0])).toBe("nothing left\n");
});

test("what a cell waits for is an event, and nothing of it stays in the notebook", async () => {
  writeNotebook(folder, "one", [
    'import { showProgress } from "netflix-hits/collect";',
    'const tell = showProgress();\nconst state = { distinct: 3, reported: 3, requests: 1, planned: 1, rate: null, secondsLeft: null };\ntell({ ...state, done: false, waiting: "waiting for tmdb.org since 10:00" });\ntell({ ...state, done: true });',
  ]);
  const events = await runNotebooks(["one"], { folder });
  expect(events.filter(({ event }) => event === "waiting")).toEqual([
    expect.objectContaining({
      ...{ notebook: "one", cell: 2, cells: 2 },
      message: "3 series so far, waiting for tmdb.org since 10:00",
    }),
  ]);
  const text = readFileSync(join(folder, "one.ipynb"), "utf8");
  expect(text.replace(/"source":[^\]]*\]/g, "")).not.toContain("waiting");
});

test("a second run writes the same bytes, and the copy in another folder has them too", async () => {
  const path = writeNotebook(folder, "one", [
    'import { display, newDisplay } from "tslab";\ndisplay.html("<b>x</b>");',
    'const bar = newDisplay();\nbar.text("1 of 2");\nbar.text("2 of 2");',
    "({ answer: 42 })",
  ]);
  await runNotebooks(["one"], { folder });
  const first = readFileSync(path, "utf8");
  const outputDir = join(folder, "out");
  await runNotebooks(["one"], { folder, outputDir });
  expect(readFileSync(join(outputDir, "one.ipynb"), "utf8")).toBe(first);
  expect(readFileSync(path, "utf8")).toBe(first);
  expect(JSON.parse(first)).toMatchObject({
    cells: [
      { execution_count: 1, metadata: {}, outputs: [{ data: { "text/html": ["<b>x</b>"] } }] },
      { execution_count: 2, outputs: [{ data: { "text/plain": ["2 of 2"] } }] },
      { execution_count: 3, outputs: [{ text: ["{ answer: 42 }\n"] }] },
    ],
    metadata: { kernelspec: { name: "tslab" }, language_info: { name: "typescript" } },
  });
});

test("a failed notebook keeps its earlier file, gives its sentence and ends the run", async () => {
  const sentence = "data/x.csv [all] does not exist: run notebook 01 first.";
  const path = writeNotebook(folder, "one", [
    "1 + 1",
    `import { UserError } from "netflix-hits/errors";\nconsole.warn("noise");\nthrow new UserError("${sentence}");`,
  ]);
  const two = writeNotebook(folder, "two", ["1"]);
  const before = [readFileSync(path, "utf8"), readFileSync(two, "utf8")];

  const { message, notebook, cell } = await failureOf(["one", "two"]);

  expect({ message, notebook, cell }).toEqual({ message: sentence, notebook: "one", cell: 2 });
  expect([readFileSync(path, "utf8"), readFileSync(two, "utf8")]).toEqual(before);
});

test("the error texts that tslab prints are told without brackets, arrows and stack traces", async () => {
  await setUp();
  const script =
    "import json, sys; sys.path.insert(0, sys.argv[1]); from run_notebooks import describe_error\n" +
    "failures = [describe_error(texts) for texts in json.loads(sys.argv[2])]\n" +
    "print(json.dumps([[str(failure), failure.expected] for failure in failures]))";
  const texts = [
    [
      "[The key is wrong.] {\n  name: 'UserError',\n  [cause]: Error: 401\n      at a (b.js:1:2)\n}\n",
    ],
    ["[evalmachine.<anonymous>:6\nthrow new e(\"x\");\n^\n\nNo file [x].] { name: 'UserError' }\n"],
    [
      "evalmachine.<anonymous>:6\nf();\n^\n\nRangeError: too far\n    at f (b.js:1:2) {\n  code: 1\n}",
    ],
    ["No file.\n"],
    ["noise\n", "1:7 - Type 'string' is not assignable.\n", "2:1 - Cannot find name 'y'.\n"],
    [],
  ];
  const python = venvPython(PROJECT_ROOT);
  const folderOfRunner = join(PROJECT_ROOT, "lib", "python");
  const told = execFileSync(python, ["-c", script, folderOfRunner, JSON.stringify(texts)], {
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  expect(JSON.parse(told)).toEqual([
    ["The key is wrong.", true],
    ["No file [x].", true],
    ["RangeError: too far", false],
    ["No file.", true],
    ["1:7 - Type 'string' is not assignable.\n2:1 - Cannot find name 'y'.", false],
    ["The cell failed without saying why.", false],
  ]);
});

test("on Windows the runner ends what a kernel has started, and waits for a file that is held", async () => {
  await setUp();
  const script = `
import json, sys
sys.path.insert(0, sys.argv[1])
from run_notebooks import kill_group, replace
calls, pauses = [], []
kill_group(7, "nt", lambda command, **_: calls.append(command))
def rename(part, target):
    calls.append([part, target])
    if len(calls) < 4:
        raise PermissionError(13, "held", target)
replace("a", "b", rename, "nt", pauses.append)
held = []
try:
    replace("a", "b", lambda *_: (_ for _ in ()).throw(PermissionError(13, "held", "b")), "posix", held.append)
except PermissionError as error:
    held.append(error.filename)
print(json.dumps([calls, pauses, held]))`;
  const folderOfRunner = join(PROJECT_ROOT, "lib", "python");
  const told = execFileSync(venvPython(PROJECT_ROOT), ["-c", script, folderOfRunner], {
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  const ab = ["a", "b"];
  expect(JSON.parse(told)).toEqual([
    [["taskkill", "/PID", "7", "/T", "/F"], ab, ab, ab],
    [0.05, 0.1],
    ["b"],
  ]);
});

test("a rejection that nobody awaits fails the notebook", async () => {
  writeNotebook(folder, "one", [
    'void Promise.reject(new Error("lost"));\nawait new Promise((done) => setTimeout(done, 50));',
  ]);
  expect((await failureOf(["one"])).message).toBe("Notebook one, cell In [1]: Error: lost");
});

test("a kernel that is killed is told in a sentence", async () => {
  writeNotebook(folder, "one", [
    "1",
    'process.kill(process.pid, "SIGKILL"); await new Promise(() => {});',
  ]);
  const { message, cell } = await failureOf(["one"]);
  expect(cell).toBe(2);
  expect(message).toBe(
    "The kernel of notebook one stopped: it was ended by SIGKILL, as happens when the machine runs out of memory.",
  );
});

/** Whether a process lives; one that has ended and was not yet asked for by its parent does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/stat`;
    return !(existsSync(status) && /\) Z /.test(readFileSync(status, "utf8")));
  } catch {
    return false;
  }
}

test("a run that is aborted ends at once and leaves no kernel and no file behind", async () => {
  const path = writeNotebook(folder, "one", [
    'require("fs").writeFileSync("pid", String(process.pid));',
    "await new Promise((done) => setTimeout(done, 120_000))",
  ]);
  const before = readFileSync(path, "utf8");
  const controller = new AbortController();
  let aborted = 0;
  const onEvent: RunNotebooksOptions["onEvent"] = ({ cell }) => {
    if (cell !== 2) return;
    aborted = Date.now();
    controller.abort();
  };
  await expect(
    runNotebooks(["one"], { folder, onEvent, signal: controller.signal }),
  ).rejects.toMatchObject({ name: "AbortError" });
  expect(Date.now() - aborted).toBeLessThan(5_000);
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  // The system may take a moment to bury what was killed.
  while (isRunning(pid) && Date.now() - aborted < 15_000) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isRunning(pid)).toBe(false);
  expect(readFileSync(path, "utf8")).toBe(before);
});

test("a missing notebook and one that is no notebook are named", async () => {
  const missing = runNotebooks(["one"], { folder });
  await expect(missing).rejects.toThrow("one.ipynb does not exist");
  writeNotebook(folder, "one", []);
  writeFileSync(join(folder, "one.ipynb"), "not json");
  expect((await failureOf(["one"])).message).toBe(
    "one.ipynb is not a notebook that Jupyter can read.",
  );
});

test("notebooks are selected by the beginning of their names and keep their order", () => {
  expect(selectNotebooks([])).toEqual(NOTEBOOKS);
  expect(selectNotebooks(["04", "03_eda"])).toEqual([
    "03_eda_hit_analysis",
    "04_feature_engineering",
  ]);
  expect(selectNotebooks(["notebooks/02_define_hit_and_exploration.ipynb"])).toEqual([
    "02_define_hit_and_exploration",
  ]);
  expect(() => selectNotebooks(["03", "7"], { folder })).toThrow(
    'There is no notebook "7": name one by its beginning, such as 03. There are ' +
      "01_data_collection, 02_define_hit_and_exploration, 03_eda_hit_analysis, " +
      "04_feature_engineering, 05_modeling_and_validation.",
  );
});

test("notebooks of one's own are selected by number, name or path, and are none of the five", () => {
  for (const name of ["06_mine", "my-question", "my-question-again"])
    writeNotebook(folder, name, []);
  const select = (...selectors: string[]) => selectNotebooks(selectors, { folder, from: "/" });
  expect(selectNotebooks([], { folder })).toEqual(NOTEBOOKS);
  expect(select("06")).toEqual(["06_mine"]);
  expect(select("my-question")).toEqual(["my-question"]);
  expect(select("my-question.ipynb", "05")).toEqual(["05_modeling_and_validation", "my-question"]);
  expect(select("my-")).toEqual(["my-question", "my-question-again"]);
  expect(select(join(folder, "my-question-again.ipynb"))).toEqual(["my-question-again"]);
  expect(selectNotebooks(["./06_mine.ipynb"], { folder, from: folder })).toEqual(["06_mine"]);
  expect(() => select("/elsewhere/06_mine.ipynb")).toThrow(
    `/elsewhere/06_mine.ipynb is not in ${folder}: notebooks run there, where they find the library.`,
  );
  expect(() => select(".ipynb")).toThrow('There is no notebook ".ipynb"');
});
