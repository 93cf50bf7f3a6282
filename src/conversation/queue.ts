import { accountWeight } from '../accounts/account-weight.ts';
import type { Pick as Asked, Escalation } from '../escalation/escalation.ts';
import type { Agent, Need } from '../routing/agent.ts';
import { type Hours, isOpen, nextOpening } from '../routing/hours.ts';
import { rankAgents } from '../routing/score.ts';
import { estimateRest, estimateWait } from '../routing/wait.ts';
import type { TimerEvent } from './facts.ts';
import { spokenMoment, spokenRange } from './spoken-time.ts';
import type { Step } from './step.ts';

/** Timers of a waiting escalation: the customer is told again; more agents are asked; the desk opens. */
const REMINDER = 'reminder';
const WIDEN = 'widen';
const OPENING = 'opening';
/** How complex an issue is, as routing takes it. */
const WEIGHT = { low: 0.2, medium: 0.5, high: 0.9 };
const MINUTE_MS = 60_000;

/** Puts an escalation into the queue: whom the desk asks, and what the customer is told of the wait. */
export function enqueue(
  step: Step,
  escalation: Escalation,
  { not = [] as readonly string[], asked = [] as readonly Asked[] } = {},
): { escalation: Escalation; said: string[] } {
  const { now, settings } = step.facts;
  const hours = hoursFor(step, escalation.skill);
  if (!isOpen(hours, now)) return sleep(step, escalation, hours);
  const circle =
    asked.length > 0 ? [...asked] : picksFor(step, escalation, { not, count: circleOf(step, escalation) });
  const { situation, told } = waitFor(step, escalation);
  const queued: Escalation = {
    ...escalation,
    picks: circle,
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
  return { escalation: { ...escalation, picks: [], circle: 0, wait, toldAgain: null }, said: [said] };
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
  const more = picksFor(step, episode, { not: asked, count: Math.max(1, asked.length) * 2 });
  const waited = step.facts.now.getTime() - Date.parse(episode.queuedAt);
  if (more.length > 0 && waited < settings.pageAfterMs) {
    const widened = { ...episode, picks: [...episode.picks, ...more], circle: episode.circle + 1 };
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

/** The hours of a skill, else the desk's; null: always. */
function hoursFor({ facts }: Step, skill: string | null): Hours | null {
  const { hours } = facts.settings.desk;
  return (skill !== null && Object.hasOwn(hours, skill) ? hours[skill] : hours['default']) ?? null;
}

/** Whether nobody is there for it now. */
export function isAsleep(step: Step, { skill }: Escalation): boolean {
  return !isOpen(hoursFor(step, skill), step.facts.now);
}

/** The agents who are asked first; one alone where the category is assigned. */
function circleOf({ facts }: Step, { category }: Escalation): number {
  const { autoAssign, picks } = facts.settings.desk;
  return category !== null && autoAssign.includes(category) ? 1 : picks;
}

function picksFor(
  step: Step,
  escalation: Escalation,
  { not, count }: { not: readonly string[]; count: number },
): Asked[] {
  const { agents } = step.facts.desk;
  const { weights } = step.facts.settings.desk;
  const able = agents.filter(({ id }) => !not.includes(id));
  return rankAgents(needOf(step, escalation), able, weights, step.facts.now)
    .slice(0, count)
    .map(({ agent, reasons }) => ({ id: agent.id, name: agent.name, why: whyOf(step, agent, reasons) }));
}

function whyOf(
  { facts: { texts } }: Step,
  { load, capacity }: Agent,
  reasons: readonly { kind: 'skill' | 'language' | 'helped_before' | 'seniority' | 'load'; value: string }[],
): string {
  return reasons
    .map(({ kind, value }) =>
      kind === 'load'
        ? texts.say('card.pick_load', { load: String(load), capacity: String(capacity) })
        : texts.say(`card.pick_${kind}`, { value }),
    )
    .join(', ');
}

function needOf(
  { state, facts }: Step,
  { skill, language, complexity, account, contacts }: Escalation,
): Need {
  const here = state.participants.filter(({ role }) => role === 'agent').map(({ id }) => id);
  const { highValue } = facts.settings.desk;
  const weight = Math.max(
    WEIGHT[complexity],
    accountWeight(account, { tiers: facts.policy.tiers, highValue }),
  );
  return { skill, language, weight, helpedBefore: [...here, ...(contacts?.helpers ?? [])] };
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
