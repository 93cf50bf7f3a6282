import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/routing/agent.ts';
import { newlyFree, nextWaiting, type Waiting } from '../../src/routing/next-waiting.ts';

const someone = (change: Partial<Agent> = {}): Agent => ({
  id: 'a',
  name: 'a',
  skills: [],
  languages: [],
  seniority: 0.5,
  capacity: 2,
  load: 0,
  availability: 'there',
  lastClaimAt: null,
  ...change,
});
const waits = (id: string, change: Partial<Waiting> = {}): Waiting => ({
  id,
  queuedAt: '',
  ask: '',
  skill: null,
  ...change,
});

describe('what an agent who has become free is asked to take', () => {
  const german = someone({ id: 'g', languages: ['de'] });

  it.each<[string, Agent, Waiting[], string | undefined]>([
    ['the oldest', someone(), [waits('1'), waits('2')], '1'],
    ['the oldest that they have the skill for', someone(), [waits('1', { skill: 'money' }), waits('2')], '2'],
    ['one of their skill', someone({ skills: ['money'] }), [waits('1', { skill: 'money' })], '1'],
    [
      'one in their language',
      someone({ languages: ['fr'] }),
      [waits('1', { language: 'de' }), waits('2')],
      '2',
    ],
    [
      'one in a language that nobody speaks',
      someone({ languages: ['fr'] }),
      [waits('1', { language: 'tr' })],
      '1',
    ],
    ['not what one person alone is asked for', someone(), [waits('1', { alone: true }), waits('2')], '2'],
    ['not what waits for the desk to open', someone(), [waits('1', { asleep: true })], undefined],
    ['not what they have let go', someone(), [waits('1', { letGo: ['a'] }), waits('2')], '2'],
    ['nothing where nothing waits', someone(), [], undefined],
  ])('%s', (_, agent, waiting, id) => {
    expect(nextWaiting(agent, waiting, [agent, german])?.id).toBe(id);
  });
});

it.each<[string, Partial<Agent>, Partial<Agent>, boolean]>([
  ['whose seat was freed', { load: 2 }, { load: 1 }, true],
  ['who holds one less, with room before', { load: 1 }, { load: 0 }, true],
  ['who is back', { availability: 'away' }, {}, true],
  ['whose hours have begun', { availability: 'off_hours' }, {}, true],
  ['who was free all along', {}, {}, false],
  ['who has taken one', { load: 0 }, { load: 1 }, false],
  ['who holds one less, and is away', { load: 2 }, { load: 1, availability: 'away' }, false],
  ['who still holds too many', { load: 4 }, { load: 3 }, false],
])('somebody %s', (_, before, now, free) => {
  expect(newlyFree([someone(before)], [someone(now)]).length === 1).toBe(free);
});

it('somebody who was not known before is not taken for free: the first look says nothing of a change', () => {
  expect(newlyFree([], [someone()])).toEqual([]);
});
