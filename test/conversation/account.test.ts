import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/accounts/account.ts';
import type { DeskView } from '../../src/conversation/facts.ts';
import type { Agent } from '../../src/routing/agent.ts';
import { customer, customerAction, customerMessage } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';

const account: Account = { name: 'Example Ltd', tier: 'enterprise', value: 120_000, language: 'de' };
const someone = (id: string, change: Partial<Agent>): Agent => ({
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

describe('the customer’s account', () => {
  it('brings a human where its tier asks for one', () => {
    const policy = { ...launchPolicy, weights: { ...launchPolicy.weights, account_tier: 1 } };
    const question = customerMessage('How do I export my calendar?');
    expect(new Story().on(question, { policy }).state.episode).toBeNull();
    const { episode } = new Story().on(question, { policy, account }).state;
    expect(episode?.signals).toContainEqual(expect.objectContaining({ name: 'account_tier' }));
    expect(episode).toMatchObject({ account, customer });
  });

  it('asks for somebody experienced, where it is valuable and the question simple', () => {
    const agents = [someone('new', { seniority: 0.2 }), someone('senior', { seniority: 1 })];
    const desk: DeskView = { agents, waiting: [], samples: [] };
    const picked = (one: Account | null) =>
      new Story()
        .on(customerMessage('get me a human'), { desk, account: one })
        .state.episode?.picks.map(({ id }) => id);
    expect(picked(null)?.[0]).toBe('new');
    expect(picked({ ...account, tier: null })?.[0]).toBe('senior');
  });

  it('tells the language where the customer’s own words do not', () => {
    const story = new Story().on(customerMessage('E-4711?'), { account });
    const { episode } = story.on(customerAction('human', story.state.id), { account }).state;
    expect(episode?.language).toBe('de');
  });

  it('whoever helped this customer in another conversation is asked before others', () => {
    const agents = [someone('a', {}), someone('b', {})];
    const contacts = { conversations: 1, escalations: 1, latest: [], helpers: ['b'] };
    const desk: DeskView = { agents, waiting: [], samples: [] };
    const { episode } = new Story().on(customerMessage('get me a human'), { desk, contacts }).state;
    expect(episode?.picks[0]).toMatchObject({ id: 'b', why: expect.stringContaining('helped_before') });
    expect(episode?.contacts).toEqual(contacts);
  });
});
