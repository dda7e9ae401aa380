/** Lists in a field of a CSV file. */

/** A list of strings or numbers, as JSON or as a Python literal (`['US', "Côte d'Ivoire"]`). */
export function parseList(text: string): (string | number)[] {
  if (text.trim() === "") return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = JSON.parse(pythonListToJson(text));
  }
  const isList =
    Array.isArray(parsed) &&
    parsed.every((item) => typeof item === "string" || typeof item === "number");
  if (!isList) throw new TypeError("not a list of strings or numbers");
  return parsed as (string | number)[];
}

/** One token of a Python list: a string in either kind of quotes, or anything else unchanged. */
const PYTHON_TOKEN = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|[^'"]+/g;

function pythonListToJson(text: string): string {
  return text.replace(PYTHON_TOKEN, (token, single?: string, double?: string) => {
    const body = single ?? double;
    return body === undefined ? token : JSON.stringify(unescapePython(body));
  });
}

const PYTHON_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescapePython(body: string): string {
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g,
    (_, x?: string, u?: string, U?: string, other?: string) => {
      const code = x ?? u ?? U;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      return PYTHON_ESCAPES[other!] ?? other!;
    },
  );
}
