import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { BatonError, messageOf, RateLimited } from '../../../src/platform/errors.ts';

const INVITE = 'Give the bot’s role the permissions in the channel that docs/discord.md names.';
const GONE = 'Nothing can be done: it was deleted on Discord.';
const TOKEN = 'Reset the token in the Developer Portal (Bot), and put the new one into DISCORD_TOKEN.';
const OURS = 'This is a fault of Baton; please report it with the log around it.';
const RULES = 'A rule of the server forbids it; ask its administrators.';

/**
 * Errors with which trying again cannot help, and what to do about them.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
 */
const PERMANENT: Readonly<Record<number, string>> = {
  0: TOKEN,
  10003: GONE,
  10004: 'Invite the bot to the server again.',
  10007: 'The person has left the server.',
  10008: GONE,
  10013: 'The person’s account was deleted.',
  10015: GONE,
  20026: 'Verify the bot in the Developer Portal.',
  30007: 'Delete webhooks of the channel that nobody needs (Edit Channel, Integrations).',
  30013: 'Delete channels of the server that nobody needs: it has as many as Discord allows.',
  30033: 'The thread has as many people as Discord allows.',
  40005: 'The file is larger than the server allows.',
  50001: INVITE,
  50005: OURS,
  50006: OURS,
  50007: 'The person does not take direct messages from the server’s members.',
  50008: 'Messages cannot be sent in such a channel; take it out of the configuration.',
  50013: INVITE,
  50024: 'Such a channel has no threads; take it out of the configuration.',
  50025: TOKEN,
  50027: OURS,
  50035: OURS,
  50083: GONE,
  50278: 'The person shares no server with the bot any more.',
  160002: INVITE,
  160005: 'Unlock the thread on Discord.',
  160006: 'Close threads of the server: it has as many open ones as Discord allows.',
  200000: RULES,
  200001: RULES,
};

/** Codes that say to come back later, although their status says no. */
const PASSING = new Set([40333, 130000, 40062, 20016, 20028, 31001]);

/** Discord's own number for an error, such as 10003; undefined where Discord itself did not answer. */
export function discordCode(error: unknown): number | undefined {
  const cause = error instanceof BatonError ? error.cause : error;
  return cause instanceof DiscordAPIError && typeof cause.code === 'number' ? cause.code : undefined;
}

/** The HTTP status that a call was answered with; undefined where it was not answered. */
export function statusOf(error: unknown): number | undefined {
  const cause = error instanceof BatonError ? error.cause : error;
  return cause instanceof DiscordAPIError || cause instanceof HTTPError ? cause.status : undefined;
}

/** Any failure of a call as what the callers of a `Surface` expect. `route` names it in the log, and holds no token. */
export function toBatonError(error: unknown, route: string): BatonError {
  if (error instanceof BatonError) return error;
  if (error instanceof RateLimitError) return new RateLimited(waitOf(error));
  const code = discordCode(error);
  const status = statusOf(error);
  const data = { route, status, code };
  const lasting =
    error instanceof DiscordAPIError && status !== 408 && status !== 409 && !PASSING.has(code ?? -1);
  if (!lasting) {
    return new BatonError('delivery.retryable', `Discord did not take ${route}: ${messageOf(error)}`, {
      cause: error,
      data,
    });
  }
  const mend = status === 401 ? TOKEN : (PERMANENT[code ?? -1] ?? (status === 403 ? INVITE : OURS));
  const said = firstLine(messageOf(error));
  return new BatonError('delivery.permanent', `Discord refuses ${route}: ${said} (${code ?? status})`, {
    mend,
    cause: error,
    data,
  });
}

function waitOf({ retryAfter, timeToReset }: RateLimitError): number {
  const told = [retryAfter, timeToReset].find((ms) => Number.isFinite(ms) && ms > 0);
  return Math.ceil(told ?? 1000);
}

/** The lines below it may repeat what somebody wrote. */
function firstLine(words: string): string {
  return words.split('\n', 1)[0] ?? '';
}
