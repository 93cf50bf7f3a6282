import type { Pick as Asked, Escalation } from '../escalation/escalation.ts';
import { type Hours, isOpen, nextOpening } from '../routing/hours.ts';
import { estimateRest, estimateWait } from '../routing/wait.ts';
import { bestFor } from './best-agents.ts';
import type { AgentFreeEvent, Facts, TimerEvent } from './facts.ts';
import { spokenMoment, spokenRange } from './spoken-time.ts';
import type { Step } from './step.ts';

/** Timers of a waiting escalation: the customer is told again; more agents are asked; the desk opens. */
const REMINDER = 'reminder';
const WIDEN = 'widen';
const OPENING = 'opening';
const MINUTE_MS = 60_000;

/** Puts an escalation into the queue: whom the desk asks, and what the customer is told of the wait. */
export function enqueue(
  step: Step,
  escalation: Escalation,
  { asked = [] as readonly Asked[] } = {},
): { escalation: Escalation; said: string[] } {
  const { now, settings } = step.facts;
  const hours = hoursFor(settings, escalation.skill);
  // Who is asked by name is there, whatever the hours are.
  if (asked.length === 0 && !isOpen(hours, now)) return sleep(step, escalation, hours);
  const circle =
    asked.length > 0 ? [...asked] : picksFor(step, escalation, { count: circleOf(step, escalation) });
  const { situation, told } = waitFor(step, escalation);
  const queued: Escalation = {
    ...escalation,
    picks: circle,
    alone: circle.length === 1 && (asked.length === 1 || isAssigned(step, escalation)),
    circle: 1,
    wait: { ...situation, told, asleep: false },
    toldAgain: null,
  };
  step.wakeLater(REMINDER, escalation.id, told ? Math.max(MINUTE_MS, told.high) : settings.reminderAfterMs);
  step.wakeLater(
    WIDEN,
    escalation.id,
    circle.length > 0 ? settings.desk.widenAfterMs : settings.desk.pageAfterMs,
  );
  return { escalation: queued, said: saidOf(step, situation.ahead, told) };
}

/** Nobody is there: the customer hears when somebody will be, and the assistant goes on until then. */
function sleep(step: Step, escalation: Escalation, hours: Hours | null) {
  const { now, settings } = step.facts;
  const opening = nextOpening(hours, now);
  const { situation } = waitFor(step, escalation);
  const wait = { ...situation, told: null, asleep: true };
  if (opening) step.wakeLater(OPENING, escalation.id, opening.getTime() - now.getTime());
  else step.wakeLater(REMINDER, escalation.id, settings.reminderAfterMs);
  const said = opening
    ? step.sayToCustomer('customer.wait_opening', {
        opening: spokenMoment(opening, now, hours?.timeZone ?? 'UTC', step.customerLanguage()),
      })
    : step.sayToCustomer('customer.wait_unknown');
  return {
    escalation: { ...escalation, picks: [], alone: false, circle: 0, wait, toldAgain: null },
    said: [said],
  };
}

/** What cannot wait until the desk opens asks the on-call at once. */
export function pageIfUrgent(step: Step, escalation: Escalation): void {
  const urgent = step.facts.settings.desk.urgent.includes(escalation.category ?? '');
  if (escalation.wait?.asleep && urgent) page(step, escalation);
}

/** Nobody waits for anybody any more. */
export function leaveQueue(step: Step, { id }: Escalation): void {
  for (const name of [REMINDER, WIDEN, OPENING]) step.cancelTimer(name, id);
}

/** A timer of a waiting escalation is due. */
export function onQueueTimer(step: Step, { name }: TimerEvent, episode: Escalation): void {
  if (name === REMINDER) remind(step, episode);
  else if (name === WIDEN) widen(step, episode);
  else if (name === OPENING) open(step, episode);
}

/** What was said of the wait has proved wrong, or nothing could be said: the customer hears how it stands. */
function remind(step: Step, episode: Escalation): void {
  const { now, settings, desk } = step.facts;
  const reminders = episode.reminders + 1;
  const elapsed = now.getTime() - Date.parse(episode.queuedAt);
  const { situation } = waitFor(step, episode);
  const rest = episode.wait?.told ? estimateRest(situation, desk.samples, elapsed) : null;
  const toldAgain = { at: now.toISOString(), rest: rest && { low: rest.low, high: rest.high } };
  const told: Escalation = { ...episode, reminders, toldAgain };
  step.set({ episode: told });
  step.showCard(told);
  if (rest) {
    step.tellCustomer('customer.wait_corrected', { range: spokenRange(rest, step.customerLanguage()) });
  } else {
    step.tellCustomer('customer.still_waiting');
  }
  const pause = settings.reminderAfterMs * 2 ** Math.min(reminders, 10);
  step.wakeLater(REMINDER, episode.id, Math.max(rest?.high ?? 0, pause));
}

