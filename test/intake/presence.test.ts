import { beforeEach, describe, expect, it } from 'vitest';
import { createPresence } from '../../src/intake/presence.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Agent } from '../../src/routing/agent.ts';
import { ManualClock } from '../support/manual-clock.ts';

const someone = (id: string, change: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  skills: [],
  languages: [],
  seniority: 0.5,
  capacity: 5,
  load: 0,
  availability: 'there',
  lastClaimAt: null,
  ...change,
});

let clock: ManualClock;
let asked: string[][];
let answer: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
let look: (agents: Agent[]) => Promise<Agent[]>;

beforeEach(() => {
  clock = new ManualClock();
  asked = [];
  answer = async () => new Set(['there']);
  const desk = {
    present(ids: readonly string[]) {
      asked.push([...ids]);
      return answer(ids);
    },
  };
  look = createPresence({ desk, clock, logger: createLogger('silent') });
});
const seen = async (...agents: Agent[]) =>
  Object.fromEntries((await look(agents)).map(({ id, availability }) => [id, availability]));

describe('who is there', () => {
  it('is told by the platform, and asked about once a minute', async () => {
    const both = [someone('there'), someone('gone')];
    expect(await seen(...both)).toEqual({ there: 'there', gone: 'not_present' });
    clock.advance(59_000);
    await seen(...both);
    expect(asked).toHaveLength(1);
    clock.advance(1_000);
    await seen(...both);
    expect(asked).toHaveLength(2);
  });

  it('is asked only about those whom routing would pick', async () => {
    const agents = [
      someone('full', { load: 5 }),
      someone('away', { availability: 'away' }),
      someone('asleep', { availability: 'off_hours' }),
      someone('gone'),
    ];
    expect(await seen(...agents)).toMatchObject({ full: 'there', away: 'away', asleep: 'off_hours' });
    expect(asked).toEqual([['gone']]);
  });

  it('is asked about the freest alone at a large desk, and the others count as there', async () => {
    const agents = Array.from({ length: 60 }, (_, n) => someone(`a${n}`, { load: n % 3, capacity: 9 }));
    const told = Object.values(await seen(...agents));
    expect(asked[0]).toHaveLength(20);
    expect(told.filter((one) => one === 'there')).toHaveLength(40);
    expect(agents.filter(({ id }) => asked[0]?.includes(id)).every(({ load }) => load === 0)).toBe(true);
  });

  it('counts as known of everybody where the platform fails, which is left alone for a minute', async () => {
    answer = () => Promise.reject(new Error('ratelimited'));
    expect(await seen(someone('gone'))).toEqual({ gone: 'there' });
    expect(await seen(someone('gone'))).toEqual({ gone: 'there' });
    expect(asked).toHaveLength(1);
  });

  it('keeps no customer waiting for a slow platform, whose answer counts once it is there', async () => {
    let tell = (_: ReadonlySet<string>) => {};
    answer = () => new Promise((resolve) => (tell = resolve));
    const first = seen(someone('gone'));
    clock.advance(1_000);
    expect(await first).toEqual({ gone: 'there' });
    tell(new Set());
    await Promise.resolve();
    await Promise.resolve();
    expect(await seen(someone('gone'))).toEqual({ gone: 'not_present' });
  });

  it('nothing is asked where the platform tells nothing', async () => {
    const blind = createPresence({ desk: {}, clock, logger: createLogger('silent') });
    expect((await blind([someone('a')]))[0]?.availability).toBe('there');
  });
});
