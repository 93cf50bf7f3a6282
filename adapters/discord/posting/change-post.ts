import type { Content } from '../../../src/channels/content.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import type { Shape } from '../../../src/platform/shape.ts';
import { renderCard } from '../render/render-card.ts';
import { renderText } from '../render/render-text.ts';
import { discordCode } from '../rest/api-errors.ts';
import type { DiscordApi, Route } from '../rest/discord-api.ts';
import { type PostId, readPostId } from './post-id.ts';
import { shownIn } from './uploads.ts';
import { type Webhooks, webhookRoute } from './webhooks.ts';

interface Deps {
  api: DiscordApi;
  webhooks: Webhooks;
}

const UNKNOWN_CHANNEL = 10003;
const UNKNOWN_MESSAGE = 10008;
const ARCHIVED = 50083;

/** Replaces what a post says, or deletes it (`null`). A thread that was archived is opened again for it. */
export async function changePost(deps: Deps, post: PostRef, content: Content | null): Promise<void> {
  try {
    await changeOpen(deps, post, content);
  } catch (error) {
    if (discordCode(error) !== ARCHIVED || post.thread === null) throw error;
    await deps.api.call('PATCH', `/channels/${post.thread}`, { body: { archived: false } });
    await changeOpen(deps, post, content);
  }
}

async function changeOpen(deps: Deps, post: PostRef, content: Content | null): Promise<void> {
  const id = readPostId(post.id);
  if (content === null) return remove(deps, post, id);
  const authorShown = id.by === 'webhook';
  const {
    content: text,
    embeds,
    components,
    allowed_mentions,
    flags,
  } = await renderedFor(deps, post, content, authorShown);
  const body: Shape = { content: text, embeds, components, allowed_mentions, flags };
  await deps.api.call('PATCH', await routeOf(deps, post, id), { body, ...access(post, id) });
}

/** What a post shows of its files already need not be named in it. */
async function renderedFor(deps: Deps, post: PostRef, content: Content, authorShown: boolean) {
  if (content.kind === 'card') return renderCard(content.card);
  if (!content.files?.length) return renderText(content, { authorShown });
  const message = await deps.api.object('GET', placed(post));
  return renderText(content, { authorShown, uploaded: shownIn(message) });
}

async function remove(deps: Deps, post: PostRef, id: PostId): Promise<void> {
  try {
    await deps.api.call('DELETE', await routeOf(deps, post, id), access(post, id));
  } catch (error) {
    if (![UNKNOWN_MESSAGE, UNKNOWN_CHANNEL].includes(discordCode(error) ?? 0)) throw error;
  }
}

async function routeOf({ webhooks }: Deps, post: PostRef, id: PostId): Promise<Route> {
  return id.by === 'webhook'
    ? webhookRoute(await webhooks.byId(id.webhook, post.channel), id.message)
    : placed(post);
}

function access(post: PostRef, id: PostId): { query?: Record<string, string>; withoutToken?: true } {
  if (id.by !== 'webhook') return {};
  return { withoutToken: true, ...(post.thread === null ? {} : { query: { thread_id: post.thread } }) };
}

/** A post as any message of its channel or thread. */
function placed(post: PostRef): Route {
  const id = readPostId(post.id);
  const channel = id.by === 'reply' ? post.channel : (post.thread ?? post.channel);
  return `/channels/${channel}/messages/${id.message}`;
}
