/** Pages as PDF, without what differs from one printing to the next. */
import type { Page } from "playwright-core";

/** Print a page as PDF: the same page gives the same bytes. */
export async function printPage(
  tab: Page,
  options: Parameters<Page["pdf"]>[0] = {},
): Promise<Buffer> {
  return timelessPdf(await tab.pdf({ preferCSSPageSize: true, printBackground: true, ...options }));
}

/**
 * A PDF of Chromium without what differs from one printing to the next: the times, and the numbers
 * of the heads of tables, which count on from whatever the browser happened to number before.
 * Nothing changes its length, since a PDF holds the places of its parts in bytes.
 */
export function timelessPdf(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  const numbers = new Set(Array.from(text.matchAll(HEAD), ([, number]) => number!));
  // Kept in their order: the PDF has a sorted index of them.
  const renumbered = new Map(
    [...numbers].sort().map((number, i) => [number, String(i + 1).padStart(number.length, "0")]),
  );
  const timeless = text
    .replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, "/$1 (D:20000101000000")
    .replace(HEAD, (_, number: string) => `(node${renumbered.get(number)})`);
  return Buffer.from(timeless, "latin1");
}

const HEAD = /\(node(\d{8})\)/g;
