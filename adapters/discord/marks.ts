import type { Mark, Marking } from '../../src/channels/adapter.ts';
import type { PostRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import type { DiscordApi, Method } from './rest/discord-api.ts';

/** The reaction for each mark; none for `waiting`, which lasts for seconds and would be two more calls. */
const SIGNS: Readonly<Record<Mark, string | undefined>> = {
  waiting: undefined,
  sent: '✅',
  failed: '⚠️',
  note: '📝',
};

/**
 * Puts the sign of a mark at an agent's message, and takes the sign before it away. The same reaction twice is one.
 * https://docs.discord.com/developers/resources/message#create-reaction
 */
export async function markMessage(
  api: DiscordApi,
  { channel, thread, id }: PostRef,
  { mark, before }: Marking,
): Promise<void> {
  const sign = SIGNS[mark];
  const old = before ? SIGNS[before] : undefined;
  const react = async (method: Method, emoji: string): Promise<void> => {
    try {
      const reaction = `reactions/${encodeURIComponent(emoji)}/@me`;
      await api.call(method, `/channels/${thread ?? channel}/messages/${id}/${reaction}`);
    } catch (error) {
      // Gone, not there, not allowed: it is a hint.
      if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
    }
  };
  if (sign) await react('PUT', sign);
  if (old && old !== sign) await react('DELETE', old);
}
