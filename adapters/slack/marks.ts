import type { Mark, Marking } from '../../src/channels/adapter.ts';
import type { PostRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { slackCode } from './web-api/api-errors.ts';
import type { SlackApi } from './web-api/slack-api.ts';

/** The scope that signs at messages need. */
export const MARKS_SCOPE = 'reactions:write';

/**
 * The reaction for each mark. None for `waiting`: it would have to be taken away again, which Slack takes only 20 times a
 * minute for the whole workspace, while a reaction may be added 50 times.
 * https://docs.slack.dev/reference/methods/reactions.remove
 */
const SIGNS: Readonly<Record<Mark, string | undefined>> = {
  waiting: undefined,
  sent: 'white_check_mark',
  failed: 'warning',
  note: 'memo',
};

/** Errors after which trying again changes nothing. https://docs.slack.dev/reference/methods/reactions.add#errors */
const SETTLED = new Set([
  'already_reacted',
  'no_reaction',
  'not_reactable',
  'thread_locked',
  'too_many_emoji',
  'too_many_reactions',
]);

/** Puts the sign of a mark at an agent's message, and takes the sign before it away. */
export async function markMessage(
  api: SlackApi,
  { channel, id }: PostRef,
  { mark, before }: Marking,
): Promise<void> {
  const sign = SIGNS[mark];
  const old = before ? SIGNS[before] : undefined;
  const react = async (method: string, name: string): Promise<void> => {
    try {
      await api.call(method, { channel, timestamp: id, name });
    } catch (error) {
      const forGood = error instanceof BatonError && error.code === 'delivery.permanent';
      if (!forGood && !SETTLED.has(slackCode(error) ?? '')) throw error;
    }
  };
  if (sign) await react('reactions.add', sign);
  if (old && old !== sign) await react('reactions.remove', old);
}
