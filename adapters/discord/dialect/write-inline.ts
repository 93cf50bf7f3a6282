import type { PhrasingContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { characterAt, characterBefore, escapeText, isWord, ZERO_WIDTH } from './escape.ts';
import { writeLink } from './write-link.ts';

/** Phrasing as Discord Markdown. */
export function writeInline(nodes: PhrasingContent[]): string {
  const line = new Line();
  writeNodes(line, nodes, new Set());
  return line.toString();
}

/** Output in pieces: looking at the end of one long string for each node would take time in the square of its length. */
class Line {
  readonly #pieces: string[] = [];
  #last: string | undefined;
  #marked = false;

  toString(): string {
    return this.#pieces.join('');
  }

  /** Adds text; `marked`: its ends are marks. What would mean something together is kept apart. */
  add(text: string, marked = false): void {
    if (text === '') return;
    const apart =
      this.#last !== undefined && meets(this.#last, characterAt(text, 0) ?? '', this.#marked, marked);
    this.#pieces.push(apart ? ZERO_WIDTH + text : text);
    this.#last = characterBefore(text, text.length);
    this.#marked = marked;
  }
}

function meets(before: string, after: string, wasMarked: boolean, isMarked: boolean): boolean {
  // A slanting underscore is one only at the edge of a word.
  if (before === '_' && wasMarked && isWord(after)) return true;
  if (after === '_' && isMarked && isWord(before)) return true;
  if (before === after) return /[*_~|`]/.test(after);
  return (before === ']' && after === '(') || (before === '<' && /[@#:/+at]/.test(after));
}

type Mark = 'strong' | 'emphasis' | 'delete';

/** A mark that is `active` already is not written again. */
function writeNodes(line: Line, nodes: PhrasingContent[], active: ReadonlySet<Mark>): void {
  for (const node of nodes) {
    if (node.type !== 'strong' && node.type !== 'emphasis' && node.type !== 'delete') writeLeaf(line, node);
    else if (active.has(node.type)) writeNodes(line, node.children, active);
    else {
      const inner = new Line();
      writeNodes(inner, node.children, new Set([...active, node.type]));
      const text = inner.toString();
      const mark = markFor(node.type, text, active);
      if (mark) line.add(wrapLines(mark, text), true);
      else line.add(text);
    }
  }
}

/**
 * Discord looks for the end of a mark without heeding what code or an address stands between: where the mark occurs in
 * there, another is taken, or none.
 */
function markFor(type: Mark, text: string, active: ReadonlySet<Mark>): string | undefined {
  const bare = text.replace(/\\./g, '');
  if (type === 'strong') return bare.replace(/(?<!\*)\*(?!\*)/g, '').includes('**') ? undefined : '**';
  if (type === 'delete') return bare.includes('~~') ? undefined : '~~';
  const marks = active.has('strong') ? ['_', '*'] : ['*', '_'];
  return marks.find((mark) => !bare.includes(mark));
}

type Leaf = Exclude<PhrasingContent, { type: Mark }>;

function writeLeaf(line: Line, node: Leaf): void {
  switch (node.type) {
    case 'inlineCode':
      return line.add(writeCode(node.value), true);
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
    case 'text':
      return line.add(writeText(node.value));
    default:
      return line.add(escapeText(node.value));
  }
}

const SPOILER = /\|\|(?=[^\s|])([^|\n]*[^\s|])\|\|/g;

/** Markdown has no spoilers; on Discord people write them so, and they stay hidden on the way back to Discord. */
function writeText(text: string): string {
  let out = '';
  let from = 0;
  for (const { 0: whole, 1: hidden = '', index } of text.matchAll(SPOILER)) {
    out += `${escapeText(text.slice(from, index))}||${escapeText(hidden)}||`;
    from = index + whole.length;
  }
  return out + escapeText(text.slice(from));
}

/** Marks touch what they mark; each line is marked by itself, as a mark does not reach over quotes and lists. */
function wrapLines(mark: string, text: string): string {
  const wrapLine = (line: string) => {
    const inner = line.trim();
    if (inner === '') return line;
    const from = line.indexOf(inner);
    const first = inner.startsWith(mark[0] ?? '') && mark !== '**' ? ZERO_WIDTH : '';
    const last = inner.endsWith(mark[0] ?? '') && mark !== '**' ? ZERO_WIDTH : '';
    return `${line.slice(0, from)}${mark}${first}${inner}${last}${mark}${line.slice(from + inner.length)}`;
  };
  return text.split('\n').map(wrapLine).join('\n');
}

/** Three backticks and more are always a block on Discord, so runs in inline code are broken up. */
function writeCode(value: string): string {
  const text = breakLinkEnds(value.replace(/\n/g, ' '));
  if (!text.includes('`')) return text.trim() === '' ? `\`${ZERO_WIDTH}${text}\`` : `\`${text}\``;
  const broken = text.replace(/`(?=`)/g, `\`${ZERO_WIDTH}`);
  return `\`\` ${broken} \`\``;
}

/** The end of a link in code is one to Discord where a bracket is open before the code; a bracket in the code closes first. */
function breakLinkEnds(code: string): string {
  let open = 0;
  return code.replace(/\[|\](\(?)/g, (bracket, paren) => {
    if (bracket === '[') open += 1;
    else if (open > 0) open -= 1;
    else if (paren) return `]${ZERO_WIDTH}(`;
    return bracket;
  });
}

/** Code as it may stand in a fence: its own fences are broken up, and it does not end in a backtick. */
export function breakFences(code: string): string {
  return code.replace(/`(?=``|$)/g, `\`${ZERO_WIDTH}`).replace(/^`/, `${ZERO_WIDTH}\``);
}
