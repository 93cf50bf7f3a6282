import type { Mention } from '../../../src/channels/content.ts';
import { isSnowflake } from '../server/snowflake.ts';
import { NO_MENTIONS, type Rendered } from './rendered.ts';

/** People mentioned in one post; a crowd is not called by name. */
const MOST = 20;

/**
 * Mentions as Discord writes them, and whom it may tell: nobody else, whatever stands in the text.
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function mentionsOf(mentions: readonly Mention[] = []): {
  written: string;
  allowed: Rendered['allowed_mentions'];
} {
  const users = mentions
    .map(({ id }) => id)
    .filter(isSnowflake)
    .slice(0, MOST);
  const written = users.map((id) => `<@${id}>`).join(' ');
  return { written, allowed: users.length > 0 ? { parse: [], users } : NO_MENTIONS };
}
