import { inspect } from "node:util";
import { UserError } from "../../lib/src/base/errors.js";

test("a UserError is its sentence and no stack, however it is printed", () => {
  const error = new UserError("Do this.", { cause: new Error("detail") });
  expect([error.message, error.stack, inspect(error)]).toEqual([
    "Do this.",
    "Do this.",
    "Do this.",
  ]);
  expect(error).toBeInstanceOf(Error);
});
