import { sourceReading } from "../../lib/src/data/readings.js";
import { testSettings } from "../support/settings.js";

test("every kind of source is named, the simulated one as unreal", () => {
  const settings = testSettings({});
  const source = { kind: "simulated", label: "simulated catalogue (seed 213)" } as const;
  expect(sourceReading(source, settings)).toMatch(/simulated catalogue .* no title.* is real/);
  expect(sourceReading({ kind: "file", label: "catalogue file a.csv" }, settings)).toContain(
    "a.csv",
  );
  const notice = "This product uses the TMDB API but is not endorsed or certified by TMDB.";
  expect(sourceReading({ kind: "live", label: "TMDb" }, settings)).toBe(
    `Data: Netflix, from TMDb. ${notice}`,
  );
  expect(sourceReading({ kind: "live", label: "TMDb, changed by hand" }, settings)).toBe(
    `Data: Netflix, from TMDb, changed by hand. ${notice}`,
  );
  expect(sourceReading({ kind: "unknown", label: "x" }, settings)).toContain("no manifest");
});
