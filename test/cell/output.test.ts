import {
  isNotebook,
  publish,
  updatable,
  type MimeBundle,
  type TslabModules,
} from "../../lib/src/cell/output.js";

const bundle: MimeBundle = { "text/html": "<b>x</b>", "image/png": "iVBO", "text/plain": "x" };

/** A kernel that keeps what cells send. */
function fakeKernel() {
  const sent: { data: unknown; update: boolean | undefined }[] = [];
  const tslab: TslabModules = {
    jupyter: { lastWriteDisplayData: (data, update) => void sent.push({ data, update }) },
  };
  return { sent, tslab };
}

/** A tslab whose inside has changed: only its public display is left. */
function publicOnly() {
  const raw: [string, unknown][] = [];
  const display = { raw: (type: string, content: unknown) => void raw.push([type, content]) };
  return { raw, tslab: { public: { display, newDisplay: () => display } } satisfies TslabModules };
}

let log: jest.SpyInstance;

beforeEach(() => {
  log = jest.spyOn(console, "log").mockImplementation(() => undefined);
});

afterEach(() => {
  log.mockRestore();
});

test("a bundle is one output with all its types and metadata", () => {
  const { sent, tslab } = fakeKernel();
  publish(bundle, { metadata: { "image/png": { width: 900 } } }, tslab);
  expect(sent).toEqual([
    {
      data: { data: bundle, metadata: { "image/png": { width: 900 } }, transient: {} },
      update: undefined,
    },
  ]);
});

test("an updatable output is sent once and then replaced under the same id", () => {
  const { sent, tslab } = fakeKernel();
  const output = updatable(tslab);
  for (const step of ["1", "2", "3"]) output.show({ "text/plain": step });
  expect(sent.map(({ update }) => update)).toEqual([false, true, true]);
  const ids = sent.map(
    ({ data }) => (data as { transient: { display_id: string } }).transient.display_id,
  );
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toBeTruthy();
});

test("two updatable outputs do not replace each other", () => {
  const { sent, tslab } = fakeKernel();
  updatable(tslab).show({ "text/plain": "a" });
  updatable(tslab).show({ "text/plain": "b" });
  const [a, b] = sent.map(({ data }) => data as { transient: { display_id: string } });
  expect(a?.transient.display_id).not.toBe(b?.transient.display_id);
});

test("updates stay with the cell that began them", () => {
  const { sent, tslab } = fakeKernel();
  const output = updatable(tslab);
  tslab.jupyter = { lastWriteDisplayData: () => fail("the next cell was written to") };
  output.show({ "text/plain": "a" });
  expect(sent).toHaveLength(1);
});

test("without tslab's inside the types go out one by one, rich ones first", () => {
  const { raw, tslab } = publicOnly();
  publish(bundle, {}, tslab);
  expect(raw).toEqual([
    ["text/html", "<b>x</b>"],
    ["image/png", "iVBO"],
  ]);
  publish({ "text/plain": "only text" }, {}, tslab);
  expect(raw[2]).toEqual(["text/plain", "only text"]);
});

test("outside a notebook the text goes to the console and nothing else does", () => {
  publish(bundle);
  publish({ "text/html": "<b>x</b>" });
  updatable().show({ "text/plain": "y" });
  expect(log.mock.calls).toEqual([["x"], ["y"]]);
});

test("a notebook is told by tslab's kernel", () => {
  expect(isNotebook()).toBe(false);
  expect(isNotebook(fakeKernel().tslab)).toBe(true);
  expect(isNotebook(publicOnly().tslab)).toBe(true);
  expect(isNotebook({ jupyter: { lastWriteDisplayData: null } })).toBe(false);
});

test("tslab still has the inside that this module reaches for", () => {
  expect(jest.requireActual("tslab/dist/jupyter")).toHaveProperty("lastWriteDisplayData");
  expect(jest.requireActual("tslab/dist/public")).toMatchObject({
    display: { raw: expect.any(Function) as unknown },
    newDisplay: expect.any(Function) as unknown,
  });
});
