import type { AgentFreeEvent, DeskView, InternalEvent } from '../conversation/facts.ts';
import { conversationOf } from '../escalation/escalation.ts';
import type { Clock } from '../platform/clock.ts';
import type { Agent } from '../routing/agent.ts';
import { newlyFree, nextWaiting } from '../routing/next-waiting.ts';

export interface FreeAgentsDeps {
  clock: Clock;
  /** The desk as it is. */
  view(): Promise<DeskView>;
  acceptInternal(conversationId: string, event: InternalEvent): Promise<void>;
}

/**
 * Looks who has become free since it looked last: their seat was freed, they are back, or their hours have begun. Each is
 * asked to take what waits longest of what they can. Whichever processes look, one agent is asked once for each wait, for
 * the id of the event says so.
 */
export function createFreeAgents({ clock, view, acceptInternal }: FreeAgentsDeps): () => Promise<void> {
  let before: readonly Agent[] = [];
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const { agents, waiting } = await view();
    const free = newlyFree(before, agents);
    // What could not be looked at is empty, and nobody comes back from there.
    if (agents.length > 0) before = agents;
    const taken = new Set<string>();
    for (const agent of free) {
      const left = waiting.filter(({ id }) => !taken.has(id));
      const next = nextWaiting(agent, left, agents);
      const conversationId = next && conversationOf(next.id);
      if (!next || conversationId === undefined) continue;
      taken.add(next.id);
      await acceptInternal(conversationId, eventOf(agent, next, clock.now()));
    }
  }

  // Two looks at once would each compare with the same before.
  return () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}

function eventOf({ id, name }: Agent, next: { id: string; queuedAt: string }, now: Date): AgentFreeEvent {
  return {
    kind: 'agent.free',
    id: `free:${id}:${next.id}:${next.queuedAt}`,
    at: now.toISOString(),
    agent: { id, name },
    about: next.id,
  };
}
