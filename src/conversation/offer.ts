import type { Decision } from '../escalation/decide.ts';
import type { Step } from './step.ts';
import { leading } from './weigh.ts';

const OFFER = 'offer';
const UNRESOLVED = 'unresolved';

/** Offers a human, with why; once per episode. */
export function offerHuman(step: Step, { signals }: Pick<Decision, 'signals'>): void {
  const { policy } = step.facts;
  const why = leading(signals, policy.weights)?.name ?? 'explicit_request';
  const text = `${step.sayToCustomer(`offer_reason.${why}`)} ${step.sayToCustomer('customer.offer_human')}`;
  step.tellCustomerText(text, [
    step.button('human', 'button.human', step.state.id, 'primary'),
    step.button('decline', 'button.decline', step.state.id),
  ]);
  noteOffer(step);
}

/** An offer was made, in whatever words; it waits for an answer. */
export function noteOffer(step: Step): void {
  const { tally, id } = step.state;
  const offers = { ...tally.offers, made: tally.offers.made + 1, lastAt: step.facts.now.toISOString() };
  step.set({ status: 'open', tally: { ...tally, offers } });
  step.wakeLater(OFFER, id, step.facts.policy.offerWaitMs);
}

/** The customer has answered the offer, by whatever they did. */
export function offerAnswered(step: Step, declined: boolean): void {
  const { tally, id } = step.state;
  if (tally.offers.made === 0) return;
  step.cancelTimer(OFFER, id);
  if (!declined) return;
  const offers = { ...tally.offers, declined: tally.offers.declined + 1 };
  step.set({ tally: { ...tally, offers } });
}

/** Whether an offer waits for its answer. */
export function offerOpen(step: Step): boolean {
  const { made, declined } = step.state.tally.offers;
  return made > 0 && declined === 0;
}

/** Whether an offer has waited for its answer as long as it may. */
export function offerUnanswered(step: Step): boolean {
  const { offers, lastAt } = step.state.tally;
  const { now, policy } = step.facts;
  if (!offerOpen(step) || offers.lastAt === null) return false;
  const wroteSince = lastAt !== null && lastAt > offers.lastAt;
  return !wroteSince && now.getTime() - Date.parse(offers.lastAt) >= policy.offerWaitMs;
}

/** Looks again after the time in which an issue should be solved. */
export function watchTime(step: Step): void {
  step.wakeLater(UNRESOLVED, step.state.id, step.facts.policy.unresolvedMs);
}

/** Nothing is waited for any more: a human is there, or it is solved. */
export function stopWatching(step: Step): void {
  step.cancelTimer(UNRESOLVED, step.state.id);
  step.cancelTimer(OFFER, step.state.id);
}
