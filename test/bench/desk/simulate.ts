import type { Agent } from '../../../src/routing/agent.ts';
import { estimateWait, type WaitSample } from '../../../src/routing/wait.ts';
import { type Arrival, isThere, randomOf, type Worker } from './arrivals.ts';

/** Who takes the next escalation: an index into the waiting ones, and into the agents who are free; null for nobody. */
export type Discipline = (
  waiting: readonly Arrival[],
  free: readonly Agent[],
  now: Date,
) => { waiting: number; agent: number } | null;

/** What a week came to. */
export interface Week {
  waits: number[];
  withSkill: number;
  byAgent: number[];
  told: number;
  inside: number;
}

/** How much longer it takes somebody who lacks the skill or the language. */
const STRANGER = 1.6;
const CAPACITY = 3;
const TICK_MS = 15_000;
const HISTORY = 300;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** From the first shift to the last. */
const OPEN = { from: 7, to: 19 };

/** Plays a week, tick by tick; what agents do takes time, and who is free looks at the desk every two minutes or so. */
export function simulate(arrivals: readonly Arrival[], workers: readonly Worker[], take: Discipline): Week {
  const random = randomOf(7);
  const week: Week = { waits: [], withSkill: 0, byAgent: workers.map(() => 0), told: 0, inside: 0 };
  const held = workers.map(() => [] as number[]);
  const lastClaim: (number | null)[] = workers.map(() => null);
  const samples: WaitSample[] = [];
  const waiting: { arrival: Arrival; sample: Omit<WaitSample, 'waitedMs'> }[] = [];
  let next = 0;
  for (let now = 0; now < WEEK_MS; now += TICK_MS) {
    for (const work of held)
      for (let at = work.length - 1; at >= 0; at--) if ((work[at] ?? 0) <= now) work.splice(at, 1);
    for (let arrival = arrivals[next]; arrival && arrival.at <= now; arrival = arrivals[++next]) {
      const working = workers.filter((worker) => isThere(worker, now)).length;
      const situation = { ahead: waiting.length, working, hour: (now / 3_600_000) % 24 };
      const estimate = working > 0 ? estimateWait(situation, samples.slice(-HISTORY)) : null;
      // Whoever would have to wait beyond closing time is told when the desk opens instead.
      const told = estimate && openMs(now, now + estimate.high) === estimate.high ? estimate : null;
      waiting.push({ arrival, sample: { ...situation, told } });
    }
    // Agents who are free notice within two minutes or so; who is in the middle of something, later.
    const noticing = new Set(
      workers
        .filter((_, index) => random() < ((held[index]?.length ?? 0) === 0 ? 0.15 : 0.04))
        .map(({ id }) => id),
    );
    for (;;) {
      const free = workers.flatMap((worker, index) => {
        const load = held[index]?.length ?? 0;
        const able = noticing.has(worker.id) && isThere(worker, now) && load < CAPACITY;
        return able ? [agentOf(worker, load, lastClaim[index] ?? null)] : [];
      });
      const choice =
        waiting.length > 0 && free.length > 0
          ? take(
              waiting.map(({ arrival }) => arrival),
              free,
              new Date(now),
            )
          : null;
      if (!choice) break;
      const [taken] = waiting.splice(choice.waiting, 1);
      const agent = free[choice.agent];
      if (!taken || !agent) break;
      const index = workers.findIndex(({ id }) => id === agent.id);
      const { arrival, sample } = taken;
      const able = arrival.skill === null || agent.skills.includes(arrival.skill);
      const speaks = agent.languages.includes(arrival.language);
      const load = 1 + (held[index]?.length ?? 0) * 0.5;
      held[index]?.push(now + arrival.workMs * load * (able ? 1 : STRANGER) * (speaks ? 1 : STRANGER));
      lastClaim[index] = now;
      week.byAgent[index] = (week.byAgent[index] ?? 0) + 1;
      const waitedMs = openMs(arrival.at, now);
      week.waits.push(waitedMs);
      if (able && speaks) week.withSkill += 1;
      if (sample.told) {
        week.told += 1;
        if (waitedMs >= sample.told.low && waitedMs <= sample.told.high) week.inside += 1;
      }
      samples.push({ ...sample, waitedMs });
    }
  }
  return week;
}

/** Of the time between two moments, what the desk was open. */
function openMs(from: number, to: number): number {
  let open = 0;
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
    const opens = day * DAY_MS + OPEN.from * HOUR_MS;
    const closes = day * DAY_MS + OPEN.to * HOUR_MS;
    open += Math.max(0, Math.min(to, closes) - Math.max(from, opens));
  }
  return open;
}

function agentOf(
  { id, skills, languages, seniority }: Worker,
  load: number,
  lastClaim: number | null,
): Agent {
  return {
    id,
    name: id,
    skills,
    languages,
    seniority,
    capacity: CAPACITY,
    load,
    availability: 'there',
    lastClaimAt: lastClaim === null ? null : new Date(lastClaim).toISOString(),
  };
}
