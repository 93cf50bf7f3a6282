import type { FakeMessage } from './message.ts';

export type ChannelKind = 'channel' | 'group' | 'im' | 'mpim';

/** A conversation of the workspace, with all its messages in the order of their times. */
export class FakeChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly members: Set<string>;
  readonly createdAt: number;
  archived = false;
  topic = '';
  /** Everything ever posted, deleted messages too (flagged). */
  readonly all: FakeMessage[] = [];
  readonly #byTs = new Map<string, FakeMessage>();
  readonly #threads = new Map<string, FakeMessage[]>();
  readonly #top: FakeMessage[] = [];

  constructor(id: string, kind: ChannelKind, name: string, members: string[], createdAt: number) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.members = new Set(members);
    this.createdAt = createdAt;
  }

  add(message: FakeMessage): void {
    this.all.push(message);
    this.#byTs.set(message.ts, message);
    const { thread_ts: thread } = message;
    if (thread === undefined || thread === message.ts || message.subtype === 'thread_broadcast') {
      this.#top.push(message);
    }
    if (thread === undefined || thread === message.ts) return;
    const replies = this.#threads.get(thread);
    if (replies) replies.push(message);
    else this.#threads.set(thread, [message]);
  }

  /** The message with this time, unless it was deleted. */
  find(ts: string): FakeMessage | undefined {
    const message = this.#byTs.get(ts);
    return message?.deleted ? undefined : message;
  }

  /** The message with this time, deleted or not. */
  evenDeleted(ts: string): FakeMessage | undefined {
    return this.#byTs.get(ts);
  }

  /** Live replies of a thread, without its first message. */
  replies(threadTs: string): FakeMessage[] {
    const replies = this.#threads.get(threadTs);
    return replies ? replies.filter((reply) => !reply.deleted) : [];
  }

  /** Whether a thread can be replied to: its first message lives, or lived and has replies. */
  hasThread(ts: string): boolean {
    return this.find(ts) !== undefined || this.replies(ts).length > 0;
  }

  /** Live messages outside threads, and those also sent to the channel. */
  top(): FakeMessage[] {
    return this.#top.filter((message) => !message.deleted);
  }
}
