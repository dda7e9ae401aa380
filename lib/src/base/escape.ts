/** Escaping for HTML, Markdown and plotly, so that text from outside is shown as text. */

/**
 * Make control characters visible: a terminal would obey them, and marks that change the direction
 * of writing make a sentence read as another. Line ends and tabs stay.
 *
 * @example showControls("\u001b[2J") === "\\u001b[2J"
 */
export function showControls(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(CONTROLS, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

// eslint-disable-next-line no-control-regex -- the pattern is meant to match them
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escape text for HTML, between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return showControls(text).replace(/[&<>"']/g, (character) => HTML_ESCAPES[character]!);
}

/**
 * JSON for use inside a `<script>` element: `<` is written as an escape, so that no value can close
 * the element or open a comment. `JSON.parse` gives the same value back.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}

/**
 * Escape text for a Markdown paragraph or table cell, as JupyterLab, GitHub and nbconvert read it:
 * no markup, no HTML, no formula. Line breaks become spaces.
 */
export function escapeMarkdown(text: string): string {
  return (
    showControls(text.replace(/\s*[\r\n]+\s*/g, " "))
      .replace(/[\\`*_[\]|~]/g, "\\$&")
      // A backslash does not stop HTML, and JupyterLab looks for $ before it reads Markdown.
      .replace(/[&<>$]/g, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/^(\s*)([#+-]|=)/, "$1\\$2")
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2")
  );
}

/**
 * A template tag for Markdown: the template itself is Markdown, the values put into it are escaped.
 *
 * @example md`The most popular series is **${title.name}**.`
 */
export function md(parts: TemplateStringsArray, ...values: unknown[]): string {
  return parts.reduce((text, part, i) => text + escapeMarkdown(String(values[i - 1])) + part);
}

/**
 * Escape text for plotly's labels, titles and hover texts, which understand some HTML: tags and
 * entities are shown as they are written.
 */
export function escapePlotly(text: string): string {
  return showControls(text)
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/</g, "&lt;");
}

/** Cut a text to at most `length` characters; a text that is cut ends in "…". */
export function truncate(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
