import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../lib/src/base/child.js";
import { PROJECT_ROOT } from "../../lib/src/base/folders.js";
import {
  NativeUnavailable,
  removeNative,
  setUpNative,
} from "../../lib/src/jupyter/native/index.js";
import { compilationSentence } from "../../lib/src/jupyter/native/binding.js";
import { findMiscomputation } from "../../lib/src/jupyter/native/check.js";
import { folderBytes, formatMegabytes } from "../../lib/src/jupyter/native/files.js";
import { downloadOfficial, officialReason } from "../../lib/src/jupyter/native/official.js";
import { wheelError, whyNoWheel } from "../../lib/src/jupyter/native/wheel.js";
import { UserError } from "../../lib/src/base/errors.js";
import { hasNativeBinding } from "../../lib/src/model/backend/native-package.js";

let root: string;
let folder: string;
let bin: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "native-")));
  folder = join(root, "node_modules", "tfjs-node");
  bin = join(root, "bin");
  mkdirSync(bin);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A binding is there, as the official download leaves it. */
const DOWNLOAD = `
  const { mkdirSync, writeFileSync } = require("node:fs");
  mkdirSync("deps/lib", { recursive: true });
  mkdirSync("lib/napi-v8", { recursive: true });
  writeFileSync("deps/lib/library", "12345");
  writeFileSync("lib/napi-v8/tfjs_binding.node", "1");`;
const REFUSED = `throw new Error("the server said no");`;

interface FakePackage {
  /** The package's install script, run in its folder. */
  install?: string;
  /** What the package's product of matrices is multiplied by. */
  factor?: number;
}

/** A package that says it is native and computes on the plain backend. */
function makePackage(where: string, { install = DOWNLOAD, factor = 1 }: FakePackage = {}): void {
  const installed = (name: string) => JSON.stringify(join(PROJECT_ROOT, "node_modules", name));
  mkdirSync(join(where, "scripts"), { recursive: true });
  mkdirSync(join(where, "binding"));
  writeFileSync(join(where, "package.json"), `{"name": "fake", "main": "index.js"}`);
  writeFileSync(join(where, "binding", "one.cc"), "");
  writeFileSync(join(where, "scripts", "install.js"), install);
  writeFileSync(
    join(where, "index.js"),
    `const tf = require(${installed("@tensorflow/tfjs-core")});
    require(${installed("@tensorflow/tfjs-backend-cpu")});
    if (!require("node:fs").existsSync(__dirname + "/deps/lib")) throw new Error("no library\\nat x");
    module.exports = {
      ...tf,
      getBackend: () => "tensorflow",
      backend: () => ({ binding: { TF_Version: "9.8.7" } }),
      matMul: (...args) => tf.mul(tf.matMul(...args), ${factor}),
    };`,
  );
}

