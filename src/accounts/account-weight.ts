import type { Account } from './account.ts';

/**
 * How experienced an agent an account asks for, 0..1: by its tier (`tiers`: what each counts, in small letters) or by its
 * value, as a share of `highValue`; 0 for that leaves the value out.
 */
export function accountWeight(
  account: Account | null,
  { tiers, highValue }: { tiers: Readonly<Record<string, number>>; highValue: number },
): number {
  const tier = account?.tier?.toLowerCase() ?? '';
  const byTier = Object.hasOwn(tiers, tier) ? (tiers[tier] ?? 0) : 0;
  const byValue = highValue > 0 ? Math.min(1, (account?.value ?? 0) / highValue) : 0;
  return Math.max(byTier, byValue);
}
