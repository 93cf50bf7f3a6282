import type { PhrasingContent } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';
import { characterAt, characterBefore, isWord, unquiet, ZERO_WIDTH } from './escape.ts';
import { type Names, readReferences } from './references.ts';
import { withBrackets } from './write-link.ts';

type Mark = '***' | '**' | '*' | '___' | '__' | '_' | '~~' | '||';

type Token =
  | { kind: 'text'; text: string }
  | { kind: 'node'; node: PhrasingContent }
  | { kind: 'mark'; mark: Mark; opens: boolean; closes: boolean };

interface Opened {
  mark: Mark | undefined;
  content: PhrasingContent[];
}

const WORDS = String.raw`(?:\\[^\n]|[^[\]\\\n])`;
const TOKEN = new RegExp(
  [
    String.raw`\\([^0-9A-Za-z\s])`,
    '(`{1,2})(?!`)((?:[^`]|(?<!`)`(?!`)){1,4000}?)(?<!`)\\2(?!`)',
    String.raw`\[((?:${WORDS}|\[${WORDS}{0,300}\]){1,500})\]\(\s?<?(https?://[^\s<>()]{1,2000}(?:\([^\s<>()]{0,500}\)[^\s<>()]{0,500}){0,5})>?(?:\s"[^"\n]{0,300}")?\)`,
    String.raw`<(https?://[^\s<>]{1,2000})>`,
    String.raw`<([^\s<>@:/\u200b]{1,100}@[^\s<>@]{1,200})>`,
    String.raw`(https?://[^\s<]{0,2000}[^\s<.,:;"'\])*_~|])`,
    String.raw`(\*{1,3}(?!\*)|_{1,3}(?!_)|~~(?!~)|\|\|(?!\|))(?<!\*{4}|_{4}|~{3}|\|{3})`,
  ].join('|'),
  'g',
);

/** A paragraph of Discord Markdown as phrasing. https://docs.discord.com/developers/reference#message-formatting */
export function readInline(text: string, names: Names): PhrasingContent[] {
  const stack: Opened[] = [{ mark: undefined, content: [] }];
  for (const token of tokenize(text, names)) {
    if (token.kind === 'text') pushText(stack.at(-1)?.content ?? [], token.text);
    else if (token.kind === 'node') stack.at(-1)?.content.push(token.node);
    else for (const mark of parted(stack, token.mark)) takeMark(stack, { ...token, mark });
  }
  while (stack.length > 1) dropInnermost(stack);
  return stack[0]?.content ?? [];
}

function takeMark(
  stack: Opened[],
  { mark, opens, closes }: Omit<Extract<Token, { kind: 'mark' }>, 'kind'>,
): void {
  if (closes && closeMark(stack, mark)) return;
  const known = stack.some((opened) => opened.mark === mark);
  if (opens && !known) stack.push({ mark, content: [] });
  else pushText(stack.at(-1)?.content ?? [], mark);
}

/** Three marks may close two that were opened one after the other. */
function parted(stack: Opened[], mark: Mark): Mark[] {
  if (mark.length < 3 || stack.some((opened) => opened.mark === mark)) return [mark];
  const innermost = stack.findLast((opened) => opened.mark?.[0] === mark[0])?.mark;
  return innermost ? [innermost, mark.slice(innermost.length) as Mark] : [mark];
}

function* tokenize(text: string, names: Names): Generator<Token> {
  let last = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > last) yield { kind: 'text', text: readWords(text.slice(last, found.index), names) };
    last = found.index + found[0].length;
    const [all, escaped, ticks, code, label, target, bracketed, mail, bare] = found;
    if (escaped !== undefined) yield { kind: 'text', text: escaped };
    else if (code !== undefined) yield { kind: 'node', node: readCode(code, ticks === '``') };
    else if (label !== undefined) yield { kind: 'node', node: link(target ?? '', readLabel(label, names)) };
    else if (mail !== undefined) yield { kind: 'node', node: link(`mailto:${mail}`, mail) };
    else if (bracketed ?? bare)
      yield { kind: 'node', node: link(bracketed ?? bare ?? '', bracketed ?? bare ?? '') };
    else yield readMark(text, found.index, all as Mark);
  }
  if (last < text.length) yield { kind: 'text', text: readWords(text.slice(last), names) };
}

