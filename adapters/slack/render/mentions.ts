import type { Mention } from '../../../src/channels/content.ts';

/** People mentioned in one post; a crowd is not called by name. */
const MOST = 20;

/** Mentions of people as Slack writes them, each of whom it tells. https://docs.slack.dev/messaging/formatting-message-text#mentioning-users */
export function mentionsOf(mentions: readonly Mention[] = []): string {
  return mentions
    .filter(({ id }) => /^[UW][A-Z0-9]{2,20}$/.test(id))
    .slice(0, MOST)
    .map(({ id }) => `<@${id}>`)
    .join(' ');
}
