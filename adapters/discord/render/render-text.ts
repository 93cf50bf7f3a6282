import type { Source, TextContent } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { escapeText } from '../dialect/escape.ts';
import { splitMarkdown } from '../dialect/split-markdown.ts';
import { writeLink } from '../dialect/write-link.ts';
import { LIMITS } from '../limits.ts';
import { actionRows } from './buttons.ts';
import { mentionsOf } from './mentions.ts';
import { type Rendered, SUPPRESS_EMBEDS } from './rendered.ts';
import { shortenMarkdown } from './shorten-markdown.ts';

/** Sources and files are hints under a message, not the message. */
const HINTS_ROOM = 400;
/** The text of one post, so that everything else that it may hold fits in, too. */
const TEXT_ROOM = LIMITS.content - 2 * HINTS_ROOM - 50;
const LONGEST_TITLE = 100;
const LONGEST_NAME = 80;

const NOTE = '-# 🔒 Internal note';

/** Cuts a message into posts that Discord takes; sources, buttons and files go with the last. Never gives none. */
export function splitText(content: TextContent): TextContent[] {
  const { buttons: _, sources: __, files = [], text, ...rest } = content;
  const whole = files.length === 0 && !content.sources?.length;
  const room = (whole ? LIMITS.content - 50 : TEXT_ROOM) - prefix(content).length;
  const parts = splitMarkdown(text, room);
  const { files: ___, ...withoutFiles } = content;
  const last: TextContent = {
    ...(files.length > 0 ? { ...content, files: files.slice(0, LIMITS.files) } : withoutFiles),
    text: parts.at(-1) ?? text,
  };
  const more: TextContent[] = [];
  for (let at = LIMITS.files; at < files.length; at += LIMITS.files) {
    more.push({ ...rest, text: '', files: files.slice(at, at + LIMITS.files) });
  }
  return [...parts.slice(0, -1).map((part): TextContent => ({ ...rest, text: part })), last, ...more];
}

/**
 * A message, within Discord's limits whatever it holds. The author is named in the text unless Discord shows them
 * (`authorShown`); files that are `uploaded` need not be named.
 */
export function renderText(
  content: TextContent,
  { authorShown, uploaded }: { authorShown: boolean; uploaded?: (file: FileRef, index: number) => boolean },
): Rendered {
  const { tone = 'message', sources = [], files = [], buttons = [] } = content;
  const { written, allowed } = mentionsOf(content.mentions);
  const named = [authorShown ? '' : prefix(content), written].filter(Boolean).join(' ');
  const missing = files.filter((file, index) => !uploaded?.(file, index));
  const hints = [hintLine('📄', sources), hintLine('📎', missing)].filter((line) => line !== '');
  const note = tone === 'note' ? [NOTE] : [];
  const used = [...hints, ...note, named].reduce((sum, line) => sum + line.length + 1, 0);
  const words = shortenMarkdown(content.text, LIMITS.content - used - 10);
  const body = joinPrefix(named, tone === 'system' && written === '' ? small(words) : words);
  const lines = [...note, ...(body === '' ? [] : [body]), ...hints];
  return {
    content: lines.length === 0 && missing.length === files.length ? '…' : lines.join('\n'),
    embeds: [],
    components: actionRows(buttons),
    flags: SUPPRESS_EMBEDS,
    allowed_mentions: allowed,
  };
}

function prefix({ author }: TextContent): string {
  return author ? `**${escapeText(shorten(author.name, LONGEST_NAME))}:**` : '';
}

/** A heading, a block of code, a quote or a list only works at the beginning of a line. */
function joinPrefix(named: string, body: string): string {
  if (named === '' || body === '') return named + body;
  return /^(?:```|>|#|-|\d)/.test(body) ? `${named}\n${body}` : `${named} ${body}`;
}

/** What the system says is small print, where it is a line or two of words. */
function small(words: string): string {
  const lines = words.split('\n');
  const simple = lines.length <= 4 && !lines.some((line) => /^(?:```|>|#|-|\d+\.|\s)/.test(line));
  return simple ? lines.map((line) => (line === '' ? '' : `-# ${line}`)).join('\n') : words;
}

/** As many as there is room for. */
function hintLine(mark: string, items: readonly (Source | FileRef)[]): string {
  let line = '';
  for (const item of items) {
    const shown = hint('title' in item ? item.title : item.name, item.url);
    const longer = line === '' ? `-# ${mark} ${shown}` : `${line} · ${shown}`;
    if (longer.length > HINTS_ROOM) return line === '' ? '' : `${line} …`;
    line = longer;
  }
  return line;
}

function hint(title: string, url: string | undefined): string {
  const words = shorten(title.replace(/\s+/g, ' ').trim(), LONGEST_TITLE);
  // An address longer than the whole line could not be shown with it.
  return url && url.length < HINTS_ROOM / 2 ? writeLink(url, words) : escapeText(words);
}