/** What stands in code is shown as it is written, but for references to people and places, which would be numbers. */
function readCode(code: string, padded: boolean): PhrasingContent {
  const inner = padded ? code.replace(/^ (?=.)|(?<=.) $/g, '') : code;
  return { type: 'inlineCode', value: inner.replaceAll(`\`${ZERO_WIDTH}`, '`').replace(/^\u200b(?=\s)/, '') };
}

function readLabel(label: string, names: Names): string {
  const words = readInline(label, names).map(plainText).join('');
  return withBrackets(words);
}

function link(url: string, words: string): PhrasingContent {
  return { type: 'link', url, title: null, children: [{ type: 'text', value: words }] };
}

/** A single mark touches what it marks, and a single underscore is none inside a word; doubled ones may stand anywhere. */
function readMark(text: string, at: number, mark: Mark): Token {
  const before = characterBefore(text, at);
  const after = characterAt(text, at + mark.length);
  const single = mark === '*' || mark === '_';
  const inWord = mark === '_' && isWord(before) && isWord(after);
  const touches = (character: string | undefined) => character !== undefined && !/\s/.test(character);
  return {
    kind: 'mark',
    mark,
    opens: after !== undefined && (!single || touches(after)) && !(mark === '_' && isWord(before)),
    closes:
      before !== undefined && (!single || touches(before)) && !inWord && !(mark === '_' && isWord(after)),
  };
}

function closeMark(stack: Opened[], mark: Mark): boolean {
  if (!stack.some((opened) => opened.mark === mark)) return false;
  while (stack.at(-1)?.mark !== mark) dropInnermost(stack);
  const content = stack.at(-1)?.content ?? [];
  if (content.every((node) => node.type === 'text' && node.value.trim() === '')) return false;
  stack.pop();
  const outer = stack.at(-1)?.content ?? [];
  const { before, inner, after } = withoutEdges(content);
  if (before) pushText(outer, before);
  if (mark === '||') pushSpoiler(outer, inner);
  else outer.push(marked(mark, inner));
  if (after) pushText(outer, after);
  return true;
}

/** Markdown has no underline; it stands for emphasis. */
function marked(mark: Exclude<Mark, '||'>, children: PhrasingContent[]): PhrasingContent {
  if (mark === '~~') return { type: 'delete', children };
  if (mark === '**') return { type: 'strong', children };
  if (mark === '***') return { type: 'strong', children: [{ type: 'emphasis', children }] };
  return { type: 'emphasis', children };
}

/** What is hidden stays between its bars, in words. */
function pushSpoiler(outer: PhrasingContent[], hidden: PhrasingContent[]): void {
  const simple = hidden.every((node) => ['text', 'strong', 'emphasis', 'delete'].includes(node.type));
  pushText(outer, '||');
  if (simple) pushText(outer, hidden.map(plainText).join(''));
  else outer.push(...hidden);
  pushText(outer, '||');
}

/** Markdown marks nothing that begins or ends with white space. */
function withoutEdges(content: PhrasingContent[]) {
  const inner = [...content];
  let [before, after] = ['', ''];
  const first = inner[0];
  if (first?.type === 'text') {
    const value = first.value.trimStart();
    before = first.value.slice(0, first.value.length - value.length);
    inner[0] = { ...first, value };
  }
  const last = inner.at(-1);
  if (last?.type === 'text') {
    const value = last.value.trimEnd();
    after = last.value.slice(value.length);
    inner[inner.length - 1] = { ...last, value };
  }
  return { before, inner: inner.filter((node) => node.type !== 'text' || node.value !== ''), after };
}

/** A mark that was never closed is text. */
function dropInnermost(stack: Opened[]): void {
  const opened = stack.pop();
  const outer = stack.at(-1)?.content;
  if (!opened?.mark || !outer) return;
  pushText(outer, opened.mark);
  for (const node of opened.content) {
    if (node.type === 'text') pushText(outer, node.value);
    else outer.push(node);
  }
}

function pushText(content: PhrasingContent[], value: string): void {
  const last = content.at(-1);
  if (last?.type === 'text') last.value += value;
  else content.push({ type: 'text', value });
}

/** Plain words: references by their names, our own zero-width marks taken out. */
function readWords(text: string, names: Names): string {
  return unquiet(readReferences(text, names));
}
