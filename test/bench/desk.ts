import { rankAgents } from '../../src/routing/score.ts';
import { type Arrival, makeArrivals, makeWorkers } from './desk/arrivals.ts';
import { type Discipline, simulate, type Week } from './desk/simulate.ts';

export const about = [
  'A week of a desk of 12 agents with skills, languages, shifts and breaks; arrivals from a seeded model, with bursts.',
  'The same arrivals under each discipline; agents notice what waits by chance, those with nothing in hand sooner.',
  'spread: the most an agent had over the mean; inside: share of the waits that fell into the range told (80 % wanted).',
];

const WEIGHTS = { load: 1, language: 0.5, seniority: 0.5, helpedBefore: 0.7, rest: 0.4, focus: 0.4 };
/** After this long whoever is there may take it, as at the desk. */
const WIDEN_MS = 3 * 60_000;

const firstCome: Discipline = (waiting, free) =>
  waiting.length > 0 && free.length > 0 ? { waiting: 0, agent: 0 } : null;

function roundRobin(): Discipline {
  let last = '';
  return (_, free) => {
    const after = free.findIndex(({ id }) => id > last);
    const agent = Math.max(0, after);
    last = free[agent]?.id ?? last;
    return { waiting: 0, agent };
  };
}

/** As Baton's desk does: oldest first, each to the best of those who are free; anybody once it has waited for long. */
const routed: Discipline = (waiting, free, now) => {
  for (const [index, arrival] of waiting.entries()) {
    const waited = now.getTime() - arrival.at;
    const need = needOf(arrival, waited >= WIDEN_MS);
    const [best] = rankAgents(need, free, WEIGHTS, now);
    if (best) return { waiting: index, agent: free.indexOf(best.agent) };
  }
  return null;
};

function needOf({ skill, language, weight, before }: Arrival, widened: boolean) {
  const helpedBefore = before ? [before] : [];
  return { skill: widened ? null : skill, language, weight, helpedBefore };
}

/** Plays weeks under each discipline. */
export async function run({ quick }: { quick: boolean }): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const perHour of quick ? [28] : [20, 28, 34]) {
    const arrivals = makeArrivals(perHour, perHour);
    const workers = makeWorkers();
    for (const [name, discipline] of [
      ['first_come', firstCome],
      ['round_robin', roundRobin()],
      ['baton', routed],
    ] as const) {
      const row = figuresOf(simulate(arrivals, workers, discipline));
      for (const [figure, value] of Object.entries(row))
        figures[`desk_${perHour}_per_hour.${name}.${figure}`] = value;
    }
  }
  return figures;
}

function figuresOf({ waits, withSkill, byAgent, told, inside }: Week): Record<string, number> {
  const rising = waits.toSorted((a, b) => a - b);
  const at = (share: number) => (rising[Math.floor(share * (rising.length - 1))] ?? 0) / 60_000;
  const mean = byAgent.reduce((sum, count) => sum + count, 0) / byAgent.length;
  return {
    served: waits.length,
    p50_min: at(0.5),
    p90_min: at(0.9),
    with_skill: withSkill / Math.max(1, waits.length),
    spread: Math.max(...byAgent) / Math.max(1, mean),
    inside: inside / Math.max(1, told),
  };
}
