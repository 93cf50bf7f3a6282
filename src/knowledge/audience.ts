import type { KnownArticle } from './article.ts';

/**
 * Whether customers may be shown an article: it is not retired, and says nothing of its audience, or names one of those
 * that customers are. Case does not matter.
 */
export function isForCustomers({ audience, retired }: KnownArticle, customers: readonly string[]): boolean {
  if (retired) return false;
  if (audience === undefined || audience.trim() === '') return true;
  const named = audience.split(',').map((word) => word.trim().toLowerCase());
  return customers.some((word) => named.includes(word.toLowerCase()));
}