/** A program of these lines of shell. */
function makeProgram(name: string, lines: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`);
  chmodSync(join(bin, name), 0o755);
}

const setUp = (env: NodeJS.ProcessEnv = {}, signal?: AbortSignal) =>
  setUpNative({ root, env: { PATH: bin, ...env }, signal });

/** A sentence or two, without a stack. */
async function sentence(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).not.toContain("\n");
  return (error as UserError).message;
}

describe("the official download", () => {
  test("is taken where it works, and is not made twice", async () => {
    makePackage(folder);
    const before = folderBytes(folder);
    const made = { version: "9.8.7", bytes: before + 6 };
    expect(await setUp()).toEqual({ ...made, origin: "the official download" });
    expect(hasNativeBinding(folder)).toBe(true);
    expect(readdirSync(folder)).not.toContain(".setup");
    writeFileSync(join(folder, "scripts", "install.js"), REFUSED);
    expect(await setUp()).toMatchObject({ version: "9.8.7", origin: null });
  });

  test("replaces a binding that does not work", async () => {
    makePackage(folder);
    mkdirSync(join(folder, "lib", "napi-v8"), { recursive: true });
    writeFileSync(join(folder, "lib", "napi-v8", "of-an-earlier-version"), "");
    expect(await setUp()).toMatchObject({ origin: "the official download" });
    expect(readdirSync(join(folder, "lib", "napi-v8"))).toEqual(["tfjs_binding.node"]);
  });

  test("comes with the package where npm had removed that", async () => {
    makePackage(join(root, "packed"));
    const npm = join(root, "npm.js");
    writeFileSync(
      npm,
      `require("node:fs").cpSync("packed", "node_modules/tfjs-node", { recursive: true });
      require("node:fs").writeFileSync("npm.log", process.argv.slice(2).join(" "));`,
    );
    await setUp({ npm_execpath: npm });
    expect(hasNativeBinding(folder)).toBe(true);
  });

  test("is ended when nothing comes", async () => {
    makePackage(folder, { install: "setInterval(() => {}, 1e6)" });
    const options = { root, env: { PATH: bin }, stallMs: 200 };
    expect(await downloadOfficial(folder, options)).toBe("nothing came for 0 s");
  });

  test.each([
    ["Error: connect ECONNREFUSED 127.0.0.1:9\n    at x", "connect ECONNREFUSED 127.0.0.1:9"],
    [
      "x.js:1\n\nError: TAR_BAD_ARCHIVE: Unrecognized archive format\n",
      "the server did not give the archive",
    ],
    ["make: nothing\nlast words\n", "last words"],
    ["", "it left no binding"],
  ])("says in a few words why it failed: %j", (stderr, reason) => {
    expect(officialReason({ status: 1, stdout: "", stderr, failure: null })).toBe(reason);
  });
});

const onLinux = whyNoWheel() === null ? describe : describe.skip;
if (whyNoWheel() !== null) process.stderr.write(`PyPI's library is not tried: ${whyNoWheel()}.\n`);

onLinux("PyPI's library", () => {
  /** A Python that makes environments, downloads and unpacks as far as files go. */
  function makePython({ pip = `: > "$target/w.whl"` } = {}): void {
    const version = `{"executable": "${join(bin, "python3")}", "version": "3.12.1", "canMakeVenv": true}`;
    makeProgram(
      "python3",
      `case "$1 $2" in
  "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  "-m pip") echo "$@" > ${root}/pip.log; cp requirements.txt ${root}/
    while [ "$1" != --dest ]; do shift; done; target="$2"; ${pip} ;;
  *) if [ $# -gt 2 ]; then mkdir -p "$4" "$5"; echo library > "$4/libtensorflow_cc.so.2"
    else echo '${version}'; fi ;;
esac`,
    );
    for (const name of ["mkdir", "cp", "sleep"]) symlinkSync(join("/bin", name), join(bin, name));
  }

  /** A compiler that writes what it is told to. */
  function makeCompiler(compile = `echo binding > "$out"`): void {
    makeProgram(
      "g++",
      `[ "$1" = --version ] && exit 0
while [ $# -gt 0 ]; do [ "$1" = -o ] && out="$2"; shift; done; ${compile}`,
    );
  }

  test("is compiled against where the official download fails, and leaves nothing beside", async () => {
    makePackage(folder, { install: REFUSED });
    makePython();
    makeCompiler();
    const steps: string[] = [];
    const onStep = (step: string) => void steps.push(step);
    const state = await setUpNative({ root, env: { PATH: bin }, onStep });
    expect(state).toMatchObject({ version: "9.8.7", origin: "PyPI" });
    expect(steps).toEqual([
      "trying the official download",
      "the official download failed (the server said no)",
      "downloading TensorFlow 2.21.0 from PyPI (274 MB)",
      "compiling the binding with g++",
      "checking that it computes right",
    ]);
    expect(readdirSync(folder).sort()).toEqual(
      ["binding", "deps", "index.js", "lib", "package.json", "scripts"].sort(),
    );
    expect(readdirSync(join(root, ".cache"))).toEqual([]);
  });

  test("may only be the file with the expected checksum", async () => {
    makePackage(folder, { install: REFUSED });
    makePython();
    makeCompiler();
    await setUp();
    expect(readFileSync(join(root, "requirements.txt"), "utf8")).toMatch(
      /^tensorflow-cpu==2\.21\.0 --hash=sha256:[0-9a-f]{64}\n$/,
    );
    expect(readFileSync(join(root, "pip.log"), "utf8")).toContain(
      "--require-hashes --no-cache-dir",
    );
  });

  describe("leaves the package as it was", () => {
    const left = () => readdirSync(folder).sort();
    let before: string[];
    beforeEach(() => {
      makePackage(folder, { install: REFUSED });
      before = left();
    });
    afterEach(() => expect(left()).toEqual(before));

    test("where no compiler is found, and says what to install", async () => {
      makePython();
      const error = await setUp().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NativeUnavailable);
      expect((error as Error).message).toBe(
        "The native backend needs a C++ compiler: on Debian or Ubuntu sudo apt install g++, on Fedora " +
          "sudo dnf install gcc-c++; or set CXX to its path.",
      );
      expect(await sentence(setUp({ CXX: "/none" }))).toContain('CXX is "/none", which is not a');
    });

    test("where pip fails", async () => {
      makeCompiler();
      makePython({ pip: `echo "ERROR: No matching distribution found for x" >&2; exit 1` });
      expect(await sentence(setUp())).toBe(
        "pip could not download tensorflow-cpu 2.21.0 (No matching distribution found for x): check the " +
          "network, the proxy (HTTPS_PROXY) or PIP_INDEX_URL, then try again.",
      );
    });

    test("where the compiler fails", async () => {
      makePython();
      makeCompiler(`echo "one.cc:1:2: error: no such thing" >&2; exit 1`);
      expect(await sentence(setUp())).toBe("g++ could not compile the binding: no such thing.");
    });

    test("where what was built computes wrong", async () => {
      rmSync(folder, { recursive: true });
      makePackage(folder, { install: REFUSED, factor: 1.001 });
      makePython();
      makeCompiler();
      expect(await sentence(setUp())).toBe(
        "The native backend was built, but does not work on this machine: a product of matrices is wrong.",
      );
    });

    test("where it is interrupted, once everything that was started has ended", async () => {
      makeCompiler();
      makePython({ pip: `: > ${root}/begun; sleep 2; : > ${root}/went-on` });
      const controller = new AbortController();
      const working = setUp({}, controller.signal);
      while (!existsSync(join(root, "begun"))) await new Promise((done) => setTimeout(done, 20));
      controller.abort();
      await expect(working).rejects.toMatchObject({ name: "AbortError" });
      await new Promise((done) => setTimeout(done, 2_200));
      expect(existsSync(join(root, "went-on"))).toBe(false);
    });
  });

  test("leaves no package where there was none", async () => {
    makePackage(join(root, "packed"), { install: REFUSED });
    const npm = join(root, "npm.js");
    const copy = `require("node:fs").cpSync("packed", "node_modules/tfjs-node", { recursive: true });`;
    writeFileSync(npm, copy);
    await sentence(setUp({ npm_execpath: npm }));
    expect(existsSync(folder)).toBe(false);
    writeFileSync(
      npm,
      `console.error("npm error code E404\\nnpm error not found"); process.exit(1);`,
    );
    expect(await sentence(setUp({ npm_execpath: npm }))).toBe(
      "npm could not install the package tfjs-node (not found): check the network and the proxy, then try " +
        "again.",
    );
    writeFileSync(npm, "");
    expect(await sentence(setUp({ npm_execpath: npm }))).toMatch(/package tfjs-node: check the/);
  });
});

