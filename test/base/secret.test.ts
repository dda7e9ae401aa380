import { Secret, withoutPasswords } from "../../lib/src/base/secret.js";

test("a secret is redacted from text, plain and percent-encoded", () => {
  const secret = new Secret("a/b+c");
  expect(secret.redact("x a/b+c y a%2Fb%2Bc")).toBe("x [hidden] y [hidden]");
  expect(secret.reveal()).toBe("a/b+c");
});

describe("what another program says loses its passwords:", () => {
  const env = {
    HTTPS_PROXY: "http://user:s3cret%40@proxy:1",
    http_proxy: "me:t0psecret@proxy:1",
    PIP_INDEX_URL: "https://tok3n:@index/simple",
    ALL_PROXY: "http://a:b@proxy",
  };
  test.each([
    ["of an address", "at https://any:one@host/x: no", "at https://[hidden]@host/x: no"],
    ["with @ in it", "http://u:p@ss@host", "http://[hidden]@host"],
    ["of a proxy", "user:s3cret%40 and s3cret@ failed", "[hidden] and [hidden] failed"],
    ["of a proxy without a scheme", "t0psecret is wrong", "[hidden] is wrong"],
    ["a token for a user", "https://tok3n:@index/simple", "https://[hidden]@index/simple"],
    ["a short one only where it stands with its user", "about a:b", "about [hidden]"],
    ["nothing else", "mail me@host or see http://host/@x", "mail me@host or see http://host/@x"],
  ])("%s", (_, text, expected) => {
    expect(withoutPasswords(text, env)).toBe(expected);
  });
});
