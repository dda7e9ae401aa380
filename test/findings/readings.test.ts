import { leadersReading, releaseYearReading } from "../../lib/src/findings/readings.js";
import { genres, primaryCountry, primaryGenre } from "../../lib/src/data/variable.js";
import { title } from "../support/titles.js";

test("leadersReading names the leader, the first three and the missing", () => {
  const rows = ["US", "US", "KR", "JP", "ES", null].map((country) =>
    title({ primary_country: country }),
  );
  expect(leadersReading(rows, primaryCountry)).toBe(
    "**US** leads with 2 of 6 series (33.3%); the first three together have 66.7%. 1 has no primary country.",
  );
});

test("leadersReading counts a series of several values once among the first three", () => {
  const rows = [["Drama", "Crime"], ["Drama"], ["Comedy", "Kids"], ["Soap"], []].map((own) =>
    title({ genres: own }),
  );
  expect(leadersReading(rows, genres)).toBe(
    "**Drama** leads with 2 of 5 series (40.0%); the first three together have 60.0%. 1 has no genre.",
  );
});

test("names from the data are escaped", () => {
  const rows = [title({ primary_genre: "<img src=x> *bold*" })];
  const reading = leadersReading(rows, primaryGenre);
  expect(reading).not.toContain("<img");
  expect(reading).not.toContain("*bold*");
});

test("releaseYearReading names the most frequent year and the undated", () => {
  const rows = [2020, 2020, 2021, null].map((year) => title({ year }));
  expect(releaseYearReading(rows)).toBe(
    "The most frequent release year is **2020** (2 series). 1 (25.0%) has no year.",
  );
});
