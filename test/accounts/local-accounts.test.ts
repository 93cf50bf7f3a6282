import { describe, expect, it } from 'vitest';
import { accountWeight } from '../../src/accounts/account-weight.ts';
import { createLocalAccounts } from '../../src/accounts/local-accounts.ts';

const source = createLocalAccounts({
  'Example Ltd': { tier: 'enterprise', value: 120_000, members: ['cust-1'], workspaces: [] },
  'Shared GmbH': { language: 'de', members: [], workspaces: ['T-OTHER'] },
  'Guild Co': { tier: 'team', members: [], workspaces: ['guild-1'] },
});
const of = async (id: string, more: { workspace?: string; home?: string } = {}) =>
  (
    await source.accountOf({
      platform: 'loop',
      workspace: more.workspace ?? 'test',
      person: { id, name: id, ...(more.home ? { workspace: more.home } : {}) },
    })
  )?.name ?? null;

describe('whose customer somebody is', () => {
  it('is told by their id, by the workspace that they are of, and by the one that they write in, in this order', async () => {
    expect(await of('cust-1', { workspace: 'guild-1', home: 'T-OTHER' })).toBe('Example Ltd');
    expect(await of('cust-2', { workspace: 'guild-1', home: 'T-OTHER' })).toBe('Shared GmbH');
    expect(await of('cust-2', { workspace: 'guild-1' })).toBe('Guild Co');
  });

  it('is not known of others, whatever they are called', async () => {
    for (const id of ['cust-2', '__proto__', 'constructor', '']) expect(await of(id)).toBeNull();
  });
});

describe('how experienced an agent an account asks for', () => {
  const scale = { tiers: { enterprise: 0.9 }, highValue: 100_000 };
  const account = { name: 'Example', tier: null, value: null, language: null };
  it.each([
    ['none', null, 0],
    ['of a tier that counts', { ...account, tier: 'Enterprise' }, 0.9],
    ['of a tier that says nothing', { ...account, tier: 'constructor' }, 0],
    ['of half the value', { ...account, value: 50_000 }, 0.5],
    ['of more than that', { ...account, value: 5_000_000 }, 1],
  ])('%s', (_, one, weight) => {
    expect(accountWeight(one, scale)).toBe(weight);
  });

  it('the value may be left out', () => {
    expect(accountWeight({ ...account, value: 5_000_000 }, { ...scale, highValue: 0 })).toBe(0);
  });
});
