import { accountWeight } from '../accounts/account-weight.ts';
import type { Pick as Asked, Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';
import type { Agent, Need } from '../routing/agent.ts';
import { type PickReason, rankAgents } from '../routing/score.ts';
import type { Conversation } from './conversation.ts';
import type { Facts } from './facts.ts';

/** How complex an issue is, as routing takes it. */
const WEIGHT = { low: 0.2, medium: 0.5, high: 0.9 };

/** What is looked at for it: a step, or what a form is made from. */
interface Seen {
  state: Pick<Conversation, 'participants'>;
  facts: Pick<Facts, 'now' | 'texts' | 'settings' | 'desk' | 'policy'>;
}

/** The agents who can take an escalation now, best first, each with why. `skill`: that is asked for; null: any. */
export function bestFor(
  { state, facts }: Seen,
  escalation: Escalation,
  skill: string | null = escalation.skill,
): Asked[] {
  const { now, texts, settings, desk } = facts;
  const need = needOf({ state, facts }, { ...escalation, skill });
  return rankAgents(need, desk.agents, settings.desk.weights, now).map(({ agent, reasons }) => ({
    id: agent.id,
    name: agent.name,
    why: whyOf(texts, agent, reasons),
  }));
}

function whyOf(texts: Texts, { load, capacity }: Agent, reasons: readonly PickReason[]): string {
  return reasons
    .map(({ kind, value }) =>
      kind === 'load'
        ? texts.say('card.pick_load', { load: String(load), capacity: String(capacity) })
        : texts.say(`card.pick_${kind}`, { value }),
    )
    .join(', ');
}

function needOf(
  { state, facts }: Seen,
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
