import type { Escalation } from '../escalation/escalation.ts';
import { releaseEpisode } from './episode.ts';
import type { TimerEvent } from './facts.ts';
import { beginLease, IDLE, LEASE, SNOOZE } from './lease.ts';
import type { Step } from './step.ts';

/** A timer of a held escalation is due; one that no longer fits says nothing. */
export function onLeaseTimer(step: Step, { name }: TimerEvent, episode: Escalation): void {
  if (name === LEASE) leaseDue(step, episode);
  else if (name === SNOOZE) snoozeDue(step, episode);
  else if (name === IDLE) idleDue(step, episode);
}

function leaseDue(step: Step, episode: Escalation): void {
  const { holder, leaseUntil, warned } = episode;
  if (!holder || !leaseUntil) return;
  const { warnMs } = step.facts.settings.desk;
  const left = Date.parse(leaseUntil) - step.facts.now.getTime();
  if (left > warnMs) return step.wakeLater(LEASE, episode.id, left - warnMs);
  if (left <= 0) return returnToQueue(step, episode);
  step.wakeLater(LEASE, episode.id, left);
  if (warned) return;
  step.set({ episode: { ...episode, warned: true } });
  const buttons = [
    step.deskButton('keep', episode.id, { style: 'primary', settles: true }),
    step.deskButton('snooze', episode.id, { settles: true }),
    step.deskButton('release', episode.id, { settles: true }),
  ];
  const text = step.facts.texts.say('desk.lease_ends', { left: minutesOf(left) });
  step.whisperInThread(holder.id, { kind: 'text', text, tone: 'system', buttons }, episode.id);
}

/** The claim has run out without work: the customer is told, and somebody else may take it. */
function returnToQueue(step: Step, episode: Escalation): void {
  const agent = episode.holder?.name ?? '';
  const said = releaseEpisode(step, episode);
  step.tellCustomerText([step.sayToCustomer('customer.agent_absent', { agent }), ...said].join(' '));
  step.tellDesk('desk.lease_ended', { agent }, step.state.episode?.picks);
}

function snoozeDue(step: Step, episode: Escalation): void {
  const { holder, snoozedUntil } = episode;
  if (!holder || !snoozedUntil || Date.parse(snoozedUntil) > step.facts.now.getTime()) return;
  const awake = beginLease(step, episode);
  step.set({ episode: awake });
  step.showCard(awake);
  const text = step.facts.texts.say('desk.snooze_over');
  step.whisperInThread(holder.id, { kind: 'text', text, tone: 'system' }, episode.id);
}

/** The customer has been silent for long: the holder is reminded that it is still theirs, again and again. */
function idleDue(step: Step, { id, holder, leaseUntil, snoozedUntil, answeredAt }: Escalation): void {
  if (!holder || leaseUntil || snoozedUntil || !answeredAt) return;
  const { idleMs } = step.facts.settings.desk;
  const left = Date.parse(answeredAt) + idleMs - step.facts.now.getTime();
  if (left > 0) return step.wakeLater(IDLE, id, left);
  step.wakeLater(IDLE, id, idleMs);
  const text = step.facts.texts.say('desk.idle');
  step.whisperInThread(holder.id, { kind: 'text', text, tone: 'system' }, id);
}

function minutesOf(ms: number): string {
  return String(Math.max(1, Math.round(ms / 60_000)));
}
