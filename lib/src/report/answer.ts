/** The answer of a report, in its first lines: what the judged claims and the model come to. */
import { escapeHtml } from "../base/escape.js";
import { formatCount, formatQuantity } from "../base/format.js";
import { effectWords, intervalWords, levelWords } from "../findings/words.js";
import type { RecordedFinding } from "../study/claims.js";
import type { ReportContent } from "./content.js";
import { featureWords } from "./question.js";

/** Most claims that are named one by one, the clearest first. */
const NAMED = 3;
/** What follows from the label or is about the model, and so is no answer to what sets hits apart. */
const ASIDE: readonly string[] = ["imbalance", "separability"];

/**
 * What sets hits apart, what does not, what could not be judged, and how far the model tells hits from other
 * series: never more than the verdicts, which are corrected for all tests. Empty before any claim was judged.
 */
export function answerHtml(content: ReportContent): string {
  const judged = content.findings?.judged ?? [];
  if (judged.length === 0) return "";
  const claims = judged.filter(({ topic }) => !ASIDE.includes(topic));
  const of = (verdict: RecordedFinding["verdict"]): RecordedFinding[] =>
    claims.filter((claim) => claim.verdict === verdict);
  const [supported, contradicted, mixed] = [of("supported"), of("contradicted"), of("mixed")];
  const sized = supported.filter(({ effect }) => effect?.unit === "difference of shares");
  const parts = [
    sized.length > 0
      ? line("What sets hits apart most", clearest(sized).map(withSize))
      : line("Borne out", named(supported)),
    line("The opposite of what was claimed", named(contradicted)),
    line("Clear, but not in one direction", named(mixed)),
    supported.length + contradicted.length + mixed.length > 0
      ? ""
      : `<p><strong>Nothing that was claimed of hits is clear of chance in these series.</strong></p>`,
    line("Not enough data to tell", named(of("not enough data"))),
    modelLine(content),
  ];
  return `<div class="answer">${parts.join("")}</div>`;
}

/** The largest differences first. */
function clearest(claims: readonly RecordedFinding[]): RecordedFinding[] {
  const size = ({ effect }: RecordedFinding): number => Math.abs(effect?.value ?? 0);
  return [...claims].sort((a, b) => size(b) - size(a)).slice(0, NAMED);
}

function withSize(finding: RecordedFinding): string {
  const { effect, level } = finding;
  if (effect === null) return linkTo(finding);
  const [size, interval] = [effectWords(effect), intervalWords(effect)].map((words) =>
    escapeHtml(words.replace(/ points$/, "")),
  );
  return `${linkTo(finding)}, a difference of ${size} percentage points (${levelWords(level)} interval ${interval})`;
}

/** The first of these claims, and how many more there are. */
function named(claims: readonly RecordedFinding[]): string[] {
  const more = claims.length - NAMED;
  const shown = claims.slice(0, NAMED).map(linkTo);
  return more > 0 ? [...shown, formatQuantity(more, "other claim")] : shown;
}

function linkTo({ id, claim }: RecordedFinding): string {
  return `<a href="#finding-${escapeHtml(id)}">${escapeHtml(claim)}</a>`;
}

function line(lead: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `<p><strong>${lead}:</strong> ${items.join("; ")}.</p>`;
}

/** How far the model sees, as the chance that it ranks a hit above another series. */
function modelLine({ collection }: ReportContent): string {
  const { roc_auc: auc, roc_auc_interval: interval } = collection?.results ?? {};
  if (auc === undefined || interval === undefined) return "";
  const pairs = (value: number): string => formatCount(Math.round(100 * value));
  const found = `ranks a hit above another series in ${pairs(auc)} of 100 pairs (95% interval ${pairs(interval[0])} to ${pairs(interval[1])}; a coin would in 50)`;
  const doubt = interval[0] > 0.5 ? "" : ", which is not clear of a coin";
  return `<p><strong>The model</strong> knows ${escapeHtml(featureWords({ collection }))} alone, and ${found}${doubt}.</p>`;
}
