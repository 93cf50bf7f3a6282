import type { Link, PhrasingContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { characterAt, characterBefore, escapeEntities, escapeText, isWord, ZERO_WIDTH } from './escape.ts';

const MARKS = { strong: '*', emphasis: '_', delete: '~' } as const;

/** Phrasing as mrkdwn. */
export function writeInline(nodes: PhrasingContent[]): string {
  const line = new Line();
  writeNodes(line, nodes, '');
  return line.toString();
}

/** Output in pieces: looking at the end of one long string for each node would take time in the square of its length. */
class Line {
  readonly #pieces: string[] = [];
  #last: string | undefined;

  toString(): string {
    return this.#pieces.join('');
  }

  /**
   * Adds text. Slack sees a mark only between a word and a non-word, so where text that is `marked` at its ends would
   * touch a word or another mark, a zero-width space is put between.
   */
  add(text: string, marked = false): void {
    if (text === '') return;
    const afterMark = /[*_~`]/.test(this.#last ?? '');
    const touches = marked ? isWord(this.#last) || afterMark : afterMark && isWord(characterAt(text, 0));
    this.#pieces.push(touches ? ZERO_WIDTH + text : text);
    this.#last = characterBefore(text, text.length);
  }
}

/** A mark that is `active` already is not written again. */
function writeNodes(line: Line, nodes: PhrasingContent[], active: string): void {
  for (const node of nodes) {
    if (node.type !== 'strong' && node.type !== 'emphasis' && node.type !== 'delete') writeLeaf(line, node);
    else if (active.includes(MARKS[node.type])) writeNodes(line, node.children, active);
    else {
      const inner = new Line();
      writeNodes(inner, node.children, active + MARKS[node.type]);
      line.add(wrapLines(MARKS[node.type], inner.toString()), true);
    }
  }
}

type Leaf = Exclude<PhrasingContent, { type: keyof typeof MARKS }>;

function writeLeaf(line: Line, node: Leaf): void {
  switch (node.type) {
    case 'inlineCode':
      return writeCode(line, node.value);
    case 'break':
      return line.add('\n');
    case 'link':
      return line.add(writeLink(node.url, plainText(node)));
    case 'image':
      return line.add(writeLink(node.url, node.alt || 'image'));
    case 'linkReference':
    case 'imageReference':
      return line.add(escapeText(plainText(node)));
    case 'footnoteReference':
      return line.add(escapeText(`[${node.label ?? node.identifier}]`));
    default:
      return line.add(escapeText(node.value));
  }
}

/** A mark holds for one line only, and must touch what it marks. */
function wrapLines(mark: string, text: string): string {
  const wrapLine = (line: string) => {
    const inner = line.trim();
    const from = line.indexOf(inner);
    return inner === ''
      ? line
      : `${line.slice(0, from)}${mark}${inner}${mark}${line.slice(from + inner.length)}`;
  };
  return text.split('\n').map(wrapLine).join('\n');
}

/** Slack has no way to write a backtick inside inline code, so that code becomes a block of its own. */
function writeCode(line: Line, value: string): void {
  const text = escapeEntities(value);
  if (value.includes('`')) line.add(`\`\`\`${breakFences(text)}\`\`\``);
  else line.add(`\`${text.replace(/\n/g, ' ')}\``, true);
}

/** Code as it may stand in a fence: its own fences are broken up, and it does not end in a backtick. */
export function breakFences(code: string): string {
  return code.replace(/`(?=``|$)/g, `\`${ZERO_WIDTH}`).replace(/^`/, `${ZERO_WIDTH}\``);
}

const SAFE_URL = /^(?:https?:\/\/|mailto:|tel:)[^\s]/i;

/** A link as `<url|words>`; an address that Slack would not open is written out as words. */
export function writeLink(url: Link['url'], label: string): string {
  const words = label.replace(/\s+/g, ' ').trim();
  if (!SAFE_URL.test(url)) return escapeText(url && words !== url ? `${words} (${url})` : words);
  const target = escapeEntities(url.replace(/[\s<>|`]/g, encodeURIComponent));
  if (words === '' || words === url) return `<${target}>`;
  return `<${target}|${escapeText(words)}>`;
}
