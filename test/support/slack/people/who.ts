import type { FakeChannel } from '../workspace/channel.ts';
import type { FakeUser } from '../workspace/user.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A person or channel, or its id. */
export type Ref = string | { id: string };

export function idOf(ref: Ref): string {
  return typeof ref === 'string' ? ref : ref.id;
}

/** The user, or an error: a test that names someone who does not exist is wrong. */
export function userOf(workspace: Workspace, ref: Ref): FakeUser {
  const user = workspace.users.get(idOf(ref));
  if (!user) throw new Error(`No such user: ${idOf(ref)}`);
  return user;
}

export function channelOf(workspace: Workspace, ref: Ref): FakeChannel {
  const channel = workspace.channels.get(idOf(ref));
  if (!channel) throw new Error(`No such channel: ${idOf(ref)}`);
  return channel;
}

/** A channel and one of its members. */
export function memberOf(
  workspace: Workspace,
  user: Ref,
  channel: Ref,
): { user: FakeUser; channel: FakeChannel } {
  const found = { user: userOf(workspace, user), channel: channelOf(workspace, channel) };
  if (!found.channel.members.has(found.user.id)) {
    throw new Error(`${found.user.name} is not a member of ${found.channel.name || found.channel.id}`);
  }
  return found;
}
