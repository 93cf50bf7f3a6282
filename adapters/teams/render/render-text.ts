import type { Activity } from 'botbuilder';
import type { Source, TextContent } from '../../../src/channels/content.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { clean, escapeHtml } from '../html/escape.ts';
import { splitMarkdown } from '../html/split-markdown.ts';
import { toHtml } from '../html/to-html.ts';
import { writeLink } from '../html/write-inline.ts';
import { LIMITS, POST_HTML } from '../limits.ts';
import { entitiesOf } from './entities.ts';
import { feedbackLoop } from './feedback.ts';

/** Sources and files are hints under a message, not the message. */
const HINTS_ROOM = 2400;
const LONGEST_TITLE = 100;
const LONGEST_NAME = 80;

/** A message of words as an activity, within Teams' limits whatever it holds. Buttons that stand in a card are not shown. */
export function renderText(content: TextContent): Partial<Activity> {
  const { text, tone = 'message', files = [], generated = false } = content;
  const sources = (content.sources ?? []).slice(0, LIMITS.citations);
  const [words = '', more] = splitMarkdown(text, textRoom(content));
  const body = toHtml(words) + (more === undefined ? '' : '<p>…</p>');
  const shown = [
    nameLine(content) + toned(sources.length > 0 ? withoutMarks(body) : body, tone),
    listed('📄', sources.map(sourceLink)),
    listed('📎', files.map(fileLink)),
  ].join('');
  return {
    type: 'message',
    textFormat: 'xml',
    text: shown === '' ? '<p>…</p>' : shown,
    ...entitiesOf(generated, sources),
    ...feedbackLoop(content),
  };
}

/** How long the text of a post may be as HTML. */
export function textRoom(content: TextContent): number {
  return POST_HTML - nameLine(content).length;
}

/** Whose words they are: bots cannot write under another name. */
function nameLine({ author }: Pick<TextContent, 'author'>): string {
  const name = clean(author?.name ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' ? '' : `<p><strong>${escapeHtml(shorten(name, LONGEST_NAME))}</strong></p>`;
}

/** What is not a message to the customer looks unlike one. */
function toned(html: string, tone: NonNullable<TextContent['tone']>): string {
  if (tone === 'note') return `<p>🔒</p>${html}`;
  if (tone === 'message') return html;
  return html.replace(/<p>(.*?)<\/p>/gs, '<p><em>$1</em></p>');
}

/** Words such as `[1]` in the text itself would be taken for a source. */
function withoutMarks(html: string): string {
  return html.replace(/<[^>]*>|\[(?=\d{1,3}\])/g, (found) => (found === '[' ? '[\u200b' : found));
}

function sourceLink({ title, url }: Source, index: number): string {
  return `[${index + 1}] ${link(title, url)}`;
}

/** A file that was not uploaded, by its name. */
export function fileLink({ name, url }: Pick<FileRef, 'name' | 'url'>): string {
  return link(name, url);
}

function link(title: string, url: string | undefined): string {
  const words = shorten(clean(title).replace(/\s+/g, ' ').trim() || '…', LONGEST_TITLE);
  // An address longer than half the line could not be shown with the others.
  return withoutMarks(url && url.length < HINTS_ROOM / 2 ? writeLink(url, words) : escapeHtml(words));
}

/** As many as there is room for. */
function listed(mark: string, items: string[]): string {
  let line = '';
  for (const item of items) {
    const longer = line === '' ? `${mark} ${item}` : `${line} · ${item}`;
    if (longer.length > HINTS_ROOM) return line === '' ? '' : `<p>${line} …</p>`;
    line = longer;
  }
  return line === '' ? '' : `<p>${line}</p>`;
}
