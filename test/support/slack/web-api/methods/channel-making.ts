import { joinChannel } from '../../rules/membership.ts';
import { requireMembership, requireScope, visibleChannel } from '../../rules/visibility.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import { channelObject } from './conversations.ts';

/** Slack's longest channel name. https://docs.slack.dev/reference/methods/conversations.create#naming */
const LONGEST_NAME = 80;

/** https://docs.slack.dev/reference/methods/conversations.create, …/conversations.invite */
export const channelMakingMethods: Methods = {
  'conversations.create': { tier: 'tier2', run: create },
  'conversations.invite': { tier: 'tier3', run: invite },
};

function create(backend: Backend, args: Args): Answer {
  const isPrivate = args.flag('is_private');
  requireScope(backend, isPrivate ? 'groups:write' : 'channels:manage');
  const name = args.string('name');
  if (name === undefined) throw new Refusal('invalid_name_required');
  if (name.length > LONGEST_NAME) throw new Refusal('invalid_name_maxlength');
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new Refusal('invalid_name_specials');
  if (/^[_-]+$/.test(name)) throw new Refusal('invalid_name_punctuation');
  const { workspace } = backend;
  // Also channels that the app does not see, and archived ones, keep their names.
  const named = [...workspace.channels.values()].filter(({ kind }) => kind === 'channel' || kind === 'group');
  if (named.some((channel) => channel.name === name)) throw new Refusal('name_taken');
  const channel = workspace.addChannel(isPrivate ? 'group' : 'channel', name, [workspace.bot.id]);
  return { channel: channelObject(backend, channel) };
}

function invite(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  requireScope(backend, channel.kind === 'group' ? 'groups:write' : 'channels:manage');
  requireMembership(backend, channel);
  if (channel.archived) throw new Refusal('is_archived');
  const users = args.string('users')?.split(',') ?? [];
  if (users.length === 0) throw new Refusal('no_user');
  for (const id of users) {
    if (!backend.workspace.users.has(id)) throw new Refusal('user_not_found');
    if (id === backend.workspace.bot.id) throw new Refusal('cant_invite_self');
    if (channel.members.has(id)) throw new Refusal('already_in_channel');
  }
  for (const id of users) joinChannel(backend, channel, id);
  return { channel: channelObject(backend, channel) };
}
