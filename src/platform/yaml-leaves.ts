import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { messageOf } from './errors.ts';

/** One value of a YAML file of nested sections. */
export interface YamlLeaf {
  /** The keys that lead to it, joined by dots: `web.port`. */
  path: string;
  /** A plain value; an empty section is `{}`. */
  value: unknown;
  /** Counted from 1. */
  line: number;
}

/** Something in the file that is not YAML, or not sections of keys. */
export interface YamlFault {
  line: number;
  message: string;
}

/**
 * Takes a YAML file of nested sections apart into its values, each with the line it stands on. Never throws.
 *
 * @param whole paths whose sections are one value
 */
export function yamlLeaves(
  text: string,
  whole: ReadonlySet<string> = new Set(),
): { leaves: YamlLeaf[]; faults: YamlFault[] } {
  const counter = new LineCounter();
  const lineOf = (offset: number) => Math.max(1, counter.linePos(offset).line);
  try {
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
    const faults = document.errors.map(({ pos, message }) => ({ line: lineOf(pos[0]), message }));
    if (faults.length > 0) return { leaves: [], faults };
    return walk(document, lineOf, whole);
  } catch (error) {
    return { leaves: [], faults: [{ line: 1, message: messageOf(error) }] };
  }
}

function walk(document: Document.Parsed, lineOf: (offset: number) => number, whole: ReadonlySet<string>) {
  const leaves: YamlLeaf[] = [];
  const faults: YamlFault[] = [];
  const leaf = (node: unknown, path: string[], line: number) => {
    try {
      const value = isNode(node) ? node.toJS(document) : node;
      if (path.length > 0) leaves.push({ path: path.join('.'), value, line });
      else if (value !== null) faults.push({ line, message: 'the file must hold sections of keys' });
    } catch (error) {
      // An alias that leads nowhere, or that multiplies beyond all measure.
      faults.push({ line, message: messageOf(error) });
    }
  };
  const visit = (node: unknown, path: string[], line: number) => {
    const one = !isMap(node) || (node.items.length === 0 && path.length > 0) || whole.has(path.join('.'));
    if (one) {
      leaf(node, path, line);
      return;
    }
    for (const { key, value } of node.items) {
      const at = isNode(key) && key.range ? lineOf(key.range[0]) : line;
      if (isScalar(key)) visit(value, [...path, String(key.value)], at);
      else faults.push({ line: at, message: 'a key must be a plain word' });
    }
  };
  visit(document.contents, [], 1);
  return { leaves, faults };
}
