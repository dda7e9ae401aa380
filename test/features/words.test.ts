import {
  factorInWords,
  featureInWords,
  levelInWords,
  oneMoreInWords,
  othersInWords,
} from "../../lib/src/features/words.js";

test.each([
  ["primary_country_GB", "country: United Kingdom"],
  ["primary_country_unknown", "country: no country"],
  ["primary_genre_grouped_Action & Adventure", "genre: Action & Adventure"],
  ["primary_genre_grouped_Other", "genre: other genres"],
  ["covid_period_pre_covid", "release period: up to 2019"],
  ["is_us", "from the United States"],
  ["years_since_release", "years since the release"],
  ["a_feature_of_my_own", "a_feature_of_my_own"],
])("%s is %s", (feature, words) => {
  expect(featureInWords(feature)).toBe(words);
});

test("what has no word keeps its name", () => {
  expect(factorInWords("language")).toBe("language");
  expect(levelInWords("language", "en")).toBe("en");
  expect(levelInWords("primary_country", "Atlantis")).toBe("Atlantis");
  expect(levelInWords("primary_country", "QQ")).toBe("QQ");
  expect(oneMoreInWords("seasons")).toBe("one more of seasons");
  expect(othersInWords("language", "all")).toBe("all other values of language");
});
