import type { CommandCall, Standing } from '../../../src/channels/command.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { within } from '../../../src/platform/within.ts';
import type { Territory } from '../inbound/happening.ts';
import { readTyped } from '../inbound/to-event.ts';
import type { DirectMessages } from '../workspace/direct-messages.ts';
import type { Directory } from '../workspace/directory.ts';
import type { Identity } from '../workspace/identity.ts';
import type { UserGroups } from '../workspace/user-groups.ts';

/** Slack wants an acknowledgement within 3 s, and answering the command takes some of them. */
const PATIENCE_MS = 1500;

export interface CallDeps {
  identity: Identity;
  territory: Territory;
  directory: Directory;
  directMessages: DirectMessages;
  userGroups: UserGroups;
  clock: Clock;
  logger: Logger;
}

interface Typed {
  id: string;
  user: string;
  /** The channel it was typed in. */
  typedIn: string;
  words: string;
  /** What was filled in, where it came by a form. */
  fields?: Record<string, string>;
  /** Where that form was opened, where it was by a button. */
  thread?: ThreadRef;
}

/**
 * A command as its call. Slack does not tell the thread it was typed in, so its thread is the direct message with the
 * author.
 */
export async function callOf(typed: Typed, deps: CallDeps): Promise<CommandCall> {
  const { user, typedIn, fields } = typed;
  const workspace = deps.identity.team;
  const [standing, thread, words] = await Promise.all([
    standingOf(user, deps),
    typed.thread ?? directMessageWith(user, deps),
    readTyped(typed.words, deps.identity.botUser, deps.directory),
  ]);
  const [command = ''] = words.split(/\s+/, 1);
  return {
    kind: 'customer.command',
    id: typed.id.slice(0, 200),
    platform: 'slack',
    workspace,
    at: deps.clock.now().toISOString(),
    thread,
    channel: typedIn,
    author: await deps.directory.person(user),
    command: command.toLowerCase() || 'help',
    args: words.slice(command.length).trim(),
    standing,
    ...(fields ? { fields } : {}),
  };
}

async function standingOf(user: string, deps: CallDeps): Promise<Standing> {
  const [admin, groups] = await Promise.all([
    deps.directory.isAdmin(user, deps.identity.team),
    deps.userGroups.of(user, deps.identity.scopes),
  ]);
  return { admin, groups };
}

/** Slack takes a person's id for a channel too; with it the wish is heard even while no channel can be opened. */
async function directMessageWith(
  user: string,
  { directMessages, identity, clock, logger }: CallDeps,
): Promise<ThreadRef> {
  let channel = user;
  try {
    channel = await within(clock, PATIENCE_MS, directMessages.channelWith(user), user);
  } catch (error) {
    logger.warn(
      { user, error: messageOf(error) },
      'The direct message with a Slack user could not be opened',
    );
  }
  return { platform: 'slack', workspace: identity.team, channel, thread: null };
}
