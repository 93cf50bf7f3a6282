import type { TextContent } from '../channels/content.ts';
import type { Message } from '../conversation/message.ts';
import { oneLine } from '../conversation/one-line.ts';
import type { Texts } from '../platform/texts.ts';
import { deskDay, deskMinute, deskTime } from './desk-time.ts';
import { plainLine } from './plain-line.ts';

/** Characters of one transcript post; adapters split it further where their platform takes less. */
const POST_LIMIT = 3_500;
/** Characters of what a message said before an edit. */
const BEFORE_LIMIT = 300;
const NAME_LIMIT = 100;
const KILO = 1_024;

export interface TranscriptOptions {
  /** The id of the person who opened the conversation: others in the thread are told apart from them. */
  openedBy: string | null;
  /** IANA. */
  timeZone: string;
}

/** The record as posts for the card's thread: everything said, with author, role, time, files and edits, in order. */
export function transcriptPosts(
  messages: readonly Message[],
  texts: Texts,
  options: TranscriptOptions,
): TextContent[] {
  const posts: TextContent[] = [];
  let text = texts.say('desk.transcript');
  let day = '';
  for (const message of messages) {
    const today = deskDay(message.at, options.timeZone);
    const time = (today === day ? deskMinute : deskTime)(message.at, options.timeZone);
    day = today;
    const entry = entryOf(message, texts, { ...options, time });
    if (text.length + entry.length > POST_LIMIT) {
      posts.push({ kind: 'text', text, tone: 'system' });
      text = entry;
    } else {
      text = `${text}\n\n${entry}`;
    }
  }
  posts.push({ kind: 'text', text, tone: 'system' });
  return posts;
}

function entryOf(message: Message, texts: Texts, options: TranscriptOptions & { time: string }): string {
  const { edits, deletedAt, internal, files } = message;
  const said = deletedAt ? `*${texts.say('record.deleted')}*` : message.text;
  const marks = [
    headOf(message, texts, options),
    ...(internal ? [`*${texts.say('record.note')}*`] : []),
    ...(edits.length > 0 ? [`*${texts.say('record.edited')}*`] : []),
  ];
  const before = edits.map(({ at, before }) => {
    const when = texts.say('record.before', { at: deskTime(at, options.timeZone) });
    return `> *${when}:* ${oneLine(before, BEFORE_LIMIT)}`;
  });
  const shown = files.map(({ name, url, size }) => {
    const title = plain(name);
    return `> 📎 ${url ? `[${title}](${url})` : title}${size > 0 ? ` · ${sizeOf(size)}` : ''}`;
  });
  const quoted = said.split('\n').map((line) => `> ${line}`);
  // An empty quoted line between them, so that each stands by itself.
  return [
    marks.join(' · '),
    ...quoted,
    ...before.flatMap((line) => ['>', line]),
    ...(shown.length > 0 ? ['>'] : []),
    ...shown,
  ].join('\n');
}

/** Who said it, as whom, and when. */
function headOf(
  { role, author }: Message,
  texts: Texts,
  { openedBy, time: at }: TranscriptOptions & { time: string },
): string {
  if (!author) {
    const name = texts.say(role === 'assistant' ? 'name.assistant' : 'name.system');
    return texts.say('record.by_machine', { author: name, at });
  }
  const as = role === 'agent' ? 'agent' : author.id === openedBy ? 'customer' : 'other';
  return texts.say(`record.by_${as}`, { author: plainLine(author.name, NAME_LIMIT), at });
}

function plain(name: string): string {
  return plainLine(name, NAME_LIMIT).replace(/[\\`*~[\]<>&|_]/g, '\\$&');
}

function sizeOf(bytes: number): string {
  return bytes < KILO * KILO
    ? `${Math.max(1, Math.round(bytes / KILO))} KB`
    : `${(bytes / KILO / KILO).toFixed(1)} MB`;
}
