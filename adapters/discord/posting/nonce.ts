import { createHash } from 'node:crypto';
import { LIMITS } from '../limits.ts';

/**
 * The idempotency key as Discord takes it: for some minutes, a second message with the same nonce gives the first.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, LIMITS.nonce);
}
