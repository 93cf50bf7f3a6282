import { botMessage, readAuthorship, threadFields } from '../../rules/bot-message.ts';
import { type MessageContent, readContent, requireContent } from '../../rules/content.ts';
import { changeMessage, deleteMessage } from '../../rules/edit.ts';
import { isVisible, visibleChannel } from '../../rules/visibility.ts';
import type { FakeChannel } from '../../workspace/channel.ts';
import { type FakeMessage, messageObject } from '../../workspace/message.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

/**
 * Editing takes less text than posting. Not on Slack's pages; reported by users:
 * https://github.com/seratch/ChatGPT-in-Slack/issues/102
 */
const UPDATE_TEXT = 4000;

/** https://docs.slack.dev/reference/methods?family=chat */
export const chatMethods: Methods = {
  'chat.postMessage': { tier: 'special', scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { tier: 'tier4', scope: 'chat:write', run: postEphemeral },
  'chat.update': { tier: 'tier3', scope: 'chat:write', run: update },
  'chat.delete': { tier: 'tier3', scope: 'chat:write', run: remove },
  'chat.getPermalink': { tier: 'special', run: getPermalink },
};

function postMessage(backend: Backend, args: Args): Answer {
  const channel = postableChannel(backend, args.string('channel'));
  const content = readContent(backend.workspace, args);
  requireContent(content);
  const thread = threadFields(channel, args.string('thread_ts'));
  const broadcast = args.flag('reply_broadcast') && thread.thread_ts !== undefined;
  const message = botMessage(backend, channel, content, {
    ...readAuthorship(backend, args),
    ...thread,
    ...(broadcast && { subtype: 'thread_broadcast' }),
  });
  channel.add(message);
  backend.workspace.statuses.delete(`${channel.id}:${thread.thread_ts ?? ''}`);
  backend.events.posted(channel, message);
  return { channel: channel.id, ts: message.ts, message: messageObject(message, true) };
}

function postEphemeral(backend: Backend, args: Args): Answer {
  const channel = postableChannel(backend, args.string('channel'));
  const user = args.required('user');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const content = readContent(backend.workspace, args);
  requireContent(content);
  const message = botMessage(backend, channel, content, {
    ...readAuthorship(backend, args),
    ...threadFields(channel, args.string('thread_ts')),
    ephemeralTo: user,
  });
  backend.workspace.addEphemeral(user, message);
  return { message_ts: message.ts };
}

function update(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  if (channel.archived) throw new Refusal('is_inactive');
  const message = ownMessage(backend, channel, args.required('ts'), 'cant_update_message');
  if (message.streaming) throw new Refusal('streaming_state_conflict');
  if ((args.string('text') ?? '').length > UPDATE_TEXT) throw new Refusal('msg_too_long');
  const content = readContent(backend.workspace, args);
  if (content.text === undefined && !content.blocks && !content.attachments) throw new Refusal('no_text');
  changeMessage(backend, channel, message, content satisfies MessageContent, backend.workspace.bot.id);
  return { channel: channel.id, ts: message.ts, text: message.text, message: messageObject(message, true) };
}

function remove(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  const message = ownMessage(backend, channel, args.required('ts'), 'cant_delete_message');
  deleteMessage(backend, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function getPermalink(backend: Backend, args: Args): Answer {
  const channel = visibleChannel(backend, args.string('channel'));
  const message = channel.find(args.required('message_ts'));
  if (!message) throw new Refusal('message_not_found');
  const link = `https://${backend.workspace.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  const query = inThread ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  return { channel: channel.id, permalink: link + query };
}

/** Where the bot may post: by channel id, by `#name`, or by the id of a person for their direct messages. */
export function postableChannel(backend: Backend, given: string | undefined): FakeChannel {
  const channel = namedChannel(backend, given);
  if (!channel || !isVisible(backend, channel)) throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  const member = channel.members.has(backend.workspace.bot.id);
  if (!member && !backend.scopes.has('chat:write.public')) throw new Refusal('not_in_channel');
  return channel;
}

function namedChannel({ workspace }: Backend, given = ''): FakeChannel | undefined {
  const user = workspace.users.get(given);
  if (user) return user.isBot ? undefined : workspace.directWithBot(user.id);
  if (!given.startsWith('#')) return workspace.channels.get(given);
  return [...workspace.channels.values()].find((channel) => channel.name === given.slice(1));
}

/** A message that this app wrote. Ephemeral messages are not found: they cannot be changed this way. */
export function ownMessage(
  backend: Backend,
  channel: FakeChannel,
  ts: string,
  otherwise: string,
): FakeMessage {
  const message = channel.find(ts);
  if (!message) throw new Refusal('message_not_found');
  if (message.bot_id !== backend.workspace.bot.botId) throw new Refusal(otherwise);
  return message;
}
