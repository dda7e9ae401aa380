/**
 * Writes a simulated catalogue as `*_tv_clean.csv` has it: PATH ROWS SEED. In a process of its own,
 * because a million series take 2 GB while they are drawn.
 */
import { writeCsv } from "../../lib/src/data/csv.js";
import { GENRES, simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { cleanEach, TITLE_COLUMNS, type Title } from "../../lib/src/data/titles.js";

const [path = "", rows, seed] = process.argv.slice(2);
const titles = simulateCatalogue({ series: Number(rows), seed: Number(seed) });
writeCsv(path, cleanEach(titles, GENRES), Object.keys(TITLE_COLUMNS) as (keyof Title)[]);
