import type { CustomerCommandEvent } from '../../../src/channels/events.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { type Shape, textOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { DirectMessages } from '../workspace/direct-messages.ts';
import type { Directory } from '../workspace/directory.ts';
import type { Identity } from '../workspace/identity.ts';
import { readText } from './to-event.ts';

/** Slack wants an acknowledgement within 3 s, and storing the event takes some of them. */
const PATIENCE_MS = 1500;

interface Deps {
  identity: Identity;
  directory: Directory;
  directMessages: DirectMessages;
  clock: Clock;
  logger: Logger;
}

/**
 * A slash command as an event; undefined where it is malformed. Slack does not tell the thread it was typed in, so its
 * thread is the direct message with the author. https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export async function toCommand(body: Shape, deps: Deps): Promise<CustomerCommandEvent | undefined> {
  const user = textOf(body['user_id']);
  const typedIn = textOf(body['channel_id']);
  const trigger = textOf(body['trigger_id']);
  if (user === '' || typedIn === '' || trigger === '') return undefined;
  const words = textOf(body['text']).trim();
  const [command = ''] = words.split(/\s+/, 1);
  const rest = { text: words.slice(command.length), emoji: new Map<string, string>() };
  const [author, channel, args] = await Promise.all([
    deps.directory.person(user),
    directMessageWith(user, deps),
    readText(rest, deps.identity.botUser, deps.directory),
  ]);
  const workspace = deps.identity.team;
  return {
    kind: 'customer.command',
    id: `c:${trigger}`.slice(0, 200),
    platform: 'slack',
    workspace,
    at: deps.clock.now().toISOString(),
    thread: { platform: 'slack', workspace, channel, thread: null },
    channel: typedIn,
    author,
    command: command.toLowerCase() || 'help',
    args,
  };
}

/** Slack takes a person's id for a channel too; with it the wish is heard even while no channel can be opened. */
async function directMessageWith(user: string, { directMessages, clock, logger }: Deps): Promise<string> {
  try {
    return await within(clock, PATIENCE_MS, directMessages.channelWith(user), user);
  } catch (error) {
    logger.warn(
      { user, error: messageOf(error) },
      'The direct message with a Slack user could not be opened',
    );
    return user;
  }
}
