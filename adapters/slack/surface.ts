import type { PostOptions, Surface } from '../../src/channels/adapter.ts';
import type { Content, TextContent } from '../../src/channels/content.ts';
import type { FileRef, PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { shorten } from '../../src/markdown/cut-text.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { listOf, shapeOf, textOf } from '../../src/platform/shape.ts';
import { type FileAccess, readBytes } from './files/read-bytes.ts';
import {
  fileIds,
  removeFiles,
  sharedFiles,
  shareFiles,
  sharesSame,
  type Uploaded,
  uploadFiles,
} from './files/share-files.ts';
import { LIMITS } from './limits.ts';
import { renderCard } from './render/render-card.ts';
import { fileComment, isFilePost, renderText, splitText } from './render/render-text.ts';
import type { Rendered } from './render/rendered.ts';
import { SlackStreams } from './streams.ts';
import { slackCode } from './web-api/api-errors.ts';
import type { DirectMessages } from './workspace/direct-messages.ts';
import type { Session } from './workspace/session.ts';

/** What marks a post as ours, and by which key. https://docs.slack.dev/messaging/message-metadata/ */
const METADATA_TYPE = 'baton_post';
/** Slack's clock and ours may differ by this much; keys are unique, so looking too far back finds nothing wrong. */
const CLOCK_SKEW_MS = 60_000;
/** Nobody asked for previews of the addresses in an answer, and names in it are words. */
const AS_WRITTEN = { unfurl_links: false, unfurl_media: false, link_names: false };

export interface SurfaceDeps extends FileAccess {
  directMessages: DirectMessages;
  /** Throws `adapter.not_started` before the adapter has started. */
  session(): Session;
  /** The same, undefined before the adapter has started. */
  opened(): Session | undefined;
}

/** Posting on Slack: the same for customers' channels and for the desk. */
export class SlackSurface implements Surface {
  readonly platform = 'slack';
  protected readonly deps: SurfaceDeps;
  readonly #streams: SlackStreams;

  constructor(deps: SurfaceDeps) {
    this.deps = deps;
    this.#streams = new SlackStreams(deps.api);
  }

  /** 0 where the app may upload none. Before the adapter has started that is not known, and it may. */
  get fileLimit(): number {
    const { scopes } = this.deps.opened()?.identity ?? {};
    return !scopes || scopes.has('files:write') ? LIMITS.file : 0;
  }

  split(content: Content): Content[] {
    return content.kind === 'text' ? splitText(content, this.fileLimit > 0) : [content];
  }

  async post(
    thread: ThreadRef,
    content: Content,
    { key, signal, files = [] }: PostOptions,
  ): Promise<PostRef> {
    const { channel } = this.#ours(thread);
    if (content.kind === 'text' && isFilePost(content)) {
      const uploaded = await uploadFiles(this.deps.api, files, signal);
      if (uploaded.length > 0) return this.#share(thread, content, uploaded, signal);
    }
    const streamed =
      content.kind === 'text'
        ? await this.#streams.begin({ ...thread, channel }, content, signal)
        : undefined;
    if (streamed) return { ...thread, channel, id: streamed };
    const answer = await this.deps.api.call(
      'chat.postMessage',
      {
        channel,
        ...inThread(thread),
        ...this.#render(content),
        ...this.#authorship(content),
        ...AS_WRITTEN,
        metadata: { event_type: METADATA_TYPE, event_payload: { key } },
      },
      signal,
    );
    // Slack answers with the channel that a person's id stands for.
    return { ...thread, channel: textOf(answer['channel']) || channel, id: textOf(answer['ts']) };
  }

  async update(post: PostRef, content: Content): Promise<void> {
    const { channel } = this.#ours(post);
    if (sharedFiles(post)) return;
    if (content.kind === 'text' && (await this.#streams.append(channel, post.id, content))) return;
    await this.#streams.end(channel, post.id);
    const rendered = this.#render(content);
    const update = () =>
      this.deps.api.call('chat.update', { channel, ts: post.id, ...rendered, link_names: false });
    try {
      await update();
    } catch (error) {
      // Another process began it, and is gone.
      if (slackCode(error) !== 'streaming_state_conflict') throw error;
      await this.#streams.end(channel, post.id, { always: true });
      await update();
    }
  }

  async remove(post: PostRef): Promise<void> {
    const { channel } = this.#ours(post);
    const files = sharedFiles(post);
    if (files) return removeFiles(this.deps.api, channel, files);
    try {
      await this.deps.api.call('chat.delete', { channel, ts: post.id });
    } catch (error) {
      if (slackCode(error) !== 'message_not_found') throw error;
    }
  }

  async whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void> {
    const { channel } = this.#ours(thread);
    for (const part of splitText(content, false)) {
      const message = { ...renderText(part, this.#showsAuthors()), ...this.#authorship(part) };
      try {
        await this.deps.api.call('chat.postEphemeral', {
          channel,
          user: personId,
          ...inThread(thread),
          ...message,
        });
      } catch (error) {
        if (!UNSEEN.has(slackCode(error) ?? '')) throw error;
        const direct = await this.deps.directMessages.channelWith(personId);
        await this.deps.api.call('chat.postMessage', { channel: direct, ...message, ...AS_WRITTEN });
      }
    }
  }

  async findPosted(
    thread: ThreadRef,
    key: string,
    since: Date,
    content: Content,
  ): Promise<PostRef | undefined> {
    const { channel } = this.#ours(thread);
    const { identity } = this.deps.session();
    const oldest = String((since.getTime() - CLOCK_SKEW_MS) / 1000);
    const range = { channel, oldest, inclusive: true, include_all_metadata: true };
    const [method, where] =
      thread.thread === null
        ? (['conversations.history', range] as const)
        : (['conversations.replies', { ...range, ts: thread.thread }] as const);
    try {
      for await (const page of this.deps.api.pages(method, where, LIMITS.historyPage)) {
        const found = listOf(page['messages'])
          .map(shapeOf)
          .find(
            (message) =>
              keyOf(message) === key ||
              sharesSame(message, identity, content) ||
              streamsSame(message, identity, content),
          );
        if (found) return { ...thread, id: fileIds(found) ?? textOf(found['ts']) };
      }
    } catch (error) {
      if (slackCode(error) !== 'thread_not_found') throw error;
    }
    return undefined;
  }

  async readFile(file: FileRef, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array> {
    return readBytes(this.deps, file.id, options);
  }

  #ours(ref: ThreadRef): ThreadRef {
    const { team } = this.deps.session().identity;
    if (ref.workspace === team) return ref;
    throw new BatonError(
      'delivery.permanent',
      `The thread is of the workspace ${ref.workspace}, the bot of ${team}`,
      {
        mend: 'Use the credentials of the workspace in which the conversation takes place.',
      },
    );
  }

  async #share(
    thread: ThreadRef,
    content: TextContent,
    uploaded: readonly Uploaded[],
    signal: AbortSignal | undefined,
  ): Promise<PostRef> {
    const where = { ...thread, channel: await this.#channelOf(thread.channel) };
    const shown = uploaded.map(({ file }) => file);
    const comment = fileComment(content, shown);
    return { ...where, id: await shareFiles(this.deps.api, where, uploaded, { comment, signal }) };
  }

  /** A person's id stands for the direct message with them where words are posted, but not where files are shared. */
  async #channelOf(channel: string): Promise<string> {
    return /^[UW]/.test(channel) ? this.deps.directMessages.channelWith(channel) : channel;
  }

  #render(content: Content): Rendered {
    return content.kind === 'card' ? renderCard(content.card) : renderText(content, this.#showsAuthors());
  }

  #showsAuthors(): boolean {
    return this.deps.session().identity.scopes.has('chat:write.customize');
  }

  /** https://docs.slack.dev/reference/methods/chat.postMessage#authorship */
  #authorship(content: Content): { username?: string; icon_url?: string } {
    if (content.kind !== 'text' || !content.author || !this.#showsAuthors()) return {};
    const { name, avatarUrl } = content.author;
    const icon = avatarUrl?.startsWith('https://') ? { icon_url: avatarUrl } : {};
    return name.trim() === '' ? icon : { username: shorten(name.trim(), LIMITS.username), ...icon };
  }
}

/** Where Slack can show nobody something in passing, it is told in a direct message. */
const UNSEEN = new Set(['user_not_in_channel', 'channel_not_found', 'not_in_channel', 'is_archived']);

function inThread({ thread }: ThreadRef): { thread_ts?: string } {
  return thread === null ? {} : { thread_ts: thread };
}

/** A stream carries no key while it runs; its words are the ones that were just made for this thread. */
function streamsSame(
  message: Readonly<Record<string, unknown>>,
  { botId }: { botId: string },
  content: Content,
): boolean {
  if (content.kind !== 'text' || !content.unfinished || message['bot_id'] !== botId) return false;
  return message['metadata'] === undefined && textOf(message['text']).trim() === content.text.trim();
}

function keyOf(message: Readonly<Record<string, unknown>>): string | undefined {
  const metadata = shapeOf(message['metadata']);
  if (metadata['event_type'] !== METADATA_TYPE) return undefined;
  return textOf(shapeOf(metadata['event_payload'])['key']);
}
