import type { TextContent } from '../channels/content.ts';
import type { Message } from '../conversation/message.ts';
import type { Texts } from '../platform/texts.ts';

/** Characters of one transcript post; adapters split it further where their platform takes less. */
const POST_LIMIT = 3_500;

/**
 * The record as posts for the card's thread: everything said, with author and time, in order. `openerId`: who opened the
 * conversation; others in the customer's thread, and agents, are marked as such.
 */
export function transcriptPosts(
  messages: readonly Message[],
  texts: Texts,
  openerId?: string,
): TextContent[] {
  const posts: TextContent[] = [];
  let text = texts.say('desk.transcript');
  for (const message of messages) {
    const entry = entryOf(message, texts, openerId);
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

function entryOf(message: Message, texts: Texts, openerId: string | undefined): string {
  const name =
    message.author?.name ?? texts.say(message.role === 'assistant' ? 'name.assistant' : 'name.system');
  const said = message.deletedAt ? `*${texts.say('record.deleted')}*` : message.text;
  const quoted = said.split('\n').map((line) => `> ${line}`);
  const edited = message.edits.length > 0 ? ` · *${texts.say('record.edited')}*` : '';
  const files = message.files.map(({ name, url }) => `> 📎 ${url ? `[${name}](${url})` : name}`);
  const who = whoOf(message, texts, openerId);
  return [`**${name}**${who} · ${message.at.slice(11, 16)} UTC${edited}`, ...quoted, ...files].join('\n');
}

function whoOf({ role, author }: Message, texts: Texts, openerId: string | undefined): string {
  if (role === 'agent') return ` · *${texts.say('record.agent')}*`;
  const other = role === 'customer' && openerId !== undefined && author?.id !== openerId;
  return other ? ` · *${texts.say('record.bystander')}*` : '';
}
