import ts from "typescript";
import {
  newerLibrary,
  withoutShorthand,
  type SyntaxTools,
} from "../../lib/src/jupyter/cell-language.js";

test.each([
  ["const a = { rows };", "const a = { rows: rows };"],
  ["f({ a, b: { c }, ...d });", "f({ a: a, b: { c: c }, ...d });"],
  ["const { a, b = 1 } = c;", "const { a, b = 1 } = c;"],
  ["({ a, b = 1 } = c);", "({ a: a, b = 1 } = c);"],
  [
    "const a = { async b() {}, get c() { return 1; } };",
    "const a = { async b() {}, get c() { return 1; } };",
  ],
  ["const a = '{ b }'; // { c }", "const a = '{ b }'; // { c }"],
  [
    "const a = { é, /* b */ c };\nconst d = { a };",
    "const a = { é: é, /* b */ c: c };\nconst d = { a: a };",
  ],
  ["const a = { b", "const a = { b: b"],
])("%s is compiled as %s", (source, compiled) => {
  expect(withoutShorthand(source, ts as unknown as SyntaxTools)).toBe(compiled);
});

test("the library is that of the Node at hand", () => {
  expect(newerLibrary(20)).toEqual(["es2023.array"]);
  expect(newerLibrary(26)).toContain("es2024.object");
});
