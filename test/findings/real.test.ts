import { labelled } from "../support/study.js";
/**
 * The findings on 600 real rows of TMDb, which are not part of the project: REAL_CATALOGUE names a CSV
 * with the columns of `discover/tv`. What is found is printed; what must hold of any catalogue is tested.
 */
import { existsSync } from "node:fs";
import { findingsTable } from "../../lib/src/findings/index.js";
import { checkDefault } from "../support/default-claims.js";
import { GENRES } from "../../lib/src/sandbox/catalogue.js";
import { tableText } from "../../lib/src/cell/tables.js";
import { readCatalogue } from "../../lib/src/data/catalogue/index.js";
import { cleanTitles } from "../../lib/src/data/titles.js";

const file = process.env["REAL_CATALOGUE"] ?? "";
const reason = file === "" ? "REAL_CATALOGUE is not set" : existsSync(file) ? "" : `no ${file}`;

if (reason === "") {
  test("every statement is judged on real rows, with an interval that holds its effect", () => {
    const titles = labelled(cleanTitles(readCatalogue(file, GENRES).titles, GENRES));
    const findings = checkDefault(titles, { asOfYear: 2026 });
    process.stdout.write(`${tableText(findingsTable(findings))}\n`);
    expect(findings.filter(({ pValue }) => pValue !== null).length).toBeGreaterThan(5);
    for (const { effect } of findings) {
      if (effect === null) continue;
      expect(effect.interval[0]).toBeLessThanOrEqual(effect.value);
      expect(effect.interval[1]).toBeGreaterThanOrEqual(effect.value);
    }
  });
} else {
  process.stdout.write(`Findings on real rows: skipped, ${reason}.\n`);
  test.skip(`real rows: skipped, ${reason}`, () => undefined);
}
