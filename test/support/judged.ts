/** The validation for tests whose rows are enough: a reason is an error. */
import { assertJudged } from "../../lib/src/base/outcome.js";
import * as validation from "../../lib/src/model/validation/index.js";

export const validate = async (...args: Parameters<typeof validation.validate>) =>
  assertJudged(await validation.validate(...args));

export const crossValidate = async (...args: Parameters<typeof validation.crossValidate>) =>
  assertJudged(await validation.crossValidate(...args));
