import { progressLine } from "netflix-hits/progress";

test("the line has a bar, the count, the coverage and the page", () => {
  const line = progressLine({ pagesDone: 62, pagesTotal: 129, distinct: 1240, reported: 2561 });
  expect(line).toBe("████████████░░░░░░░░░░░░ 1,240 of 2,561 series (48.4%), page 62 of 129");
});

test("an empty network has no coverage to show", () => {
  const line = progressLine({ pagesDone: 1, pagesTotal: 1, distinct: 0, reported: 0 });
  expect(line).toBe("████████████████████████ 0 of 0 series, page 1 of 1");
});
