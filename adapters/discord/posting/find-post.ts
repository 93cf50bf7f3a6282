import type { Content } from '../../../src/channels/content.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { LIMITS } from '../limits.ts';
import { renderCard } from '../render/render-card.ts';
import { renderText } from '../render/render-text.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import type { Identity } from '../server/identity.ts';
import { laterOf } from '../server/snowflake.ts';
import type { PostId } from './post-id.ts';
import { shownIn } from './uploads.ts';

/** Messages looked through at most; a thread has no more in the time that a post may be in doubt. */
const MOST_PAGES = 20;

interface Wanted {
  channel: string;
  /** Only replies to this message; null: in a thread or a direct message, where all are ours. */
  replyTo: string | null;
  /** Only messages newer than this one. */
  after: string;
  nonce: string;
  content: Content;
}

/**
 * Looks through the messages of a channel for a post of ours. Discord tells the nonce only to whoever posts, so what was
 * posted is compared. Undefined where it is not there.
 */
export async function findPost(
  api: DiscordApi,
  identity: Identity,
  wanted: Wanted,
): Promise<PostId | undefined> {
  let { after } = wanted;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const messages = await api.list(`/channels/${wanted.channel}/messages`, {
      after,
      limit: String(LIMITS.historyPage),
    });
    const oldestFirst = messages.filter(({ id }) => textOf(id) !== '').reverse();
    const found = oldestFirst.find((message) => isWanted(message, identity, wanted));
    if (found) return postIdOf(found, identity, wanted.replyTo !== null);
    if (messages.length < LIMITS.historyPage) return undefined;
    after = oldestFirst.reduce((newest, { id }) => laterOf(newest, textOf(id)), after);
  }
  return undefined;
}

function isWanted(message: Shape, identity: Identity, { replyTo, nonce, content }: Wanted): boolean {
  if (replyTo !== null && shapeOf(message['message_reference'])['message_id'] !== replyTo) return false;
  const byWebhook = isByWebhook(message, identity);
  if (!byWebhook && shapeOf(message['author'])['id'] !== identity.botUser) return false;
  if (textOf(message['nonce']) === nonce) return true;
  return byWebhook ? says(message, content, true) : says(message, content, false);
}

function isByWebhook(message: Shape, { application }: Identity): boolean {
  const webhook = textOf(message['webhook_id']);
  return webhook !== '' && webhook !== application && message['application_id'] === application;
}

function says(message: Shape, content: Content, authorShown: boolean): boolean {
  if (content.kind === 'card') {
    const shown = shapeOf(listOf(message['embeds'])[0]);
    const [embed] = renderCard(content.card).embeds;
    return (
      shown['title'] === embed?.title && textOf(shown['description']).trim() === embed?.description.trim()
    );
  }
  if (listOf(message['attachments']).length > (content.files?.length ?? 0)) return false;
  const { content: words } = renderText(content, { authorShown, uploaded: shownIn(message) });
  const author = content.author?.name.replace(/\s+/g, ' ').trim() ?? '';
  const named =
    !authorShown || author.startsWith(textOf(shapeOf(message['author'])['username']).replace(/…$/, ''));
  return named && textOf(message['content']).trim() === words.trim();
}

/** What a message of ours is called in a `PostRef`. */
export function postIdOf(message: Shape, identity: Identity, isReply: boolean): PostId {
  const id = textOf(message['id']);
  if (isByWebhook(message, identity))
    return { by: 'webhook', webhook: textOf(message['webhook_id']), message: id };
  return isReply ? { by: 'reply', message: id } : { by: 'bot', message: id };
}
