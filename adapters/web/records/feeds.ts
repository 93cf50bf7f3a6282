import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Cancel, Clock } from '../../../src/platform/clock.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { OneAtATime } from './one-at-a-time.ts';

const KIND = 'change';
/** How often watched feeds are looked at for what another process wrote, in milliseconds. */
const POLL_MS = 1_000;

/** That a post is new or looks different now. */
export interface Change {
  /** Counts from 1 in its feed, without gaps. */
  number: number;
  postId: string;
}

/**
 * What changed, in order, so that a page which was away can be told what it missed. A change is numbered by being
 * inserted under its number, which only one writer can do, and only after the number before it: whoever has read up
 * to a number has missed nothing below it, however many processes write.
 */
export class Feeds {
  private readonly ends = new Map<string, number>();
  private readonly watchers = new Map<string, Set<() => void>>();
  private readonly queue = new OneAtATime();
  private readonly deps: { storage: AdapterStorage; clock: Clock; logger: Logger };
  private nextPoll: Cancel | undefined;

  constructor(deps: { storage: AdapterStorage; clock: Clock; logger: Logger }) {
    this.deps = deps;
  }

  /** Adds a change, and tells those who watch. */
  async append(feed: string, postId: string): Promise<void> {
    await this.queue.run(feed, async () => {
      let number = (await this.end(feed)) + 1;
      while (!(await this.insert(feed, number, postId))) number += 1;
      this.ends.set(feed, number);
    });
    this.tell(feed);
  }

  /** Changes beyond a number, ascending. */
  async list(feed: string, after: number, limit: number): Promise<Change[]> {
    const found = await this.deps.storage.list(KIND, feed, { after, limit });
    return found.map(({ order, value }) => ({ number: order, postId: (value as { postId: string }).postId }));
  }

  /** The number of the latest change, 0 where there is none. Looked for by doubling steps, then halving them. */
  async end(feed: string): Promise<number> {
    let end = this.ends.get(feed) ?? 0;
    let step = 1;
    while (await this.exists(feed, end + step)) {
      end += step;
      step *= 2;
    }
    while (step > 1) {
      step /= 2;
      if (await this.exists(feed, end + step)) end += step;
    }
    this.ends.set(feed, end);
    return end;
  }

  /** Calls `onChange` whenever the feed has grown, until it is told to stop. */
  watch(feed: string, onChange: () => void): () => void {
    const watchers = this.watchers.get(feed) ?? new Set();
    this.watchers.set(feed, watchers.add(onChange));
    this.nextPoll ??= this.deps.clock.after(POLL_MS, () => void this.poll());
    return () => {
      watchers.delete(onChange);
      if (watchers.size === 0) this.watchers.delete(feed);
      if (this.watchers.size > 0) return;
      this.nextPoll?.();
      this.nextPoll = undefined;
    };
  }

  private async poll(): Promise<void> {
    for (const feed of [...this.watchers.keys()]) {
      try {
        const before = this.ends.get(feed) ?? 0;
        if ((await this.end(feed)) > before) this.tell(feed);
      } catch (error) {
        this.deps.logger.warn({ error, feed }, 'could not look for what other processes posted');
      }
    }
    this.nextPoll =
      this.watchers.size > 0 ? this.deps.clock.after(POLL_MS, () => void this.poll()) : undefined;
  }

  private tell(feed: string): void {
    for (const onChange of this.watchers.get(feed) ?? []) onChange();
  }

  private insert(feed: string, number: number, postId: string): Promise<boolean> {
    const record = { id: idOf(feed, number), group: feed, order: number, value: { postId } };
    return this.deps.storage.insert(KIND, record);
  }

  private async exists(feed: string, number: number): Promise<boolean> {
    return (await this.deps.storage.get(KIND, idOf(feed, number))) !== undefined;
  }
}

function idOf(feed: string, number: number): string {
  return `${feed}#${number}`;
}
