import type { Article } from './article.ts';

/**
 * Whether customers may be shown an article: it says nothing of its audience, or names one of those that customers are.
 * Case does not matter.
 */
export function isForCustomers({ audience }: Article, customers: readonly string[]): boolean {
  if (audience === undefined || audience.trim() === '') return true;
  const named = audience.split(',').map((word) => word.trim().toLowerCase());
  return customers.some((word) => named.includes(word.toLowerCase()));
}
