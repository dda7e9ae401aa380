import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  hasNativeBinding,
  prepareNativePackage,
} from "../../lib/src/model/backend/native-package.js";

test("a package counts as native once its binary is there", () => {
  const folder = mkdtempSync(join(tmpdir(), "native-package-"));
  try {
    expect(hasNativeBinding(folder)).toBe(false);
    mkdirSync(join(folder, "lib"));
    expect(hasNativeBinding(folder)).toBe(false);
    mkdirSync(join(folder, "lib", "napi-v8"));
    expect(hasNativeBinding(folder)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what the native package calls is there on every Node, without a warning", () => {
  const warn = jest.spyOn(process, "emitWarning");
  prepareNativePackage();
  const util = jest.requireActual<Record<string, (value: unknown) => boolean>>("node:util");
  const answers = [null, undefined, 0, []].map((value) => [
    util.isNullOrUndefined?.(value),
    util.isArray?.(value),
  ]);
  expect(answers).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [false, true],
  ]);
  expect(warn).not.toHaveBeenCalled();
});
