/** Markdown sentences as HTML. */
import MarkdownIt from "markdown-it";

/** Bold, code, escapes; no HTML, no links, no images. */
const markdown = new MarkdownIt("zero").enable(["emphasis", "backticks", "escape", "entity"]);

/** One paragraph as HTML, without the `<p>` tags. */
export function inlineMarkdown(text: string): string {
  return markdown.renderInline(text);
}
