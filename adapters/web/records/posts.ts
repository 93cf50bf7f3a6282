import type { AdapterStorage, Marking, StoredRecord } from '../../../src/channels/adapter.ts';
import type { Content } from '../../../src/channels/content.ts';
import { type ThreadRef, threadKey } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { feedOf, isDesk } from '../places.ts';
import type { Feeds } from './feeds.ts';
import { OneAtATime } from './one-at-a-time.ts';

const KIND = 'post';
/** Records read at once. */
const PAGE = 500;

/** Who wrote a post. `baton` is whatever the adapter was told to post. */
export interface Writer {
  kind: 'baton' | 'customer' | 'agent';
  id: string;
  name: string;
}

/** How a message is marked, and what its author can do about it. */
export type PostMark = Pick<Marking, 'mark' | 'buttons'>;

/** What is kept of a post. */
interface PostValue {
  thread: ThreadRef;
  writer: Writer;
  content: Content;
  /** Grows with each change, so that a page knows the newer of two. */
  revision: number;
  /** Set on a whisper: the only person who may see it. */
  only?: string;
  /** A person's message that the intake has not accepted yet. */
  pending?: boolean;
  /** The page's own id of the message, by which it knows it again. */
  requestId?: string;
  removed?: boolean;
  /** Its writer has changed what it says. */
  edited?: boolean;
  /** What became of an agent's message. */
  marking?: PostMark;
  /** Whether its feed tells of this revision. */
  told: boolean;
}

/** A post of the web workspace. */
export interface Post extends PostValue {
  id: string;
  /** Ascends in its thread; the time of posting in milliseconds, or just after the post before. */
  order: number;
}

type NewPost = Pick<Post, 'id' | 'thread' | 'writer' | 'content' | 'only' | 'pending' | 'requestId'>;

/** The durable posts. Each write is told to the feed of its thread, also when a crash came between the two. */
export class Posts {
  private readonly queue = new OneAtATime();
  private readonly deps: { storage: AdapterStorage; clock: Clock; feeds: Feeds };

  constructor(deps: { storage: AdapterStorage; clock: Clock; feeds: Feeds }) {
    this.deps = deps;
  }

  /** Adds a post; where the id exists already, that post is given and nothing is added. */
  async add({ id, ...rest }: NewPost): Promise<Post> {
    const group = threadKey(rest.thread);
    return this.queue.run(group, async () => {
      const existing = await this.settle(id);
      if (existing) return existing;
      const value: PostValue = { ...rest, revision: 1, told: false };
      const order = await this.nextOrder(group);
      await this.deps.storage.insert(KIND, { id, group, order, value });
      return (await this.settle(id)) ?? { ...value, id, order };
    });
  }

  /** The post as it now is. */
  async get(id: string): Promise<Post | undefined> {
    const found = await this.deps.storage.get(KIND, id);
    return found && postOf(found);
  }

  /** The post as it now is; what a crash kept from being told is told first. */
  settle(id: string): Promise<Post | undefined> {
    return this.queue.run(id, async () => {
      const post = await this.get(id);
      return !post || post.told ? post : this.tell(post);
    });
  }

  /** Changes a post; undefined where there is none. */
  async change(
    id: string,
    part: Partial<Pick<Post, 'writer' | 'content' | 'pending' | 'removed' | 'edited' | 'marking'>>,
  ): Promise<Post | undefined> {
    return this.queue.run(id, async () => {
      const post = await this.get(id);
      if (!post) return undefined;
      // What was taken away does not come back with a change that is late.
      const kept = post.removed ? { content: post.content } : {};
      const changed = { ...post, ...part, ...kept, revision: post.revision + 1, told: false };
      await this.save(changed);
      return this.tell(changed);
    });
  }

  /** A person's message as they edited it; its files stay. */
  async edit(post: Post, text: string): Promise<Post> {
    const files = post.content.kind === 'text' ? post.content.files : undefined;
    const content = { kind: 'text' as const, text, ...(files ? { files } : {}) };
    return (await this.change(post.id, { content, edited: true })) ?? post;
  }

  /** Marks an agent's message; the same mark again changes nothing. */
  async mark(id: string, marking: PostMark): Promise<void> {
    const known = (await this.get(id))?.marking;
    if (JSON.stringify(known) !== JSON.stringify(marking)) await this.change(id, { marking });
  }

  /**
   * Takes a post away; what it said is forgotten, and at the desk whose message it was a copy of. `writer`: what is kept of
   * its writer.
   */
  async remove(post: Post, writer: Writer): Promise<Post> {
    const author = post.content.kind === 'text' && !isDesk(post.thread) ? post.content.author : undefined;
    const content = { kind: 'text' as const, text: '', ...(author ? { author } : {}) };
    return (await this.change(post.id, { writer, content, removed: true })) ?? post;
  }

  /** All posts of a thread, in order. */
  async inThread(thread: ThreadRef): Promise<Post[]> {
    const posts: Post[] = [];
    for (;;) {
      const after = posts.at(-1)?.order;
      const page = await this.deps.storage.list(KIND, threadKey(thread), {
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      posts.push(...page.map(postOf));
      if (page.length < PAGE) return posts;
    }
  }

  private async tell(post: Post): Promise<Post> {
    await this.deps.feeds.append(feedOf(post.thread), post.id);
    const told = { ...post, told: true };
    await this.save(told);
    return told;
  }

  private async save({ id, order: _, ...value }: Post): Promise<void> {
    await this.deps.storage.replace(KIND, id, value);
  }

  private async nextOrder(group: string): Promise<number> {
    const now = this.deps.clock.now().getTime();
    let last = now - 1;
    // Posts of this very millisecond, and of a clock that has been set back since.
    for (;;) {
      const tail = await this.deps.storage.list(KIND, group, { after: last, limit: PAGE });
      if (tail.length === 0) break;
      last = tail.at(-1)?.order ?? last;
    }
    return last + 1;
  }
}

function postOf({ id, order, value }: StoredRecord): Post {
  return { ...(value as PostValue), id, order };
}
