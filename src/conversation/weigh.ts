import { type Decision, decide } from '../escalation/decide.ts';
import type { DecisionFacts } from '../escalation/decision-facts.ts';
import type { Signal } from '../escalation/signal.ts';
import { withNoticed } from '../escalation/tally.ts';
import type { Step } from './step.ts';

type Occasion = Pick<DecisionFacts, 'occasion'> & Partial<DecisionFacts>;

/** Decides whether a human is needed now, and has the decision stored. */
export function weigh(step: Step, occasion: Occasion): Decision {
  const { state, facts } = step;
  const now = facts.now.toISOString();
  const decision = decide(
    {
      reading: null,
      tally: state.tally,
      now,
      area: state.area,
      account: facts.account,
      approval: null,
      unanswered: false,
      endedAt: state.lastEpisode?.endedAt ?? null,
      extra: [],
      ...occasion,
    },
    facts.policy,
  );
  step.set({ tally: withNoticed(state.tally, decision.signals) });
  const { category, language, mood } = state.tally;
  step.effects.push({
    do: 'decision',
    decision: {
      ...decision,
      id: `${state.id}:${step.event.id}`,
      conversationId: state.id,
      at: now,
      occasion: occasion.occasion,
      seq: state.seq,
      area: state.area,
      category: category?.name ?? null,
      language,
      mood: Math.round(mood * 1_000) / 1_000,
      offerAt: facts.policy.offerAt,
      escalateAt: facts.policy.escalateAt,
    },
  });
  return decision;
}

/** A request that needs no words: a button or a command. */
export function requestBy(evidence: string): Signal {
  return { name: 'explicit_request', strength: 1, evidence };
}

/** The signal that says most why a human is needed. */
export function leading(
  signals: readonly Signal[],
  weights: Readonly<Record<string, number>>,
): Signal | undefined {
  const counts = ({ name, strength }: Signal) =>
    strength * (name === 'explicit_request' ? 2 : (weights[name] ?? 0));
  return signals.toSorted((one, other) => counts(other) - counts(one))[0];
}
