import type { Agent } from './agent.ts';

/** An escalation that waits for somebody. */
export interface Waiting {
  id: string;
  queuedAt: string;
  ask: string;
  skill: string | null;
  /** ISO 639-1; null or absent where it is not known. */
  language?: string | null;
  /** One person alone is asked, for now; absent: no. */
  alone?: boolean;
  /** Ids of who has let it go; absent: nobody. */
  letGo?: readonly string[];
  /** It waits until the desk opens; absent: no. */
  asleep?: boolean;
}

/**
 * What an agent who has become free is asked to take: the oldest that they have the skill and the language for; where nobody
 * at the desk speaks it, the language is not asked for. Pure.
 */
export function nextWaiting(
  agent: Agent,
  waiting: readonly Waiting[],
  agents: readonly Agent[],
): Waiting | undefined {
  return waiting.find(
    ({ skill, language = null, alone, asleep, letGo = [] }) =>
      !alone &&
      !asleep &&
      !letGo.includes(agent.id) &&
      (skill === null || agent.skills.includes(skill)) &&
      (speaks(agent, language) || !agents.some((one) => speaks(one, language))),
  );
}

/**
 * Who has become free between two looks at the desk: is there and has room now, and was not, had not, or held more. Pure.
 */
export function newlyFree(before: readonly Agent[], now: readonly Agent[]): Agent[] {
  const known = new Map(before.map((agent) => [agent.id, agent]));
  return now.filter((agent) => {
    const was = known.get(agent.id);
    return was !== undefined && isFree(agent) && (!isFree(was) || agent.load < was.load);
  });
}

function isFree({ availability, load, capacity }: Agent): boolean {
  return availability === 'there' && load < capacity;
}

function speaks({ languages }: Agent, language: string | null): boolean {
  return language === null || languages.length === 0 || languages.includes(language);
}
