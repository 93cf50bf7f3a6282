import type { Decision } from '../escalation/decide.ts';
import { openEpisode } from './episode.ts';
import type { TimerEvent } from './facts.ts';
import { onLeaseTimer } from './lease-timers.ts';
import { offerHuman, offerUnanswered } from './offer.ts';
import { onQueueTimer } from './queue.ts';
import type { Step } from './step.ts';
import { weigh } from './weigh.ts';

const AFTER_REPLY_MS = 60_000;

/** Brings a human in because of what was noticed. */
export function bringIn(step: Step, decision: Decision): void {
  const customer = step.state.openedBy;
  if (customer) openEpisode(step, customer, 'signals', decision);
}

/** A timer is due; one that no longer fits says nothing. */
export function onTimer(step: Step, event: TimerEvent): void {
  const { episode, id, owner, status, reply } = step.state;
  if (episode && episode.id === event.about && episode.state === 'waiting') {
    return onQueueTimer(step, event, episode);
  }
  if (episode && episode.id === event.about && episode.state === 'held')
    return onLeaseTimer(step, event, episode);
  if (event.about !== id || owner !== 'assistant' || status !== 'open') return;
  // What the answer that is being made will change is not known yet.
  if (reply) return step.wakeLater(event.name, id, AFTER_REPLY_MS);
  const decision = weigh(step, { occasion: 'timer', unanswered: offerUnanswered(step) });
  if (decision.action === 'escalate') return bringIn(step, decision);
  if (decision.action === 'offer') offerHuman(step, decision);
}
