import type { Escalation } from '../escalation/escalation.ts';
import type { Step } from './step.ts';

/**
 * A claim is a lease: it runs while the customer waits for its holder, is kept by working, and ends when nobody works.
 * While the ball is with the customer, or the holder has snoozed it, nothing runs. These are its timers.
 */
export const LEASE = 'lease';
export const SNOOZE = 'snooze';
export const IDLE = 'idle';

/** The customer waits for the holder from now on. */
export function beginLease(step: Step, episode: Escalation): Escalation {
  const { leaseMs, warnMs } = step.facts.settings.desk;
  step.cancelTimer(IDLE, episode.id);
  if (episode.snoozedUntil) step.cancelTimer(SNOOZE, episode.id);
  step.wakeLater(LEASE, episode.id, leaseMs - warnMs);
  return { ...episode, leaseUntil: later(step, leaseMs), warned: false, snoozedUntil: null };
}

/** The holder has done something: a lease that runs begins anew. Its timer finds that out when it is due. */
export function keepLease(step: Step): void {
  const { episode } = step.state;
  if (episode?.state !== 'held' || !episode.leaseUntil) return;
  step.set({
    episode: { ...episode, leaseUntil: later(step, step.facts.settings.desk.leaseMs), warned: false },
  });
}

/** The holder has answered: the next word is the customer's. */
export function pauseLease(step: Step): void {
  const { episode } = step.state;
  if (episode?.state !== 'held') return;
  const now = step.facts.now.toISOString();
  if (episode.snoozedUntil) step.cancelTimer(SNOOZE, episode.id);
  step.set({ episode: { ...episode, leaseUntil: null, warned: false, snoozedUntil: null, answeredAt: now } });
  step.wakeLater(IDLE, episode.id, step.facts.settings.desk.idleMs);
}

/** The customer wrote: whoever holds the conversation has an answer to give. A snooze ends, for this is what it waited for. */
export function expectAnswer(step: Step): void {
  const { episode } = step.state;
  if (episode?.state !== 'held' || episode.leaseUntil) return;
  step.set({ episode: beginLease(step, episode) });
}

/** The holder comes back to it at that time; until then nobody expects work. */
export function snoozeLease(step: Step, episode: Escalation, forMs: number): void {
  const until = later(step, forMs);
  const snoozed: Escalation = { ...episode, leaseUntil: null, warned: false, snoozedUntil: until };
  step.set({ episode: snoozed });
  step.cancelTimer(LEASE, episode.id);
  step.wakeLater(SNOOZE, episode.id, forMs);
  step.showCard(snoozed);
}

/** Nobody holds it any more. */
export function endLease(step: Step, episode: Escalation): Escalation {
  for (const name of [LEASE, SNOOZE, IDLE]) step.cancelTimer(name, episode.id);
  if (episode.holder) step.seat(episode.holder, episode.id, false);
  return { ...episode, leaseUntil: null, warned: false, snoozedUntil: null, answeredAt: null };
}

function later(step: Step, ms: number): string {
  return new Date(step.facts.now.getTime() + ms).toISOString();
}
