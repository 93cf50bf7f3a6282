import { joined, type Sent } from '../delivery/events.ts';
import type { Backend } from '../web-api/backend.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import type { FakeMessage } from '../workspace/message.ts';

type Happening = Pick<Backend, 'workspace' | 'events'>;

const LETTER = { channel: 'C', group: 'G', im: 'D', mpim: 'G' };

/** Someone joins: the channel shows it, and the app is told. */
export function joinChannel(happening: Happening, channel: FakeChannel, user: string): Sent {
  channel.members.add(user);
  const told = happening.events.inChannel('member_joined_channel', channel, {
    type: 'member_joined_channel',
    ...where(happening, channel, user),
  });
  return joined([told, shown(happening, channel, user, 'join')]);
}

/** Someone leaves or is removed. The app learns of its own bot's leaving by an event of another name. */
export function leaveChannel(happening: Happening, channel: FakeChannel, user: string): Sent {
  const { workspace, events } = happening;
  channel.members.delete(user);
  if (user === workspace.bot.id) {
    const type = channel.kind === 'channel' ? 'channel_left' : 'group_left';
    return events.event(type, { type, channel: channel.id, actor_id: user, event_ts: workspace.nextTs() });
  }
  const type = 'member_left_channel';
  const told = events.inChannel(type, channel, { type, ...where(happening, channel, user) });
  return joined([told, shown(happening, channel, user, 'leave')]);
}

function where({ workspace }: Happening, channel: FakeChannel, user: string): Record<string, unknown> {
  return {
    user,
    channel: channel.id,
    channel_type: LETTER[channel.kind],
    team: workspace.team.id,
    event_ts: workspace.nextTs(),
  };
}

/** The line that Slack itself writes into the channel. */
function shown(
  { workspace, events }: Happening,
  channel: FakeChannel,
  user: string,
  way: 'join' | 'leave',
): Sent {
  const noun = channel.kind === 'group' ? 'group' : 'channel';
  const message: FakeMessage = {
    ts: workspace.nextTs(),
    channel: channel.id,
    user,
    subtype: `${noun}_${way}`,
    text: `<@${user}> has ${way === 'join' ? 'joined' : 'left'} the ${noun}`,
    team: workspace.team.id,
    reactions: [],
    deleted: false,
  };
  channel.add(message);
  return events.posted(channel, message);
}
