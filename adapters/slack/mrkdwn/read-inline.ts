import type { PhrasingContent } from 'mdast';
import { type Names, readControl, readVerbatim } from './control.ts';
import {
  characterAt,
  characterBefore,
  decodeEntities,
  isSpace,
  isWord,
  unquiet,
  ZERO_WIDTH,
} from './escape.ts';

type Mark = '*' | '_' | '~';

type Token =
  | { kind: 'text'; text: string }
  | { kind: 'node'; node: PhrasingContent }
  | { kind: 'mark'; mark: Mark; opens: boolean; closes: boolean };

interface Opened {
  mark: Mark | undefined;
  content: PhrasingContent[];
}

const TOKEN = /`([^`\n]+)`|<([^<>\n]{1,4000})>|([*_~])\3*/g;

/** One line of mrkdwn as phrasing. Each character is looked at a fixed number of times, whatever the input. */
export function readInline(line: string, names: Names): PhrasingContent[] {
  const stack: Opened[] = [{ mark: undefined, content: [] }];
  for (const token of tokenize(line, names)) {
    const top = stack.at(-1);
    if (token.kind === 'text') pushText(top?.content ?? [], token.text);
    else if (token.kind === 'node') top?.content.push(token.node);
    else if (token.closes && closeMark(stack, token.mark)) continue;
    else if (token.opens && !stack.some((opened) => opened.mark === token.mark))
      stack.push({ mark: token.mark, content: [] });
    else pushText(top?.content ?? [], token.mark);
  }
  while (stack.length > 1) dropInnermost(stack);
  return stack[0]?.content ?? [];
}

function* tokenize(line: string, names: Names): Generator<Token> {
  let last = 0;
  for (const found of line.matchAll(TOKEN)) {
    if (found.index > last) yield { kind: 'text', text: readWords(line.slice(last, found.index), names) };
    last = found.index + found[0].length;
    const [all, code, control] = found;
    if (code !== undefined)
      yield { kind: 'node', node: { type: 'inlineCode', value: readVerbatim(code, names) } };
    else if (control !== undefined) {
      const node = readControl(control, names);
      if (node.type === 'text') yield { kind: 'text', text: node.value };
      else yield { kind: 'node', node };
    } else yield readMark(line, found.index, all);
  }
  if (last < line.length) yield { kind: 'text', text: readWords(line.slice(last), names) };
}

/** A single mark may open before, and close after, something that is no space; never inside a word; runs are text. */
function readMark(line: string, at: number, marks: string): Token {
  const before = characterBefore(line, at);
  const after = characterAt(line, at + marks.length);
  const quieted = before === ZERO_WIDTH && after === ZERO_WIDTH;
  if (quieted || marks.length > 1) return { kind: 'text', text: marks };
  const mark = marks as Mark;
  return {
    kind: 'mark',
    mark,
    opens: !isSpace(after) && !isWord(before),
    closes: !isSpace(before) && !isWord(after),
  };
}

function closeMark(stack: Opened[], mark: Mark): boolean {
  if (!stack.some((opened) => opened.mark === mark)) return false;
  while (stack.at(-1)?.mark !== mark) dropInnermost(stack);
  const children = stack.at(-1)?.content ?? [];
  if (children.length === 0) return false;
  stack.pop();
  const type = mark === '*' ? 'strong' : mark === '_' ? 'emphasis' : 'delete';
  stack.at(-1)?.content.push({ type, children });
  return true;
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

const EMOJI = /:([a-z0-9_+'-]{1,100}):(?::(skin-tone-[2-6]):)?/g;

/** Plain words: entities decoded, emoji by their character, our own zero-width marks taken out. */
function readWords(text: string, names: Names): string {
  const shown = text.replace(EMOJI, (all, name: string, tone?: string) => {
    const toned = tone ? names.emoji(`${name}::${tone}`) : undefined;
    return toned ?? names.emoji(name) ?? all;
  });
  return decodeEntities(unquiet(shown));
}
