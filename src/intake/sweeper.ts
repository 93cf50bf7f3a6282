import type { InternalEvent } from '../conversation/facts.ts';
import type { Cancel, Clock } from '../platform/clock.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { OutboxLane } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export interface SweeperDeps {
  store: Pick<Store, 'events' | 'outbox' | 'timers' | 'conversations' | 'actions'>;
  clock: Clock;
  logger: Logger;
  /** Pause between sweeps, milliseconds. What lies longer than that is taken up. */
  everyMs: Live<number>;
  wake(conversationId: string): void;
  deliver(conversationId: string, lane: OutboxLane): void;
  act(actionId: string): void;
  acceptInternal(conversationId: string, event: InternalEvent): Promise<void>;
  /** Asks agents who have become free to take what waits. */
  askWhoIsFree(): Promise<void>;
}

export interface Sweeper {
  /** Sweeps at once, and then again and again. */
  start(): void;
  /** One sweep over all that lies about: events, posts, replies, timers. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** What one sweep takes up of each kind; the next goes on. */
const AT_ONCE = 200;

/** Takes up what a process that died, or a lost wake-up, has left lying; and lets due timers enter the road. */
export function createSweeper(deps: SweeperDeps): Sweeper {
  const { store, clock, logger } = deps;
  let cancel: Cancel = () => undefined;
  let current = Promise.resolve();
  let stopped = false;

  async function sweep(): Promise<void> {
    const now = clock.now();
    const before = new Date(now.getTime() - deps.everyMs());
    for (const timer of await store.timers.due(now, AT_ONCE)) {
      const { _id, conversationId, dueAt, name, about } = timer;
      const id = `timer:${_id}:${dueAt.getTime()}`;
      await deps.acceptInternal(conversationId, {
        kind: 'timer',
        id,
        at: dueAt.toISOString(),
        name,
        about,
      });
      await store.timers.remove(_id, dueAt);
    }
    for (const id of await store.events.stuck(before, AT_ONCE)) deps.wake(id);
    for (const id of await store.conversations.unfinished(before, AT_ONCE)) deps.wake(id);
    for (const id of await store.conversations.overdueReplies(now, AT_ONCE)) deps.wake(id);
    for (const id of await store.actions.stuck(now, before, AT_ONCE)) deps.act(id);
    for (const { conversationId, lane } of await store.outbox.stuck(before, AT_ONCE))
      deps.deliver(conversationId, lane);
    await deps.askWhoIsFree();
  }

  function loop(): void {
    current = sweep()
      .catch((error) => logger.error({ error }, 'a sweep failed; the next one tries again'))
      .finally(() => {
        if (!stopped) cancel = clock.after(deps.everyMs(), loop);
      });
  }

  return {
    sweep,
    start: loop,
    async stop() {
      stopped = true;
      cancel();
      await current;
    },
  };
}
