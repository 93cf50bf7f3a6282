import type { ChannelAdapter, Intake, PostOptions } from '../../../channels/adapter.ts';
import type { Content, TextContent } from '../../../channels/content.ts';
import type { PostRef, ThreadRef } from '../../../channels/refs.ts';

const PLATFORM = 'setup';
const THREAD: ThreadRef = { platform: PLATFORM, workspace: PLATFORM, channel: PLATFORM, thread: null };
/** What the desk sees. */
const AUTHOR = { id: PLATFORM, name: 'A test by baton setup' };

/** A customer inside this process, for a conversation that nobody else sees but the desk. */
export class TestCustomer implements ChannelAdapter {
  readonly platform = PLATFORM;
  readonly fileLimit = 0;
  readonly #heard = new Map<string, TextContent>();
  #intake: Intake | undefined;
  #said = 0;
  #waiting: (() => void)[] = [];

  /** Says something to Baton. Resolves when it is accepted. */
  async say(text: string, at: Date): Promise<void> {
    this.#said += 1;
    const id = `said-${this.#said}`;
    await this.#intake?.accept({
      kind: 'customer.message',
      id,
      platform: PLATFORM,
      workspace: PLATFORM,
      at: at.toISOString(),
      thread: THREAD,
      post: { ...THREAD, id },
      author: AUTHOR,
      text,
      files: [],
      via: 'dm',
    });
  }

  /** The first word of Baton's, once it is whole. Waits for good where there is none. */
  async hears(): Promise<TextContent> {
    for (;;) {
      const [word] = this.#heard.values();
      if (word && !word.unfinished) return word;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async start(intake: Intake): Promise<void> {
    this.#intake = intake;
  }

  async stop(): Promise<void> {
    this.#intake = undefined;
  }

  split(content: Content): Content[] {
    return [content];
  }

  async post(thread: ThreadRef, content: Content, { key }: PostOptions): Promise<PostRef> {
    this.#hear(key, content);
    return { ...thread, id: key };
  }

  async update(post: PostRef, content: Content): Promise<void> {
    this.#hear(post.id, content);
  }

  async remove(post: PostRef): Promise<void> {
    this.#heard.delete(post.id);
  }

  async whisper(): Promise<void> {}

  async typing(): Promise<void> {}

  async findPosted(thread: ThreadRef, key: string): Promise<PostRef | undefined> {
    return this.#heard.has(key) ? { ...thread, id: key } : undefined;
  }

  async readFile(): Promise<Uint8Array> {
    return new Uint8Array();
  }

  async check(): Promise<[]> {
    return [];
  }

  #hear(id: string, content: Content): void {
    if (content.kind === 'text') this.#heard.set(id, content);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