/** Nobody has come: more agents are asked, then everybody, then the on-call. */
function widen(step: Step, episode: Escalation): void {
  const { desk: settings } = step.facts.settings;
  const asked = episode.picks.map(({ id }) => id);
  const more = picksFor(step, episode, { asked, count: Math.max(1, asked.length) * 2 });
  const waited = step.facts.now.getTime() - Date.parse(episode.queuedAt);
  if (more.length > 0 && waited < settings.pageAfterMs) {
    const picks = [...episode.picks, ...more];
    const widened: Escalation = { ...episode, picks, alone: false, circle: episode.circle + 1 };
    step.set({ episode: widened });
    step.showCard(widened);
    step.wakeLater(WIDEN, episode.id, settings.widenAfterMs);
    return step.tellDesk('desk.widened', {}, more);
  }
  if (waited < settings.pageAfterMs) return step.wakeLater(WIDEN, episode.id, settings.pageAfterMs - waited);
  page(step, episode);
}

/** The on-call is asked, or where there is none, whoever reads it. */
function page(step: Step, episode: Escalation): void {
  const { agents } = step.facts.desk;
  const onCall = step.facts.settings.desk.onCall.map((id) => ({
    id,
    name: agents.find((agent) => agent.id === id)?.name ?? id,
  }));
  step.tellDesk(onCall.length > 0 ? 'desk.paged' : 'desk.waits_long', { ask: episode.ask }, onCall);
  for (const { id } of onCall) {
    const text = step.facts.texts.say('desk.paged', { ask: episode.ask });
    step.whisperInThread(id, { kind: 'text', text, tone: 'system' }, episode.id);
  }
}

/** The desk opens: who waited over night is in the queue from now on. */
function open(step: Step, episode: Escalation): void {
  const { escalation, said } = enqueue(step, { ...episode, queuedAt: step.facts.now.toISOString() });
  step.set({ episode: escalation });
  step.showCard(escalation);
  step.tellDesk('desk.opened', {}, escalation.picks);
  step.tellCustomerText(said.join(' '));
}

/** An agent has a hand free, and this waits longest of what they can take. */
export function askWhoIsFree(step: Step, { agent, about }: AgentFreeEvent): void {
  const { episode } = step.state;
  if (episode?.id !== about || episode.state !== 'waiting' || episode.alone || episode.wait?.asleep) return;
  if (!episode.picks.some(({ id }) => id === agent.id)) {
    const why = step.facts.texts.say('card.pick_free');
    const asked: Escalation = { ...episode, picks: [...episode.picks, { ...agent, why }] };
    step.set({ episode: asked });
    step.showCard(asked);
  }
  const waited = step.facts.now.getTime() - Date.parse(episode.queuedAt);
  const minutes = String(Math.max(1, Math.round(waited / MINUTE_MS)));
  step.tellDesk('desk.next_waiting', { ask: episode.ask, minutes }, [agent]);
}

/** The hours of a skill, else the desk's; null: always. */
export function hoursFor({ desk: { hours } }: Facts['settings'], skill: string | null): Hours | null {
  return (skill !== null && Object.hasOwn(hours, skill) ? hours[skill] : hours['default']) ?? null;
}

/** Whether nobody is there for it now. */
export function isAsleep(step: Step, { skill }: Escalation): boolean {
  return !isOpen(hoursFor(step.facts.settings, skill), step.facts.now);
}

/** The agents who are asked first; one alone where the category is assigned. */
function circleOf(step: Step, escalation: Escalation): number {
  return isAssigned(step, escalation) ? 1 : step.facts.settings.desk.picks;
}

function isAssigned({ facts }: Step, { category }: Escalation): boolean {
  return category !== null && facts.settings.desk.autoAssign.includes(category);
}

/** The best who have not been asked; who has let it go comes after everybody else. */
function picksFor(
  step: Step,
  escalation: Escalation,
  { asked = [], count }: { asked?: readonly string[]; count: number },
): Asked[] {
  const { letGo = [] } = escalation;
  const best = bestFor(step, escalation).filter(({ id }) => !asked.includes(id));
  const fresh = best.filter(({ id }) => !letGo.includes(id));
  return (fresh.length > 0 || asked.length === 0 ? fresh : best).slice(0, count);
}

/** Who waits before them and who works, and how long that takes. */
function waitFor(step: Step, { id }: Escalation) {
  const { now, desk } = step.facts;
  const ahead = desk.waiting.filter((one) => one.id !== id).length;
  const working = Math.max(1, desk.agents.filter(({ availability }) => availability === 'there').length);
  const situation = { ahead, working, hour: now.getUTCHours() + now.getUTCMinutes() / 60 };
  const estimate = estimateWait(situation, desk.samples);
  return { situation, told: estimate ? { low: estimate.low, high: estimate.high } : null };
}

function saidOf(step: Step, ahead: number, told: { low: number; high: number } | null): string[] {
  const range = told && spokenRange(told, step.customerLanguage());
  return [
    range
      ? step.sayToCustomer('customer.wait_range', { range })
      : step.sayToCustomer('customer.wait_unknown'),
    ...(ahead > 0 ? [step.sayToCustomer('customer.wait_position', { position: String(ahead + 1) })] : []),
  ];
}
