import type { AgentDesk, Marking, PostOptions } from '../../../channels/adapter.ts';
import type { Content, TextContent } from '../../../channels/content.ts';
import type { FileRef, PostRef, ThreadRef } from '../../../channels/refs.ts';
import { type Clock, sleep } from '../../../platform/clock.ts';
import { RateLimited } from '../../../platform/errors.ts';

/** A card that was posted. */
export interface Card {
  post: PostRef;
  content: Content;
  key: string;
}

/** The real desk, with a memory of what was posted, so that all of it can be taken away again. */
export class WatchedDesk implements AgentDesk {
  readonly #desk: AgentDesk;
  readonly #clock: Clock;
  readonly #posts: PostRef[] = [];
  #settle: { resolve(card: Card): void; reject(error: unknown): void } | undefined;
  /** Resolves with the first card; rejects where the desk does not take it. */
  readonly card: Promise<Card>;

  constructor(desk: AgentDesk, clock: Clock) {
    this.#desk = desk;
    this.#clock = clock;
    this.card = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever stopped waiting before does not care.
    this.card.catch(() => undefined);
  }

  get platform(): string {
    return this.#desk.platform;
  }

  get fileLimit(): number {
    return this.#desk.fileLimit;
  }

  get channel(): ThreadRef {
    return this.#desk.channel;
  }

  async post(thread: ThreadRef, content: Content, options: PostOptions): Promise<PostRef> {
    try {
      const post = await this.#desk.post(thread, content, options);
      this.#posts.push(post);
      if (content.kind === 'card') this.#settle?.resolve({ post, content, key: options.key });
      return post;
    } catch (error) {
      // Being told to wait is no failure: the delivery waits.
      if (!(error instanceof RateLimited)) this.#settle?.reject(error);
      throw error;
    }
  }

  /** Takes away all that was posted, replies before what they reply to. Gives how many posts went, and how many did not. */
  async takeAllAway(): Promise<{ gone: number; left: number }> {
    const posts = this.#posts.splice(0).reverse();
    let left = 0;
    for (const post of posts) {
      const gone = await this.#takeAway(post).catch(() => false);
      if (!gone) left += 1;
    }
    return { gone: posts.length - left, left };
  }

  async #takeAway(post: PostRef): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await this.#desk.remove(post);
        return true;
      } catch (error) {
        if (!(error instanceof RateLimited)) throw error;
        await sleep(this.#clock, error.retryAfterMs);
      }
    }
    return false;
  }

  split(content: Content): Content[] {
    return this.#desk.split(content);
  }

  update(post: PostRef, content: Content): Promise<void> {
    return this.#desk.update(post, content);
  }

  remove(post: PostRef): Promise<void> {
    return this.#desk.remove(post);
  }

  whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void> {
    return this.#desk.whisper(thread, personId, content);
  }

  findPosted(thread: ThreadRef, key: string, since: Date, content: Content): Promise<PostRef | undefined> {
    return this.#desk.findPosted(thread, key, since, content);
  }

  readFile(file: FileRef, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array> {
    return this.#desk.readFile(file, options);
  }

  get spellsMarks(): boolean {
    return this.#desk.spellsMarks;
  }

  mark(post: PostRef, marking: Marking): Promise<void> {
    return this.#desk.mark(post, marking);
  }

  isMember(personId: string): Promise<boolean> {
    return this.#desk.isMember(personId);
  }

  checkDesk() {
    return this.#desk.checkDesk();
  }
}
