import type { Finding } from '../../../src/channels/adapter.ts';
import { listOf } from '../../../src/platform/shape.ts';
import type { SlackApi } from '../web-api/slack-api.ts';
import { findDesk } from '../workspace/find-channel.ts';
import { whoAmI } from '../workspace/identity.ts';
import { failure } from './check-channel.ts';

const NAME = 'slack desk channel';

/** What `baton doctor` says of the desk: that it exists, that the bot is in it, and that strangers are not. */
export async function checkDesk(api: SlackApi, setting: string): Promise<Finding[]> {
  if (setting === '') {
    const mend = 'Create a private channel, invite the app and your agents, and set slack.desk_channel.';
    return [{ name: NAME, ok: false, detail: 'slack.desk_channel is not set', mend }];
  }
  try {
    // Where the token is no good, that is what has to be mended, and nothing here.
    await whoAmI(api);
    const desk = await findDesk(api, setting);
    const named = `#${desk.name}`;
    if (desk.isArchived) {
      return [
        { name: NAME, ok: false, detail: `${named} is archived`, mend: 'Unarchive it, or name another.' },
      ];
    }
    if (!desk.isMember) {
      return [
        {
          name: NAME,
          ok: false,
          detail: `the bot is not in ${named}`,
          mend: 'Invite it there: /invite @Baton.',
        },
      ];
    }
    return [
      { name: NAME, ok: true, detail: named },
      privacy(desk.isPrivate, named),
      await members(api, desk.id),
    ];
  } catch (error) {
    return [
      failure(NAME, error, 'Check slack.desk_channel, and invite the app to the channel: /invite @Baton.'),
    ];
  }
}

function privacy(isPrivate: boolean, named: string): Finding {
  const name = 'slack desk privacy';
  if (isPrivate) return { name, ok: true, detail: `${named} is private` };
  const mend = 'Make the channel private: everybody who can join it can read and answer customers.';
  return { name, ok: false, detail: `${named} is public`, mend };
}

async function members(api: SlackApi, channel: string): Promise<Finding> {
  const name = 'slack desk members';
  let count = 0;
  for await (const page of api.pages('conversations.members', { channel }))
    count += listOf(page['members']).length;
  // The bot is one of them.
  if (count > 1) return { name, ok: true, detail: `${count - 1} besides the bot` };
  return { name, ok: false, detail: 'nobody but the bot', mend: 'Invite the agents to the desk channel.' };
}
