import {
  escapeHtml,
  escapeMarkdown,
  escapePlotly,
  md,
  scriptJson,
  truncate,
} from "../../lib/src/base/escape.js";

test("HTML's five special characters are escaped, between tags and in attributes", () => {
  expect(escapeHtml(`<img src=x onerror="alert('1')"> & more`)).toBe(
    "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more",
  );
});

test("JSON in a script element cannot close it and reads back the same", () => {
  const value = { name: "</script><!--<script>" };
  const json = scriptJson(value);
  expect(json).toBe('{"name":"\\u003c/script>\\u003c!--\\u003cscript>"}');
  expect(JSON.parse(json)).toEqual(value);
});

test("Markdown, HTML and formulas in a text are escaped", () => {
  expect(escapeMarkdown("*a* _b_ [c](d) `e` | ~f~ \\")).toBe(
    "\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\| \\~f\\~ \\\\",
  );
  expect(escapeMarkdown("<b>$x$ & y")).toBe("&#60;b&#62;&#36;x&#36; &#38; y");
});

test("what would begin a heading, a list or a new line in Markdown does not", () => {
  expect(escapeMarkdown("# One")).toBe("\\# One");
  expect(escapeMarkdown("- One")).toBe("\\- One");
  expect(escapeMarkdown("24. One")).toBe("24\\. One");
  expect(escapeMarkdown("One\n\nTwo")).toBe("One Two");
});

test("ordinary titles stay readable in Markdown", () => {
  expect(escapeMarkdown("The One-Eyed King: part 2 (2021)!")).toBe(
    "The One-Eyed King: part 2 (2021)!",
  );
});

test("the md tag escapes what is put in and leaves the template alone", () => {
  expect(md`**${"a*b"}** has ${3} hits`).toBe("**a\\*b** has 3 hits");
  expect(md`${"x"}`).toBe("x");
});

test("plotly shows tags and entities as they are written", () => {
  expect(escapePlotly("<b>x</b> &lt; Sci-Fi & Fantasy")).toBe(
    "&lt;b>x&lt;/b> &amp;lt; Sci-Fi & Fantasy",
  );
});

test("a text is cut by characters, not by halves of them", () => {
  expect(truncate("🎬🎬🎬🎬", 3)).toBe("🎬🎬…");
  expect(truncate("abc", 3)).toBe("abc");
});

test("no text for pages, cells or figures holds a control character", () => {
  const text = "a\u001b[31mb\u0085\u202ec";
  for (const escaped of [escapeHtml(text), escapeMarkdown(text), escapePlotly(text)]) {
    expect(escaped).toMatch(/u001b.*u0085.*u202ec$/);
    for (const sent of ["\u001b", "\u0085", "\u202e"]) expect(escaped).not.toContain(sent);
  }
});
