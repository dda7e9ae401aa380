import { loadBackend } from "../../lib/src/model/backend/index.js";
import { testBackends } from "../support/backends.js";

test("auto finds a backend that computes, and says in one line which", async () => {
  const { tf, backend } = await loadBackend();
  const product = tf.matMul([[1, 2]], [[3], [4]]);
  expect(Array.from(await product.data())).toEqual([11]);
  expect(tf.getBackend()).toBe(backend.name);
  expect(backend.description).toMatch(/^TensorFlow\.js 4\.\d+\.\d+ on .*\(backend \w+.*\)$/);
  expect(backend.description).not.toContain("\n");
});

test.each(testBackends())("%s can be asked for by name", async (name) => {
  const { tf, backend } = await loadBackend(name);
  expect([backend.name, tf.getBackend()]).toEqual([name, name]);
});

test("loading a backend prints nothing", async () => {
  const printed = (["log", "warn", "error"] as const).map((name) => jest.spyOn(console, name));
  jest.resetModules();
  const fresh = jest.requireActual<typeof import("../../lib/src/model/backend/index.js")>(
    "../../lib/src/model/backend/index.js",
  );
  const { tf } = await fresh.loadBackend("cpu");
  tf.ones([2]).dataSync();
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});

test("a backend that does not load is refused with what to set instead", async () => {
  jest.resetModules();
  jest.doMock("@tensorflow/tfjs-backend-wasm", () => {
    throw new Error("no wasm here");
  });
  const fresh = jest.requireActual<typeof import("../../lib/src/model/backend/index.js")>(
    "../../lib/src/model/backend/index.js",
  );
  await expect(fresh.loadBackend("wasm")).rejects.toThrow(/TFJS_BACKEND is wasm, but .* Set it to/);
});

describe("auto says why it is not the native backend, and what to do", () => {
  afterEach(() => jest.resetModules());

  async function describeAuto({ hasNative = false, hasWasm = true }): Promise<string> {
    jest.resetModules();
    const gone = () => {
      throw new Error("does not load");
    };
    jest.doMock("tfjs-node", gone, { virtual: true });
    if (hasWasm) jest.dontMock("@tensorflow/tfjs-backend-wasm");
    else jest.doMock("@tensorflow/tfjs-backend-wasm", gone);
    jest.doMock("../../lib/src/model/backend/native-package.js", () => ({
      ...jest.requireActual<object>("../../lib/src/model/backend/native-package.js"),
      hasNativeBinding: () => hasNative,
    }));
    const fresh = jest.requireActual<typeof import("../../lib/src/model/backend/index.js")>(
      "../../lib/src/model/backend/index.js",
    );
    return (await fresh.loadBackend()).backend.description.replace(/^TensorFlow.js [\d.]+ on /, "");
  }

  test.each([
    [{}, "WebAssembly (backend wasm; the native one is not installed)"],
    [
      { hasNative: true },
      "WebAssembly (backend wasm; the native one does not load: npm run setup:native repairs it)",
    ],
    [
      { hasWasm: false },
      "plain JavaScript (backend cpu; the native one is not installed: npm run setup:native installs it)",
    ],
  ])("%j", async (has, description) => {
    expect(await describeAuto(has)).toBe(description);
  });
});

describe("testBackends", () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  beforeEach(() => said.splice(0));

  test("are those of the variable, without a word", () => {
    expect(testBackends("wasm, tensorflow", false, say)).toEqual(["wasm", "tensorflow"]);
    expect(said).toEqual([]);
  });

  test("are all where the native one is installed, else the others and the reason", () => {
    expect(testBackends("", true, say)).toEqual(["cpu", "wasm", "tensorflow"]);
    expect(testBackends("", false, say)).toEqual(["cpu", "wasm"]);
    expect(said).toEqual([
      "Not tested on the native backend: it is not installed (npm run setup:native).",
    ]);
  });

  test("refuse a name that is none", () => {
    expect(() => testBackends("wsam", true, say)).toThrow(
      'TFJS_TEST_BACKENDS: expected cpu, wasm, tensorflow, found "wsam".',
    );
  });
});
