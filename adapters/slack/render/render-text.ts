import type { Source, TextContent } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { POST_TEXT } from '../limits.ts';
import { escapedWithin, shorten } from '../markdown/cut-text.ts';
import { splitMarkdown } from '../markdown/split-markdown.ts';
import { escapeText } from '../mrkdwn/escape.ts';
import { writeLink } from '../mrkdwn/write-inline.ts';
import { actions, type Block, context, section } from './blocks.ts';
import type { Rendered } from './rendered.ts';
import { shortenMrkdwn } from './shorten-mrkdwn.ts';

/** Sources and files are hints under a message, not the message. */
const HINTS_ROOM = 1200;
const LONGEST_TITLE = 100;
const LONGEST_NAME = 80;

const NOTE = '🔒 _Internal note_';

/** Cuts a message into posts that Slack takes; sources, files and buttons go with the last. Never gives none. */
export function splitText(content: TextContent): TextContent[] {
  const { buttons, sources, files, text, ...rest } = content;
  const parts = splitMarkdown(text, POST_TEXT - prefix(content).length - 1);
  const last = { ...content, text: parts.at(-1) ?? text };
  return [...parts.slice(0, -1).map((part) => ({ ...rest, text: part })), last];
}

/**
 * A message, within Slack's limits whatever it holds. The author is named in the text unless Slack shows them
 * (`authorShown`).
 */
export function renderText(content: TextContent, authorShown: boolean): Rendered {
  const { tone = 'message', sources = [], files = [], buttons = [] } = content;
  const named = authorShown ? '' : prefix(content);
  const body = joinPrefix(named, shortenMrkdwn(content.text, POST_TEXT - named.length - 1)) || '…';
  const hints = [sourcesLine(sources), filesLine(files)].filter((line) => line !== '');
  const blocks: Block[] = [
    ...(tone === 'note' ? [context(NOTE)] : []),
    tone === 'system' ? context(body) : section(body),
    ...hints.map(context),
    ...actions(buttons),
  ];
  return { text: tone === 'note' ? `🔒 ${body}` : body, blocks };
}

function prefix({ author }: TextContent): string {
  return author ? `*${escapedWithin(author.name, LONGEST_NAME)}:*` : '';
}

/** A block of code, a quote or a list only works at the beginning of a line. */
function joinPrefix(named: string, body: string): string {
  if (named === '' || body === '') return named + body;
  return /^(?:```|>|[•\d])/.test(body) ? `${named}\n${body}` : `${named} ${body}`;
}

function sourcesLine(sources: Source[]): string {
  return listed(
    '📄',
    sources.map(({ title, url }) => link(title, url)),
  );
}

function filesLine(files: FileRef[]): string {
  return listed(
    '📎',
    files.map(({ name, url }) => link(name, url)),
  );
}

function link(title: string, url: string | undefined): string {
  const words = shorten(title, LONGEST_TITLE);
  // An address longer than the whole line could not be shown with it.
  return url && url.length < HINTS_ROOM / 2 ? writeLink(url, words) : escapeText(words);
}

/** As many as there is room for. */
function listed(mark: string, items: string[]): string {
  let line = '';
  for (const item of items) {
    const longer = line === '' ? `${mark} ${item}` : `${line} · ${item}`;
    if (longer.length > HINTS_ROOM) return line === '' ? '' : `${line} …`;
    line = longer;
  }
  return line;
}
