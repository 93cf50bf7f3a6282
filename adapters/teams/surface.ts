import type { Activity } from 'botbuilder';
import type { LoadedFile, PostOptions, Surface } from '../../src/channels/adapter.ts';
import type { Content, TextContent } from '../../src/channels/content.ts';
import type { FileRef, PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Connector } from './connector/connector.ts';
import type { OfferedFiles } from './files/offered-files.ts';
import type { ReceivedFiles } from './files/received-files.ts';
import { LIMITS } from './limits.ts';
import { conversationIdOf, kindOf, PLATFORM } from './places.ts';
import type { Reference, References } from './records/references.ts';
import type { SentPosts } from './records/sent-posts.ts';
import { feedbackOf } from './render/feedback.ts';
import { renderContent, suggestedButtons } from './render/render-content.ts';
import { shownLabel } from './render/shown-label.ts';
import { splitContent } from './render/split-content.ts';
import { Whispers } from './whispers.ts';

/** Pictures that Teams shows in a message. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif']);
/** Stands for a post whose id Teams did not tell; it cannot be changed any more. */
const UNNAMED = 'unnamed';

export interface SurfaceDeps {
  connector: Connector;
  references: References;
  sent: SentPosts;
  received: ReceivedFiles;
  offered: OfferedFiles;
  logger: Logger;
  /** The tenant that is served; undefined in local play, where any is. */
  tenant: string | undefined;
  /** How a conversation is reached that nothing is known of. */
  unknown: Pick<Reference, 'serviceUrl' | 'bot'>;
}

/** Posting in Teams. */
export class TeamsSurface implements Surface {
  readonly platform = PLATFORM;
  readonly fileLimit = LIMITS.keptFile;
  protected readonly deps: SurfaceDeps;
  protected readonly whispers: Whispers;

  constructor(deps: SurfaceDeps) {
    this.deps = deps;
    this.whispers = new Whispers(deps, (thread) => this.referenceOf(thread));
  }

  split(content: Content): Content[] {
    return splitContent(content);
  }

  async post(
    thread: ThreadRef,
    content: Content,
    { key, signal, files = [] }: PostOptions,
  ): Promise<PostRef> {
    const { connector, sent, offered, logger } = this.deps;
    const reference = await this.referenceOf(thread);
    const activity = await this.#fileActivity(thread, reference, content, { key, files });
    await sent.begin(key);
    const id =
      (await connector.send(
        reference,
        conversationIdOf(thread),
        activity ?? renderContent(content, reference.kind),
        signal,
      )) || UNNAMED;
    try {
      await sent.done(key, id);
      if (activity && id !== UNNAMED) await offered.posted(key, { ...thread, id });
      await this.#noteButtons(thread, reference, id, content);
    } catch (error) {
      // It has been posted: to fail now would post it again.
      logger.error({ error, key }, 'A post in Teams could not be noted');
    }
    return { ...thread, id };
  }

  async update(post: PostRef, content: Content): Promise<void> {
    if (content.kind === 'text' && content.text.trim() === '' && content.files?.length) return;
    const reference = await this.referenceOf(post);
    await this.deps.connector.update(
      reference,
      conversationIdOf(post),
      post.id,
      renderContent(content, reference.kind),
    );
  }

  async remove(post: PostRef): Promise<void> {
    await this.deps.offered.forgetPost(post);
    await this.deps.connector.remove(await this.referenceOf(post), conversationIdOf(post), post.id);
  }

  whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void> {
    return this.whispers.tell(thread, personId, content);
  }

  async findPosted(thread: ThreadRef, key: string): Promise<PostRef | undefined> {
    const id = await this.deps.sent.find(key);
    return id === undefined ? undefined : { ...thread, id };
  }

  readFile(file: FileRef, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array> {
    return this.deps.received.read(file.id, options);
  }

  /** How a thread is reached. Throws `delivery.permanent` where it is of a tenant that is not served. */
  protected async referenceOf(thread: ThreadRef): Promise<Reference> {
    const { tenant, references, unknown } = this.deps;
    if (tenant !== undefined && thread.workspace !== tenant) {
      throw new BatonError(
        'delivery.permanent',
        `The thread is of the tenant ${thread.workspace}, the bot of ${tenant}`,
        {
          mend: 'Use the credentials of the tenant in which the conversation takes place.',
        },
      );
    }
    const known = await references.of(thread.channel);
    return known ?? { ...unknown, tenant: thread.workspace, kind: kindOf({ id: thread.channel }) };
  }

  /** Notes what the buttons mean that come back without what they are about. */
  async #noteButtons(
    { channel }: ThreadRef,
    { kind }: Reference,
    id: string,
    content: Content,
  ): Promise<void> {
    const { sent } = this.deps;
    const feedback = content.kind === 'text' ? feedbackOf(content.buttons) : undefined;
    if (feedback) await sent.keepFeedback(channel, id, feedback);
    const suggested = suggestedButtons(content, kind);
    if (suggested.length === 0) return;
    const suggestions = suggested.map((button) => ({
      title: shownLabel(button.label, button.id),
      action: button.id,
      value: button.value,
    }));
    await sent.keepSuggested(channel, id, suggestions);
  }

  /** The activity for a post of one file, where its bytes are there and Teams takes them here. */
  async #fileActivity(
    { channel }: ThreadRef,
    { kind }: Reference,
    content: Content,
    { key, files }: { key: string; files: readonly LoadedFile[] },
  ): Promise<Partial<Activity> | undefined> {
    const [file] = files;
    if (!file || content.kind !== 'text' || content.text.trim() !== '') return undefined;
    const { bytes, mediaType, name } = file;
    if (PICTURES.has(mediaType) && bytes.byteLength <= LIMITS.picture) {
      const contentUrl = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
      return { type: 'message', attachments: [{ contentType: mediaType, contentUrl, name }] };
    }
    // Elsewhere than in personal chats, Teams takes no files from bots.
    return kind === 'personal' ? this.deps.offered.offer(key, channel, file) : undefined;
  }
}
