import type { Agent, Need } from './agent.ts';

/** How much each thing counts; 0 leaves it out. */
export interface RoutingWeights {
  /** Nobody holds as little. */
  load: number;
  language: number;
  /** As experienced as the issue asks for. */
  seniority: number;
  helpedBefore: number;
  /** Has not been asked for long. */
  rest: number;
  /** Has few skills besides the one asked for: who can do everything is kept for what nobody else can. */
  focus: number;
}

/** Why an agent was chosen. */
export interface PickReason {
  kind: 'skill' | 'language' | 'helped_before' | 'seniority' | 'load';
  /** What stands behind it: the skill, the language, how many of how many. */
  value: string;
}

export interface Ranked {
  agent: Agent;
  score: number;
  reasons: PickReason[];
}

/** After this long without a claim an agent counts as rested, milliseconds. */
const RESTED_MS = 30 * 60_000;
const SENIOR = 0.6;

/**
 * The agents who can take an escalation, best first; equals by how long they have had none, then by id. Those without the
 * skill, the language, room or time are left out; where nobody speaks the language, it is not asked for,
 * and who is shown as away is taken where nobody else can.
 */
export function rankAgents(
  need: Need,
  agents: readonly Agent[],
  weights: RoutingWeights,
  now: Date,
): Ranked[] {
  const fit = agents.filter(
    ({ load, capacity, skills }) => load < capacity && (need.skill === null || skills.includes(need.skill)),
  );
  const there = fit.filter(({ availability }) => availability === 'there');
  const able = there.length > 0 ? there : fit.filter(({ availability }) => availability === 'not_present');
  const speaking = able.filter((agent) => speaks(agent, need.language));
  return (speaking.length > 0 ? speaking : able)
    .map((agent) => ({ agent, score: scoreOf(agent, need, weights, now), reasons: reasonsOf(agent, need) }))
    .sort(
      (one, other) =>
        other.score - one.score ||
        restOf(other.agent, now) - restOf(one.agent, now) ||
        (one.agent.id < other.agent.id ? -1 : 1),
    );
}

function speaks({ languages }: Agent, language: string | null): boolean {
  return language === null || languages.length === 0 || languages.includes(language);
}

function scoreOf(agent: Agent, need: Need, weights: RoutingWeights, now: Date): number {
  const { load, capacity, languages, seniority, skills } = agent;
  const native = need.language !== null && languages.includes(need.language);
  return (
    weights.load * (1 - load / Math.max(1, capacity)) +
    weights.language * (native ? 1 : 0) +
    weights.seniority * (1 - Math.abs(need.weight - seniority)) +
    weights.helpedBefore * (need.helpedBefore.includes(agent.id) ? 1 : 0) +
    weights.rest * restOf(agent, now) +
    weights.focus / Math.max(1, skills.length)
  );
}

/** 0 for who has just taken one, 1 for who has had none for long. */
function restOf({ lastClaimAt }: Agent, now: Date): number {
  if (!lastClaimAt) return 1;
  return Math.min(1, Math.max(0, now.getTime() - Date.parse(lastClaimAt)) / RESTED_MS);
}

function reasonsOf(agent: Agent, need: Need): PickReason[] {
  const reasons: PickReason[] = [];
  if (need.helpedBefore.includes(agent.id)) reasons.push({ kind: 'helped_before', value: '' });
  if (need.skill !== null) reasons.push({ kind: 'skill', value: need.skill });
  if (need.language !== null && agent.languages.includes(need.language))
    reasons.push({ kind: 'language', value: need.language });
  if (need.weight >= SENIOR && agent.seniority >= SENIOR) reasons.push({ kind: 'seniority', value: '' });
  reasons.push({ kind: 'load', value: `${agent.load}/${agent.capacity}` });
  return reasons;
}
