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

test("control characters that it quotes are shown, never sent", () => {
  const error = new UserError('found "\u001b]0;title\u0007\u009b2J\u202e"\nnext line');
  expect(error.message).toBe('found "\\u001b]0;title\\u0007\\u009b2J\\u202e"\nnext line');
  expect(error.stack).toBe(error.message);
});
