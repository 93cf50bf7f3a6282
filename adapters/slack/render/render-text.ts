import type { Source, TextContent } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { POST_TEXT } from '../limits.ts';
import { escapeText } from '../mrkdwn/escape.ts';
import { escapedWithin } from '../mrkdwn/escaped-within.ts';
import { splitMarkdown } from '../mrkdwn/split-mrkdwn.ts';
import { writeLink } from '../mrkdwn/write-inline.ts';
import { actions, type Block, context, section } from './blocks.ts';
import { mentionsOf } from './mentions.ts';
import type { Rendered } from './rendered.ts';
import { shortenMrkdwn } from './shorten-mrkdwn.ts';

/** Sources and files are hints under a message, not the message. */
const HINTS_ROOM = 1200;
const LONGEST_TITLE = 100;
const LONGEST_NAME = 80;

const NOTE = '🔒 _Internal note_';

/**
 * Cuts a message into posts that Slack takes; sources and buttons go with the last, and files, where they can be
 * uploaded, into a post of their own. Never gives none.
 */
export function splitText(content: TextContent, uploads: boolean): TextContent[] {
  const { buttons, sources, files = [], text, ...rest } = content;
  const room = POST_TEXT - prefix(content).length - mentionsOf(content.mentions).length - 2;
  const parts = splitMarkdown(text, room);
  const apart = uploads && files.length > 0;
  const { files: _, ...withoutFiles } = content;
  const last = { ...(apart ? withoutFiles : content), text: parts.at(-1) ?? text };
  const words = [...parts.slice(0, -1).map((part) => ({ ...rest, text: part })), last];
  if (!apart) return words;
  return [...(isFilePost(content) ? [] : words), { ...rest, text: '', files }];
}

/** Whether this is a post of files, as `splitText` makes it. */
export function isFilePost({ text, files, buttons, sources }: TextContent): boolean {
  return text.trim() === '' && (files?.length ?? 0) > 0 && !buttons?.length && !sources?.length;
}

/** What is said with shared files: whose they are, and which could not be shared. */
export function fileComment(content: TextContent, shared: readonly FileRef[]): string {
  const missing = (content.files ?? []).filter(
    ({ id, platform }) => !shared.some((file) => file.id === id && file.platform === platform),
  );
  return joinPrefix(prefix(content), filesLine(missing));
}

/**
 * A message, within Slack's limits whatever it holds. The author is named in the text unless Slack shows them
 * (`authorShown`).
 */
export function renderText(content: TextContent, authorShown: boolean): Rendered {
  const { tone = 'message', sources = [], files = [], buttons = [] } = content;
  const named = [authorShown ? '' : prefix(content), mentionsOf(content.mentions)].filter(Boolean).join(' ');
  const hints = [sourcesLine(sources), filesLine(files)].filter((line) => line !== '');
  const words = shortenMrkdwn(content.text, POST_TEXT - named.length - 1);
  const onlyHints = words === '' && named === '' && hints.length > 0;
  const body = joinPrefix(named, words) || (onlyHints ? (hints[0] ?? '') : '…');
  const blocks: Block[] = [
    ...(tone === 'note' ? [context(NOTE)] : []),
    // A mention in small print is easily missed.
    ...(onlyHints ? [] : [tone === 'system' && !content.mentions?.length ? context(body) : section(body)]),
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
