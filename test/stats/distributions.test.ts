import {
  normalCdf,
  normalCriticalValue,
  normalQuantile,
} from "../../lib/src/stats/distributions.js";

const relativeError = (found: number, expected: number) =>
  expected === 0 ? Math.abs(found) : Math.abs(found / expected - 1);

describe("normalCdf", () => {
  // mpmath with 40 digits: ncdf(x), or erfc(-x / sqrt(2)) / 2 in the lower tail.
  test.each([
    [-37, 5.725571222524577e-300],
    [-20, 2.7536241186062337e-89],
    [-8.5, 9.479534822203318e-18],
    [-5.7, 5.990371401063528e-9],
    [-5.6, 1.071759025831093e-8],
    [-3, 0.0013498980316300946],
    [-1.5, 0.06680720126885807],
    [-0.67, 0.2514288950953101],
    [-0.6, 0.2742531177500736],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [0.66, 0.7453730853286639],
    [1, 0.8413447460685429],
    [2, 0.9772498680518208],
    [4, 0.9999683287581669],
    [6, 0.9999999990134123],
    [9, 1],
  ])("at %d is %d to 14 digits", (x, expected) => {
    expect(relativeError(normalCdf(x), expected)).toBeLessThan(1e-14);
  });

  test("is 0 and 1 at the ends and NaN for NaN", () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(NaN)).toBeNaN();
  });

  test("grows everywhere, across the joints of its approximations too", () => {
    let before = normalCdf(-10);
    for (let x = -9.99; x < 7; x += 0.01) {
      const here = normalCdf(x);
      expect(here).toBeGreaterThan(before);
      before = here;
    }
  });
});

describe("normalQuantile", () => {
  // mpmath with 40 digits: the root of log(ncdf(x)) - log(p).
  test.each([
    [1e-300, -37.0470962993612],
    [1e-30, -11.464024688443615],
    [1e-12, -7.034483825301132],
    [1e-10, -6.361340902404057],
    [1e-5, -4.264890793922825],
    [0.001, -3.0902323061678136],
    [0.02, -2.053748910631823],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258116],
    [0.3, -0.5244005127080408],
    [0.49, -0.025068908258711057],
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.95, 1.6448536269514722],
    [0.975, 1.9599639845400538],
    [0.995, 2.5758293035489004],
    [0.999999, 4.753424308817087],
  ])("at %d is %d to 15 digits", (p, expected) => {
    expect(relativeError(normalQuantile(p), expected)).toBeLessThan(1e-15);
  });

  test("is infinite at 0 and 1 and NaN outside", () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalQuantile(NaN)).toBeNaN();
  });

  test("undoes normalCdf", () => {
    for (let x = -30; x <= 0; x += 0.37) {
      expect(relativeError(normalQuantile(normalCdf(x)), x)).toBeLessThan(1e-14);
    }
  });
});

test("normalCriticalValue is 1.96 for 95% and refuses a level outside (0, 1)", () => {
  expect(normalCriticalValue(0.95)).toBeCloseTo(1.959963984540054, 15);
  expect(normalCriticalValue(0.5)).toBeCloseTo(0.6744897501960817, 15);
  expect(() => normalCriticalValue(95)).toThrow(/between 0 and 1, found 95/);
});
