import { isDoc, isExpression } from '../values/doc.ts';

/** What an update by operators may change of a document that is there. */
export interface Touched {
  /** Fields at the top of the document. */
  names: ReadonlySet<string>;
  /** Those of them whose old value counts. */
  read: readonly string[];
}

/** Which fields an update may change; undefined where it may change any: a replacement, or a pipeline. */
export function touchedBy(update: unknown): Touched | undefined {
  if (!isExpression(update)) return undefined;
  const names = new Set<string>();
  const read: string[] = [];
  for (const [operator, changes] of Object.entries(update)) {
    if (operator === '$setOnInsert' || !isDoc(changes)) continue;
    for (const [path, operand] of Object.entries(changes)) {
      const name = topOf(path);
      names.add(name);
      if (operator !== '$set' || name !== path) read.push(name);
      if (operator !== '$rename') continue;
      names.add(topOf(String(operand)));
      read.push(topOf(String(operand)));
    }
  }
  return { names, read };
}

function topOf(path: string): string {
  return path.split('.', 1)[0] ?? '';
}
