import type {
  AgentDesk,
  ChannelAdapter,
  Intake,
  LoadedFile,
  Mark,
  PostOptions,
} from '../../src/channels/adapter.ts';
import type { CardContent, Content, TextContent } from '../../src/channels/content.ts';
import { type FileRef, type PostRef, type ThreadRef, threadKey } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';

export interface Posted {
  ref: PostRef;
  thread: ThreadRef;
  key: string;
  content: Content;
  /** The files that were uploaded with it. */
  files: LoadedFile[];
}

/** What a test may hold up or make fail: awaited before and after the platform takes a post. */
export interface Hooks {
  beforePost?(posted: Posted): Promise<void> | void;
  afterPost?(posted: Posted): Promise<void> | void;
  beforeIsMember?(personId: string): Promise<void> | void;
  /** Makes the channel one that keeps something of people by itself. */
  forget?: ChannelAdapter['forget'];
  beforeMark?(mark: Mark): Promise<void> | void;
}

const WORKSPACE = 'test';
export const DESK_CHANNEL: ThreadRef = {
  platform: 'loop',
  workspace: WORKSPACE,
  channel: 'desk',
  thread: null,
};

/** A platform inside the test: threads, posts, whispers. Several adapters, as of several processes, may share one. */
export class LoopbackPlatform {
  readonly posts: Posted[] = [];
  readonly whispers: { thread: ThreadRef; personId: string; text: string; buttons: string[] }[] = [];
  /** How messages at the desk were marked, in order. */
  readonly marks: { post: string; mark: Mark; buttons: string[] }[] = [];
  /** Whether its desk shows marks in words, with buttons; set before it is connected. */
  spellsMarks = true;
  readonly members = new Set<string>();
  readonly typing: boolean[] = [];
  /** What can be read, by the id of the file; an error is thrown instead. */
  readonly files = new Map<string, string | Error>();
  private count = 0;

  /** An adapter and a desk to this platform, as one process has them. */
  connect(hooks: Hooks = {}): { channel: ChannelAdapter; desk: AgentDesk; intake: () => Intake } {
    let intake: Intake | undefined;
    const surface = {
      platform: 'loop',
      fileLimit: 1_000,
      split: splitAt(1_000),
      post: (thread: ThreadRef, content: Content, options: PostOptions) =>
        this.post(hooks, thread, content, options),
      update: async (ref: PostRef, content: Content) => {
        const posted = this.posts.find((post) => post.ref.id === ref.id);
        if (posted) posted.content = content;
      },
      remove: async (ref: PostRef) => {
        const at = this.posts.findIndex((post) => post.ref.id === ref.id);
        if (at >= 0) this.posts.splice(at, 1);
      },
      readFile: async ({ id }: FileRef) => {
        const content = this.files.get(id) ?? new BatonError('file.unreadable', 'There is no such file');
        if (content instanceof Error) throw content;
        return Buffer.from(content);
      },
      whisper: async (thread: ThreadRef, personId: string, content: TextContent) => {
        const buttons = (content.buttons ?? []).map(({ id }) => id);
        this.whispers.push({ thread, personId, text: content.text, buttons });
      },
      findPosted: async (_thread: ThreadRef, key: string) => this.posts.find((post) => post.key === key)?.ref,
    };
    const channel: ChannelAdapter = {
      ...surface,
      start: async (given) => {
        intake = given;
      },
      stop: async () => undefined,
      typing: async (_thread, on) => {
        this.typing.push(on);
      },
      check: async () => [],
      ...(hooks.forget ? { forget: hooks.forget } : {}),
    };
    const desk: AgentDesk = {
      ...surface,
      channel: DESK_CHANNEL,
      isMember: async (id) => {
        await hooks.beforeIsMember?.(id);
        return this.members.has(id);
      },
      spellsMarks: this.spellsMarks,
      mark: async ({ id }, { mark, buttons }) => {
        await hooks.beforeMark?.(mark);
        this.marks.push({ post: id, mark, buttons: buttons.map((button) => button.id) });
      },
      checkDesk: async () => [],
    };
    return {
      channel,
      desk,
      intake: () => {
        if (!intake) throw new Error('the adapter was not started');
        return intake;
      },
    };
  }

  private async post(
    hooks: Hooks,
    thread: ThreadRef,
    content: Content,
    { key, signal, files = [] }: PostOptions,
  ): Promise<PostRef> {
    this.count += 1;
    const posted: Posted = { ref: { ...thread, id: `p${this.count}` }, thread, key, content, files };
    await hooks.beforePost?.(posted);
    signal?.throwIfAborted();
    this.posts.push(posted);
    await hooks.afterPost?.(posted);
    return posted.ref;
  }

  /** What stands in a thread, in order. */
  texts(thread: ThreadRef): string[] {
    const key = threadKey(thread);
    return this.posts
      .filter((post) => threadKey(post.thread) === key)
      .map(({ content }) => (content.kind === 'text' ? content.text : content.card.title));
  }

  /** The cards at the desk, in order. */
  cards(): { ref: PostRef; card: CardContent['card'] }[] {
    return this.posts.flatMap(({ ref, content }) =>
      content.kind === 'card' ? [{ ref, card: content.card }] : [],
    );
  }

  /** The thread beneath a card. */
  cardThread(index = 0): ThreadRef {
    const card = this.cards()[index];
    if (!card) throw new Error(`there is no card ${index}`);
    return { ...DESK_CHANNEL, thread: card.ref.id };
  }
}

function splitAt(limit: number): (content: Content) => Content[] {
  return (content) => {
    if (content.kind === 'card' || content.text.length <= limit) return [content];
    const parts: Content[] = [];
    for (let at = 0; at < content.text.length; at += limit) {
      parts.push({ ...content, text: content.text.slice(at, at + limit), buttons: [] });
    }
    return parts;
  };
}
