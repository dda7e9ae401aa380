import { Secret } from "../../lib/src/base/secret.js";

test("a secret is redacted from text, plain and percent-encoded", () => {
  const secret = new Secret("a/b+c");
  expect(secret.redact("x a/b+c y a%2Fb%2Bc")).toBe("x [hidden] y [hidden]");
  expect(secret.reveal()).toBe("a/b+c");
});
