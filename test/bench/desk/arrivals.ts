/** A customer who comes to need a human. */
export interface Arrival {
  /** Milliseconds after the start of the week. */
  at: number;
  skill: string | null;
  language: string;
  /** 0 simple to 1 complex. */
  weight: number;
  /** What it takes somebody with the skill and experience, milliseconds. */
  workMs: number;
  /** Id of an agent who helped them before; null where none did. */
  before: string | null;
}

/** Somebody who works at the desk of the simulation. */
export interface Worker {
  id: string;
  skills: string[];
  languages: string[];
  seniority: number;
  /** Hours of the day, UTC, with a break in between. */
  shift: { from: number; to: number; breakAt: number };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SKILLS = ['billing', 'technical', 'account', null] as const;
const LANGUAGES = ['en', 'en', 'en', 'de', 'es'];

/** Mulberry32: the same seed always gives the same numbers. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Twelve agents: everybody has one skill or two, some speak another language, a few are experienced. */
export function makeWorkers(): Worker[] {
  const skills = [['billing'], ['technical'], ['account'], ['billing', 'account'], ['technical', 'account']];
  const languages = [['en'], ['en', 'de'], ['en', 'es'], ['en']];
  return Array.from({ length: 12 }, (_, index) => ({
    id: `agent-${String(index + 1).padStart(2, '0')}`,
    skills: skills[index % skills.length] ?? [],
    languages: languages[index % languages.length] ?? [],
    seniority: (index % 4) / 3,
    shift: { from: 7 + (index % 3) * 2, to: 15 + (index % 3) * 2, breakAt: 11 + (index % 3) },
  }));
}

/** A week: busier by day, and now and then a burst about one thing, as after an outage. */
export function makeArrivals(seed: number, perHour: number): Arrival[] {
  const random = randomOf(seed);
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const arrivals: Arrival[] = [];
  const bursts = Array.from({ length: 6 }, () => ({ at: random() * 7 * DAY, skill: pick(SKILLS) }));
  const rateAt = (at: number) => {
    const hour = (at % DAY) / HOUR;
    const day = hour < 7 || hour > 19 ? 0 : 0.6 + 0.4 * Math.sin(((hour - 7) / 12) * Math.PI);
    const burst = bursts.some((one) => at >= one.at && at < one.at + HOUR) && day > 0 ? 2.5 : 1;
    return perHour * day * burst;
  };
  const most = perHour * 2.5;
  for (let at = exponential(HOUR / most); at < 7 * DAY; at += exponential(HOUR / most)) {
    if (random() * most > rateAt(at)) continue;
    const burst = bursts.find((one) => at >= one.at && at < one.at + HOUR);
    arrivals.push({
      at,
      skill: burst && random() < 0.7 ? burst.skill : pick(SKILLS),
      language: pick(LANGUAGES),
      weight: random() ** 2,
      workMs: Math.min(90 * 60_000, 3 * 60_000 + exponential(9 * 60_000)),
      before: random() < 0.15 ? `agent-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}` : null,
    });
  }
  return arrivals;
}

/** Whether somebody is at the desk at a moment. */
export function isThere({ shift }: Worker, at: number): boolean {
  const hour = (at % DAY) / HOUR;
  return hour >= shift.from && hour < shift.to && !(hour >= shift.breakAt && hour < shift.breakAt + 0.5);
}
