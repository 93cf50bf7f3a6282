import type { Person } from '../../../src/channels/refs.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { fromDiscord } from '../dialect/from-discord.ts';
import type { Names } from '../dialect/references.ts';
import { isSnowflake } from '../server/snowflake.ts';
import { nameOf } from './names-in.ts';

/** An ordinary message, and a reply. Others tell of something that happened. https://docs.discord.com/developers/resources/message#message-object-message-types */
const SPOKEN = new Set([0, 19]);

/** Whether a message is a person's words: bots, this one included, webhooks and Discord itself are none. */
export function isByPerson(message: Shape, botUser: string): boolean {
  const author = shapeOf(message['author']);
  if (!isSnowflake(author['id']) || author['id'] === botUser) return false;
  if (author['bot'] === true || author['system'] === true || textOf(message['webhook_id']) !== '')
    return false;
  return SPOKEN.has(Number(message['type']));
}

/** Whoever a user object is about. */
export function personOf(user: Shape, member: Shape, guild: string): Person {
  const id = textOf(user['id']);
  const own = textOf(member['avatar']);
  const general = textOf(user['avatar']);
  const base = 'https://cdn.discordapp.com';
  const avatarUrl =
    own && guild
      ? `${base}/guilds/${guild}/users/${id}/avatars/${own}.png`
      : general && `${base}/avatars/${id}/${general}.png`;
  return { id, name: nameOf(user, member), ...(avatarUrl ? { avatarUrl } : {}) };
}

/** A message's words as canonical Markdown: `title` where a forum post has one, what it says, what was forwarded with it, its stickers. */
export function textOfMessage(message: Shape, names: Names, title = ''): string {
  const forwarded = listOf(message['message_snapshots'])
    .map((each) => textOf(shapeOf(shapeOf(each)['message'])['content']))
    .map((words) => words.replace(/^/gm, '> '));
  const stickers = listOf(message['sticker_items']).map((each) => `:${textOf(shapeOf(each)['name'])}:`);
  const own = fromDiscord(textOf(message['content']), names);
  const rest = [...forwarded, stickers.join(' ')].map((words) => fromDiscord(words, names));
  const named = title === '' ? '' : fromDiscord(escapedTitle(title), names);
  return [named, own, ...rest].filter((part) => part.trim() !== '').join('\n\n');
}

/** A title has no formatting: what looks like it is words. */
function escapedTitle(title: string): string {
  return title
    .replace(/[\\*_~`|#>[\]<-]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();
}
