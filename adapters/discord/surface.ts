import type { PostOptions, Surface } from '../../src/channels/adapter.ts';
import type { Content, TextContent } from '../../src/channels/content.ts';
import type { FileRef, PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { readBytes } from './files/read-bytes.ts';
import { LIMITS } from './limits.ts';
import { changePost } from './posting/change-post.ts';
import { findPost } from './posting/find-post.ts';
import { makePost } from './posting/make-post.ts';
import { nonceOf } from './posting/nonce.ts';
import { readPostId, writePostId } from './posting/post-id.ts';
import type { PostLog } from './posting/post-log.ts';
import type { Threads } from './posting/threads.ts';
import type { Webhooks } from './posting/webhooks.ts';
import { splitText } from './render/render-text.ts';
import { discordCode } from './rest/api-errors.ts';
import type { DiscordApi } from './rest/discord-api.ts';
import { DIRECT_WORKSPACE } from './server/direct-workspace.ts';
import type { Session } from './server/session.ts';
import { laterOf, snowflakeAt } from './server/snowflake.ts';
import type { Whispers } from './whisper/whispers.ts';

/** Discord's clock and ours may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
const UNKNOWN_CHANNEL = 10003;

export interface SurfaceDeps {
  api: DiscordApi;
  apiUrl: string | undefined;
  threads: Threads;
  webhooks: Webhooks;
  posts: PostLog;
  whispers: Whispers;
  /** Throws `adapter.not_started` before the adapter has started. */
  session(): Session;
}

/** Posting on Discord: the same for customers' channels and for the desk. */
export class DiscordSurface implements Surface {
  readonly platform = 'discord';
  readonly fileLimit = LIMITS.file;
  protected readonly deps: SurfaceDeps;

  constructor(deps: SurfaceDeps) {
    this.deps = deps;
  }

  split(content: Content): Content[] {
    return content.kind === 'text' ? splitText(content) : [content];
  }

  async post(thread: ThreadRef, content: Content, options: PostOptions): Promise<PostRef> {
    const { identity } = this.deps.session();
    const { id, channel } = await makePost({ ...this.deps, identity }, thread, content, options);
    const name = writePostId(id);
    await this.deps.posts.note({ channel, nonce: nonceOf(options.key), id: name });
    if (content.kind === 'card') {
      this.deps.threads.expect(id.message, { text: content.card.title, author: undefined });
    }
    return { ...thread, id: name };
  }

  async update(post: PostRef, content: Content): Promise<void> {
    this.deps.session();
    await changePost(this.deps, post, content);
  }

  async remove(post: PostRef): Promise<void> {
    this.deps.session();
    await changePost(this.deps, post, null);
  }

  async whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void> {
    this.deps.session();
    await this.deps.whispers.tell(thread, personId, content);
  }

  /**
   * A post that was made a moment ago is found by what was noted of it; else by what it says, among what came after the
   * last post that was noted in the same thread.
   */
  async findPosted(
    thread: ThreadRef,
    key: string,
    since: Date,
    content: Content,
  ): Promise<PostRef | undefined> {
    const inThread = thread.thread ?? thread.channel;
    try {
      return await this.#findIn(thread, inThread, null, { key, since, content });
    } catch (error) {
      if (discordCode(error) !== UNKNOWN_CHANNEL) throw error;
      if (thread.thread === null || thread.workspace === DIRECT_WORKSPACE) return undefined;
      return this.#findIn(thread, thread.channel, thread.thread, { key, since, content });
    }
  }

  async #findIn(
    thread: ThreadRef,
    channel: string,
    replyTo: string | null,
    { key, since, content }: { key: string; since: Date; content: Content },
  ): Promise<PostRef | undefined> {
    const { identity } = this.deps.session();
    const nonce = nonceOf(key);
    const last = await this.deps.posts.last(channel);
    if (last?.nonce === nonce) return { ...thread, id: last.id };
    const earliest = snowflakeAt(since.getTime() - CLOCK_SKEW_MS);
    const after = last ? laterOf(earliest, readPostId(last.id).message) : earliest;
    const found = await findPost(this.deps.api, identity, { channel, replyTo, after, nonce, content });
    return found && { ...thread, id: writePostId(found) };
  }

  async readFile(file: FileRef, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array> {
    return readBytes(this.deps, file.id, options);
  }
}
