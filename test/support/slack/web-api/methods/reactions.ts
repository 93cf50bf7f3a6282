import type { Sent } from '../../delivery/events.ts';
import { requireMembership, visibleChannel } from '../../rules/visibility.ts';
import type { FakeChannel } from '../../workspace/channel.ts';
import type { FakeMessage } from '../../workspace/message.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

/** https://docs.slack.dev/reference/methods?family=reactions */
export const reactionMethods: Methods = {
  'reactions.add': { tier: 'tier3', scope: 'reactions:write', run: add },
  'reactions.remove': { tier: 'tier2', scope: 'reactions:write', run: remove },
};

function add(backend: Backend, args: Args): Answer {
  const { channel, message, name } = target(backend, args);
  if (!react(backend, channel, message, backend.workspace.bot.id, name)) throw new Refusal('already_reacted');
  return {};
}

function remove(backend: Backend, args: Args): Answer {
  const { channel, message, name } = target(backend, args);
  if (!unreact(backend, channel, message, backend.workspace.bot.id, name)) throw new Refusal('no_reaction');
  return {};
}

function target(backend: Backend, args: Args) {
  const channel = visibleChannel(backend, args.string('channel'));
  requireMembership(backend, channel);
  const name = args.string('name');
  if (!name || !/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new Refusal('invalid_name');
  const timestamp = args.string('timestamp');
  if (!timestamp) throw new Refusal('no_item_specified');
  const message = channel.find(timestamp);
  if (!message) throw new Refusal('message_not_found');
  return { channel, message, name };
}

type Happening = Pick<Backend, 'workspace' | 'events'>;

/** Adds a reaction; undefined, and nothing happens, where the person has it there already. */
export function react(
  at: Happening,
  channel: FakeChannel,
  message: FakeMessage,
  user: string,
  name: string,
): Sent | undefined {
  const known = message.reactions.find((each) => each.name === name);
  if (known?.users.includes(user)) return undefined;
  if (known) known.users.push(user);
  else message.reactions.push({ name, users: [user] });
  return tell(at, channel, message, user, name, 'reaction_added');
}

/** Takes a reaction away; undefined, and nothing happens, where there is none. */
export function unreact(
  at: Happening,
  channel: FakeChannel,
  message: FakeMessage,
  user: string,
  name: string,
): Sent | undefined {
  const known = message.reactions.find((each) => each.name === name);
  if (!known?.users.includes(user)) return undefined;
  known.users = known.users.filter((each) => each !== user);
  message.reactions = message.reactions.filter((each) => each.users.length > 0);
  return tell(at, channel, message, user, name, 'reaction_removed');
}

function tell(
  { workspace, events }: Happening,
  channel: FakeChannel,
  message: FakeMessage,
  user: string,
  reaction: string,
  type: 'reaction_added' | 'reaction_removed',
): Sent {
  return events.inChannel(type, channel, {
    type,
    user,
    reaction,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    item_user: message.user,
    event_ts: workspace.nextTs(),
  });
}
