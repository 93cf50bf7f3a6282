import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { openingTomorrow } from '../routing/hours.ts';
import type { Facts } from './facts.ts';
import { chosen, refuseForm } from './filled-in.ts';
import { snoozeLease } from './lease.ts';
import { hoursFor } from './queue.ts';
import { spokenMoment } from './spoken-time.ts';
import type { Step } from './step.ts';

/** For how long a conversation can be put off; `default`: as configured. */
export const SNOOZES = ['short', 'default', 'tomorrow'] as const;
type Snooze = (typeof SNOOZES)[number];

const SHORT_MS = 15 * 60_000;

/** The holder comes back to it later. */
export function snooze(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const choice = chosen(event, 'for', SNOOZES, 'default');
  if (!choice) return refuseForm(step, event);
  const { now, settings } = step.facts;
  const until = snoozeUntil(choice, episode, step.facts);
  snoozeLease(step, episode, until.getTime() - now.getTime());
  if (choice === 'tomorrow') {
    const timeZone = hoursFor(settings, episode.skill)?.timeZone ?? 'UTC';
    return step.whisper('desk', event.author.id, 'desk.snoozed_until', {
      until: spokenMoment(until, now, timeZone, 'en'),
    });
  }
  const minutes = String(Math.round((until.getTime() - now.getTime()) / 60_000));
  step.whisper('desk', event.author.id, 'desk.snoozed', { minutes });
}

/** Until when a choice puts it off: tomorrow is when the desk opens then, else this time of day. */
export function snoozeUntil(
  choice: Snooze,
  { skill }: Escalation,
  { now, settings }: Pick<Facts, 'now' | 'settings'>,
): Date {
  if (choice === 'tomorrow') return openingTomorrow(hoursFor(settings, skill), now);
  return new Date(now.getTime() + (choice === 'short' ? SHORT_MS : settings.desk.snoozeMs));
}
