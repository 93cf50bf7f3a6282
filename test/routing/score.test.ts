import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent, Need } from '../../src/routing/agent.ts';
import { rankAgents } from '../../src/routing/score.ts';

const weights = { load: 1, language: 0.5, seniority: 0.5, helpedBefore: 0.7, rest: 0.4, focus: 0.4 };
const now = new Date('2026-01-05T10:00:00.000Z');
const agent = (id: string, change: Partial<Agent> = {}): Agent => ({
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
const need = (change: Partial<Need> = {}): Need => ({
  skill: null,
  language: null,
  weight: 0.5,
  helpedBefore: [],
  ...change,
});
const order = (asked: Need, ...agents: Agent[]) =>
  rankAgents(asked, agents, weights, now).map(({ agent: { id } }) => id);

describe('who is asked', () => {
  it.each<[string, Partial<Agent>]>([
    ['lacks the skill', { skills: ['account'] }],
    ['has no room', { skills: ['billing'], load: 5 }],
    ['is away', { skills: ['billing'], availability: 'away' }],
    ['is shown as away', { skills: ['billing'], availability: 'not_present' }],
    ['is not at work', { skills: ['billing'], availability: 'off_hours' }],
    ['does not speak the language', { skills: ['billing'], languages: ['en'] }],
  ])('is nobody who %s', (_, change) => {
    const able = agent('able', { skills: ['billing', 'other'], languages: ['de'], load: 4, seniority: 0 });
    const asked = need({ skill: 'billing', language: 'de' });
    expect(order(asked, agent('a', change), able)).toEqual(['able']);
  });

  it('is whoever is shown as away, where nobody else can take it: somebody is always asked', () => {
    const away = agent('away', { skills: ['billing'], availability: 'not_present' });
    expect(order(need({ skill: 'billing' }), away, agent('there'))).toEqual(['away']);
    expect(order(need(), away, agent('there'))).toEqual(['there']);
  });

  it('is somebody all the same where nobody speaks the language', () => {
    expect(order(need({ language: 'ja' }), agent('a', { languages: ['en'] }))).toEqual(['a']);
  });

  it.each<[string, Partial<Agent>, Partial<Agent>, Partial<Need>]>([
    ['holds less', { load: 1 }, { load: 3 }, {}],
    ['is known to speak the language', { languages: ['de'] }, {}, { language: 'de' }],
    ['is experienced, for what is hard', { seniority: 1 }, { seniority: 0 }, { weight: 1 }],
    ['is new, for what is easy', { seniority: 0 }, { seniority: 1 }, { weight: 0 }],
    ['has had none for longer', {}, { lastClaimAt: '2026-01-05T09:58:00.000Z' }, {}],
    ['can do little else', { skills: ['billing'] }, { skills: ['billing', 'x', 'y'] }, { skill: 'billing' }],
  ])('is first who %s', (_, better, worse, asked) => {
    expect(order(need(asked), agent('a', worse), agent('b', better))).toEqual(['b', 'a']);
  });

  it('is first who helped this customer before, and it says so', () => {
    const [best] = rankAgents(need({ helpedBefore: ['b'] }), [agent('a'), agent('b')], weights, now);
    expect(best?.agent.id).toBe('b');
    expect(best?.reasons.map(({ kind }) => kind)).toContain('helped_before');
  });

  it('does not depend on the order in which the agents are given', () => {
    const some = fc.record({
      load: fc.integer({ min: 0, max: 6 }),
      seniority: fc.constantFrom(0, 0.5, 1),
      languages: fc.subarray(['de', 'en']),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.integer(), (changes, turn) => {
        const agents = changes.map((change, index) => agent(`a${index}`, change));
        const cut = agents.length === 0 ? 0 : Math.abs(turn) % agents.length;
        const turned = [...agents.slice(cut), ...agents.slice(0, cut)];
        expect(order(need({ language: 'de' }), ...turned)).toEqual(
          order(need({ language: 'de' }), ...agents),
        );
      }),
    );
  });
});
