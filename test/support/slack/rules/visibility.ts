import type { Backend } from '../web-api/backend.ts';
import { Refusal } from '../web-api/refusal.ts';
import type { ChannelKind, FakeChannel } from '../workspace/channel.ts';

const PREFIX: Record<ChannelKind, string> = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' };

/** A channel the bot can see: public, or one it is a member of. Others do not exist to it. */
export function visibleChannel(backend: Backend, id: string | undefined): FakeChannel {
  const channel = backend.workspace.channels.get(id ?? '');
  if (!channel || !isVisible(backend, channel)) throw new Refusal('channel_not_found');
  return channel;
}

export function isVisible(backend: Backend, channel: FakeChannel): boolean {
  return channel.kind === 'channel' || channel.members.has(backend.workspace.bot.id);
}

/** Refuses where the bot lacks the scope that this kind of channel needs, such as `groups:history`. */
export function requireChannelScope(
  backend: Backend,
  channel: FakeChannel,
  action: 'read' | 'history',
): void {
  requireScope(backend, `${PREFIX[channel.kind]}:${action}`);
}

/** https://docs.slack.dev/authentication/tokens: the answer tells what was needed and what there is. */
export function requireScope(backend: Backend, scope: string): void {
  if (backend.scopes.has(scope)) return;
  throw new Refusal('missing_scope', { needed: scope, provided: [...backend.scopes].join(',') });
}

/** Refuses where the bot is not a member. */
export function requireMembership(backend: Backend, channel: FakeChannel): void {
  if (!channel.members.has(backend.workspace.bot.id)) throw new Refusal('not_in_channel');
}
