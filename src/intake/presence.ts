import type { AgentDesk } from '../channels/adapter.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { RecentCache } from '../platform/recent-cache.ts';
import { within } from '../platform/within.ts';
import type { Agent } from '../routing/agent.ts';

export interface PresenceDeps {
  desk: Pick<AgentDesk, 'present'>;
  clock: Clock;
  logger: Logger;
}

/** How long an answer holds, and how long the platform is left alone after it gave none, milliseconds. */
const FRESH_MS = 60_000;
/** Agents asked about at once: Slack lets an app ask about some 50 a minute. */
const MOST = 20;
/** A customer waits while this is asked, so not for long, milliseconds; an answer that comes later counts from then on. */
const PATIENCE_MS = 1_000;
const REMEMBERED = 2_000;

/**
 * Marks the agents of whom the platform says that they are not there. Only those are asked about whom routing would pick, the
 * freest first; of whom nothing is known, it is taken that they are there. Never fails.
 */
export function createPresence({ desk, clock, logger }: PresenceDeps): (agents: Agent[]) => Promise<Agent[]> {
  const known = new RecentCache<boolean>(clock, REMEMBERED);
  let askAgainAt = Number.NEGATIVE_INFINITY;

  async function ask(ids: string[]): Promise<void> {
    askAgainAt = clock.now().getTime() + FRESH_MS;
    try {
      const present = (await desk.present?.(ids)) ?? new Set(ids);
      for (const id of ids) known.set(id, present.has(id), FRESH_MS);
    } catch (error) {
      logger.warn({ reason: messageOf(error) }, 'who is there could not be told; everybody counts as there');
    }
  }

  return async (agents) => {
    if (!desk.present) return agents;
    const free = agents.filter(
      ({ availability, load, capacity }) => availability === 'there' && load < capacity,
    );
    const unknown = free.filter(({ id }) => known.peek(id) === undefined).sort(byRoom);
    if (unknown.length > 0 && clock.now().getTime() >= askAgainAt) {
      const ids = unknown.slice(0, MOST).map(({ id }) => id);
      await within(clock, PATIENCE_MS, ask(ids), undefined);
    }
    return agents.map((agent) =>
      agent.availability === 'there' && known.peek(agent.id) === false
        ? { ...agent, availability: 'not_present' as const }
        : agent,
    );
  };
}

/** Who has most room first, then who has had none for longest. */
function byRoom(one: Agent, other: Agent): number {
  const share = ({ load, capacity }: Agent) => load / Math.max(1, capacity);
  const last = ({ lastClaimAt }: Agent) => lastClaimAt ?? '';
  return share(one) - share(other) || (last(one) < last(other) ? -1 : 1);
}
