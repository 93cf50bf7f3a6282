import { joinChannel, leaveChannel } from '../../rules/membership.ts';
import { page } from '../../rules/paging.ts';
import { isVisible, requireChannelScope, requireScope, visibleChannel } from '../../rules/visibility.ts';
import type { ChannelKind, FakeChannel } from '../../workspace/channel.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

const KIND_OF_TYPE: Record<string, ChannelKind> = {
  public_channel: 'channel',
  private_channel: 'group',
  im: 'im',
  mpim: 'mpim',
};

/** https://docs.slack.dev/reference/methods?family=conversations */
export const conversationMethods: Methods = {
  'conversations.info': { tier: 'tier3', run: info },
  'conversations.members': { tier: 'tier4', run: members },
  'conversations.list': { tier: 'tier2', run: list },
  'users.conversations': {
    tier: 'tier3',
    run: (backend, args) => list(backend, args, backend.workspace.bot.id),
  },
  'conversations.open': { tier: 'tier3', run: open },
  'conversations.join': { tier: 'tier3', scope: 'channels:join', run: join },
  'conversations.leave': { tier: 'tier3', run: leave },
};

function info(backend: Backend, args: Args): Answer {
  const channel = readableChannel(backend, args);
  const members = args.flag('include_num_members') ? { num_members: channel.members.size } : {};
  return { channel: { ...channelObject(backend, channel), ...members } };
}

function members(backend: Backend, args: Args): Answer {
  const channel = readableChannel(backend, args);
  const { items, more } = page([...channel.members], args, 100, 1000);
  return { members: items, ...more };
}

/** All channels the bot can see, or those of one person (`users.conversations`). */
function list(backend: Backend, args: Args, usualUser?: string): Answer {
  const kinds = (args.string('types') ?? 'public_channel')
    .split(',')
    .map((type) => KIND_OF_TYPE[type.trim()]);
  for (const kind of kinds) {
    if (!kind) throw new Refusal('invalid_types');
    requireScope(backend, `${kind === 'channel' ? 'channels' : kind === 'group' ? 'groups' : kind}:read`);
  }
  const user = usualUser === undefined ? undefined : (args.string('user') ?? usualUser);
  const found = [...backend.workspace.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      isVisible(backend, channel) &&
      (user === undefined || channel.members.has(user)) &&
      !(channel.archived && args.flag('exclude_archived')),
  );
  const { items, more } = page(found, args, 100, 1000);
  return { channels: items.map((channel) => channelObject(backend, channel)), ...more };
}

function open(backend: Backend, args: Args): Answer {
  const given = args.string('channel');
  if (given !== undefined)
    return { no_op: true, already_open: true, channel: { id: visibleChannel(backend, given).id } };
  const users = args.string('users')?.split(',') ?? [];
  if (users.length === 0) throw new Refusal('users_list_not_supplied');
  const { workspace } = backend;
  for (const id of users) if (!workspace.users.has(id)) throw new Refusal('user_not_found');
  const [first = ''] = users;
  if (users.length === 1) {
    requireScope(backend, 'im:write');
    if (workspace.users.get(first)?.isBot) throw new Refusal('cannot_dm_bot');
    return { channel: { id: workspace.directWithBot(first).id } };
  }
  requireScope(backend, 'mpim:write');
  const everyone = [...users, workspace.bot.id];
  const known = [...workspace.channels.values()].find(
    (each) =>
      each.kind === 'mpim' &&
      each.members.size === everyone.length &&
      everyone.every((id) => each.members.has(id)),
  );
  return {
    channel: { id: (known ?? workspace.addChannel('mpim', `mpdm-${workspace.id('m')}`, everyone)).id },
  };
}

function join(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  if (channel.kind !== 'channel') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.archived) throw new Refusal('is_archived');
  const already = channel.members.has(backend.workspace.bot.id);
  if (!already) joinChannel(backend, channel, backend.workspace.bot.id);
  return { channel: channelObject(backend, channel), ...(already && { warning: 'already_in_channel' }) };
}

function leave(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  if (!channel.members.has(backend.workspace.bot.id)) return { not_in_channel: true };
  leaveChannel(backend, channel, backend.workspace.bot.id);
  return {};
}

function readableChannel(backend: Backend, args: Args): FakeChannel {
  const channel = visibleChannel(backend, args.string('channel'));
  requireChannelScope(backend, channel, 'read');
  return channel;
}

/** https://docs.slack.dev/reference/objects/conversation-object */
export function channelObject(backend: Backend, channel: FakeChannel): Record<string, unknown> {
  const { bot, team } = backend.workspace;
  const created = Math.floor(channel.createdAt / 1000);
  if (channel.kind === 'im') {
    const user = [...channel.members].find((id) => id !== bot.id);
    return { id: channel.id, created, is_im: true, is_open: true, user, context_team_id: team.id };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_archived: channel.archived,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: channel.members.has(bot.id),
    created,
    context_team_id: team.id,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
