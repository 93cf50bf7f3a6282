import type { AgentDesk } from '../channels/adapter.ts';
import type { ConversationEvent, Facts, TransitionSettings } from '../conversation/facts.ts';
import type { Policy } from '../escalation/policy.ts';
import type { Clock } from '../platform/clock.ts';
import type { Texts } from '../platform/texts.ts';
import type { ConversationRecord } from '../store/conversations.ts';

export interface FactsDeps {
  clock: Clock;
  texts: Texts;
  desk: AgentDesk;
  settings: TransitionSettings;
  policy: Policy;
}

/** Gathers what a transition may look at. Asks the desk who its members are; rejects where it cannot tell. */
export async function factsOf(
  deps: FactsDeps,
  record: ConversationRecord,
  event: ConversationEvent,
): Promise<Facts> {
  const { clock, texts, desk, settings, policy } = deps;
  const now = clock.now();
  const slot = record.slots.customer;
  const fromDesk = event.kind === 'desk.message' || event.kind === 'desk.action';
  const atDesk =
    fromDesk &&
    event.platform === desk.platform &&
    event.workspace === desk.channel.workspace &&
    event.thread.channel === desk.channel.channel;
  return {
    now,
    texts,
    settings,
    policy,
    atDesk,
    actorIsMember: atDesk && (await desk.isMember(event.author.id)),
    answerInFlight: slot?.guarded === true && slot.until > now,
  };
}
