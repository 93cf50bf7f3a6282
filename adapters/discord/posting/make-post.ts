import type { LoadedFile, PostOptions } from '../../../src/channels/adapter.ts';
import type { Content } from '../../../src/channels/content.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { type Shape, textOf } from '../../../src/platform/shape.ts';
import { renderCard } from '../render/render-card.ts';
import { renderText } from '../render/render-text.ts';
import type { Rendered } from '../render/rendered.ts';
import { discordCode, statusOf } from '../rest/api-errors.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import type { Identity } from '../server/identity.ts';
import { nonceOf } from './nonce.ts';
import type { PostId } from './post-id.ts';
import type { Place, Threads } from './threads.ts';
import { asUploads, attachmentsOf, uploadable } from './uploads.ts';
import { isWebhookGone, type Webhooks, webhookAuthor, webhookRoute } from './webhooks.ts';

interface Deps {
  api: DiscordApi;
  threads: Threads;
  webhooks: Webhooks;
  identity: Identity;
}

/** A post as it arrived: what it is called, and the channel or thread that it stands in. */
interface Made {
  id: PostId;
  channel: string;
}

const UNKNOWN_CHANNEL = 10003;
const TOO_LARGE = 40005;

/** Makes a post, and opens its thread first where there is none yet. */
export async function makePost(
  deps: Deps,
  thread: ThreadRef,
  content: Content,
  options: PostOptions,
): Promise<Made> {
  const files = uploadable(content.kind === 'text' ? (options.files ?? []) : []);
  const place = await deps.threads.placeOf(thread);
  try {
    return await postWith(deps, thread, place, { content, options, files });
  } catch (error) {
    if (discordCode(error) !== UNKNOWN_CHANNEL || thread.thread === null || place.replyTo) throw error;
    const opened = await deps.threads.open(thread);
    return postWith(deps, thread, opened, { content, options, files });
  }
}

interface Post {
  content: Content;
  options: PostOptions;
  files: LoadedFile[];
}

/** Files that turn out to be too large after all are shown by name. */
async function postWith(deps: Deps, thread: ThreadRef, place: Place, post: Post): Promise<Made> {
  try {
    return await postAt(deps, thread, place, post);
  } catch (error) {
    const tooLarge = discordCode(error) === TOO_LARGE || statusOf(error) === 413;
    if (!tooLarge || post.files.length === 0) throw error;
    return postAt(deps, thread, place, { ...post, files: [] });
  }
}

async function postAt(deps: Deps, thread: ThreadRef, place: Place, post: Post): Promise<Made> {
  const author = post.content.kind === 'text' ? post.content.author : undefined;
  const shown = author && webhookAuthor(author);
  // A webhook neither replies nor writes directly.
  if (shown && !place.replyTo && thread.workspace !== DIRECT_WORKSPACE) {
    const made = await postByWebhook(deps, thread, place, shown, post);
    if (made) return made;
  }
  return postByBot(deps, place, post);
}

async function postByBot(
  { api }: Deps,
  { channel, replyTo }: Place,
  { content, options, files }: Post,
): Promise<Made> {
  const reply = { message_id: replyTo, fail_if_not_exists: false };
  const body = {
    ...bodyOf(content, files, false),
    ...(replyTo ? { message_reference: reply } : {}),
    nonce: nonceOf(options.key),
    enforce_nonce: true,
  };
  const route = `/channels/${channel}/messages` as const;
  const message = await api.object('POST', route, { body, files: asUploads(files), signal: options.signal });
  const id = textOf(message['id']);
  return { id: { by: replyTo ? 'reply' : 'bot', message: id }, channel };
}

/** Undefined where the bot may have no webhook. One that was deleted is made anew. */
async function postByWebhook(
  deps: Deps,
  thread: ThreadRef,
  place: Place,
  author: Shape,
  { content, options, files }: Post,
): Promise<Made | undefined> {
  const body = { ...bodyOf(content, files, true), ...author };
  const query = { wait: 'true', ...(place.channel === thread.channel ? {} : { thread_id: place.channel }) };
  for (const last of [false, true]) {
    const webhook = await deps.webhooks.ofChannel(thread.channel);
    if (!webhook) return undefined;
    try {
      const message = await deps.api.object('POST', webhookRoute(webhook), {
        body,
        query,
        files: asUploads(files),
        signal: options.signal,
        withoutToken: true,
      });
      return {
        id: { by: 'webhook', webhook: webhook.id, message: textOf(message['id']) },
        channel: place.channel,
      };
    } catch (error) {
      if (last || !isWebhookGone(error)) throw error;
      deps.webhooks.forget(thread.channel);
    }
  }
  return undefined;
}

function bodyOf(content: Content, files: readonly LoadedFile[], authorShown: boolean): Rendered & Shape {
  if (content.kind === 'card') return { ...renderCard(content.card) };
  const uploaded = new Set(files.map(({ id }) => id));
  return {
    ...renderText(content, { authorShown, uploaded: ({ id }) => uploaded.has(id) }),
    ...(files.length > 0 ? { attachments: attachmentsOf(files) } : {}),
  };
}
