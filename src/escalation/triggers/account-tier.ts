import type { Trigger } from '../trigger.ts';

/** The account's tier asks for more attention. */
export const accountTier: Trigger = ({ account }, { tiers }) => {
  const tier = account?.tier?.toLowerCase();
  const strength = tier === undefined ? 0 : (tiers[tier] ?? 0);
  return strength > 0 ? { name: 'account_tier', strength, evidence: `the account is ${tier}` } : undefined;
};