test("undoing frees the disk, also of what was begun, and does nothing twice", async () => {
  makePackage(folder);
  await setUp();
  mkdirSync(join(folder, ".setup"));
  const bytes = folderBytes(folder);
  expect(await removeNative({ root })).toBe(bytes);
  expect(existsSync(folder)).toBe(false);
  expect(await removeNative({ root })).toBe(0);
});

test("a machine for which PyPI has no library is told so", () => {
  expect(whyNoWheel("linux", "x64", "2.36")).toBeNull();
  expect(whyNoWheel("darwin", "arm64", null)).toBe(
    "on darwin arm64 only the official download is tried",
  );
  expect(whyNoWheel("linux", "x64", null)).toContain("needs glibc, which this Linux does not have");
  expect(whyNoWheel("linux", "x64", "2.9")).toContain("needs glibc 2.27 or newer, found 2.9");
});

test("pip's refusals are told apart from a file that is not the one expected", () => {
  const refused = wheelError("WARNING: Retrying\nERROR: ProxyError('Cannot connect to proxy')");
  expect(refused).toBeInstanceOf(NativeUnavailable);
  expect(refused.message).toContain("pip could not reach the Python package index");
  const other = wheelError(
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
  );
  expect(other).not.toBeInstanceOf(NativeUnavailable);
  expect(other.message).toContain("has another checksum than the one expected");
});

test("a compiler's first error is the one that is told", () => {
  const stderr = "a.cc:1:2: fatal error: x.h: No such file\ncompilation terminated.\n";
  expect(compilationSentence("c++", stderr, null)).toBe(
    "c++ could not compile the binding: x.h: No such file.",
  );
  expect(compilationSentence("c++", "", "SIGKILL")).toBe(
    "c++ could not compile the binding: SIGKILL.",
  );
});

test("sizes are in megabytes, and links do not count twice", () => {
  writeFileSync(join(bin, "a"), "1234");
  symlinkSync("a", join(bin, "b"));
  expect(folderBytes(bin)).toBe(4 + "a".length);
  expect(folderBytes(join(bin, "none"))).toBe(0);
  expect(formatMegabytes(273_829_956)).toBe("274 MB");
});

describe("findMiscomputation", () => {
  beforeAll(() => {
    tf.enableProdMode();
    return tf.setBackend("cpu");
  });

  test("finds nothing wrong with the plain backend", () => {
    expect(findMiscomputation(tf)).toBeNull();
  });

  test.each([
    ["matMul", "a product of matrices is wrong"],
    ["sigmoid", "a small fit ends at other coefficients"],
  ] as const)("finds a %s that is a thousandth off", (name, problem) => {
    const real = tf[name] as (...args: unknown[]) => tf.Tensor;
    const off = { ...tf, [name]: (...args: unknown[]) => tf.mul(real(...args), 1.001) };
    expect(findMiscomputation(off)).toBe(problem);
  });

  test("finds values that are none", () => {
    const off = { ...tf, sigmoid: (x: tf.Tensor) => tf.mul(x, NaN) };
    expect(findMiscomputation(off as typeof tf)).toBe("a small fit ends at other coefficients");
  });
});

test("a program that ends by a signal is said to", async () => {
  const code = "process.kill(process.pid, 'SIGILL')";
  const { status, failure } = await run(process.execPath, ["-e", code], {
    env: { PATH: dirname(process.execPath) },
    wholeGroup: true,
  });
  expect({ status, failure }).toEqual({ status: null, failure: "SIGILL" });
});
