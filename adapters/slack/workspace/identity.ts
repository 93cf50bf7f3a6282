import { BatonError } from '../../../src/platform/errors.ts';
import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { slackCode } from '../web-api/api-errors.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Who we are on Slack. */
export interface Identity {
  /** The workspace. */
  team: string;
  teamName: string;
  /** The workspace's address, with a slash at its end. */
  teamUrl: string;
  /** The app; undefined where Slack does not tell. */
  app: string | undefined;
  botUser: string;
  botName: string;
  botId: string;
  scopes: ReadonlySet<string>;
}

/** Codes that say the token is no good, rather than that Slack is not well. */
const BAD_TOKEN = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** Asks Slack who the token belongs to. Throws `adapter.credentials` where the token is no good. */
export async function whoAmI(api: SlackApi): Promise<Identity> {
  const answer = await api.call('auth.test').catch((error: unknown) => {
    if (!BAD_TOKEN.has(slackCode(error) ?? '')) throw error;
    throw new BatonError(
      'adapter.credentials',
      `Slack does not accept SLACK_BOT_TOKEN: ${slackCode(error)}`,
      {
        mend: 'Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions in the app’s settings.',
        cause: error,
      },
    );
  });
  const botId = textOf(answer['bot_id']);
  if (botId === '') {
    throw new BatonError('adapter.credentials', 'SLACK_BOT_TOKEN is not the token of a bot', {
      mend: 'Copy the Bot User OAuth Token, which begins with xoxb-, from OAuth & Permissions in the app’s settings.',
    });
  }
  return {
    team: textOf(answer['team_id']),
    teamName: textOf(answer['team']),
    teamUrl: textOf(answer['url']),
    app: await appOf(api, botId),
    botUser: textOf(answer['user_id']),
    botName: textOf(answer['user']),
    botId,
    scopes: new Set(listOf(answer.response_metadata?.scopes).map(textOf)),
  };
}

/** Only a second lock on the door, behind the signature: without the scope to ask, the app is not compared. */
async function appOf(api: SlackApi, bot: string): Promise<string | undefined> {
  try {
    const answer = await api.call('bots.info', { bot });
    return textOf(shapeOf(answer['bot'])['app_id']) || undefined;
  } catch {
    return undefined;
  }
}

/** Where a person with access opens a message. Composed, as asking Slack would cost a call for each message. */
export function permalink(identity: Identity, channel: string, ts: string, thread: string | null): string {
  const link = `${identity.teamUrl}archives/${channel}/p${ts.replace('.', '')}`;
  return thread === null || thread === ts ? link : `${link}?thread_ts=${thread}&cid=${channel}`;
}
