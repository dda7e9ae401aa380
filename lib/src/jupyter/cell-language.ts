/** What cells may be written in beyond what tslab's compiler knows: shorthand, and the library of this Node. */

/** The parts of tslab's TypeScript that are used. */
export interface SyntaxTools {
  createSourceFile: (name: string, text: string, target: number) => SyntaxNode;
  forEachChild: (node: SyntaxNode, visit: (child: SyntaxNode) => void) => void;
  isShorthandPropertyAssignment: (node: SyntaxNode) => boolean;
}
interface SyntaxNode {
  name?: SyntaxNode & { text: string };
  objectAssignmentInitializer?: unknown;
  end: number;
}

const LATEST = 99;

/**
 * The source with `{ rows }` written out as `{ rows: rows }`. tslab gives a cell the variables of earlier ones
 * under other names, and overlooks those in shorthand: they would not be defined.
 */
export function withoutShorthand(source: string, ts: SyntaxTools): string {
  const names: { text: string; end: number }[] = [];
  const visit = (node: SyntaxNode): void => {
    // In `({ a = 1 } = b)` it is a target with a default, which has no longer form of its own.
    const isShort = ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer;
    if (isShort && node.name !== undefined)
      names.push({ text: node.name.text, end: node.name.end });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, LATEST));
  return names.reduceRight(
    (text, name) => `${text.slice(0, name.end)}: ${name.text}${text.slice(name.end)}`,
    source,
  );
}

/** The first version of Node that has what each file of TypeScript's library declares beyond ES2022. */
const LIBRARY: Readonly<Record<string, number>> = {
  "es2023.array": 20,
  "es2024.object": 21,
  "es2024.collection": 21,
  "es2024.promise": 22,
  "es2025.collection": 22,
};

/** The files of TypeScript's library for this Node, such as `toSorted` of arrays and `Object.groupBy`. */
export function newerLibrary(nodeMajor: number): string[] {
  return Object.keys(LIBRARY).filter((file) => nodeMajor >= LIBRARY[file]!);
}
