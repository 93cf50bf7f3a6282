import { isObject } from '../../blocks/findings.ts';
import { LIMITS } from '../../blocks/limits.ts';
import { botMessage, readAuthorship, threadFields } from '../../rules/bot-message.ts';
import { readBlocks } from '../../rules/content.ts';
import { changeMessage } from '../../rules/edit.ts';
import { visibleChannel } from '../../rules/visibility.ts';
import { messageObject } from '../../workspace/message.ts';
import { postedText } from '../../workspace/text.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import { ownMessage, postableChannel } from './chat.ts';

/** Messages that grow while they are read. https://docs.slack.dev/reference/methods/chat.startStream */
export const streamMethods: Methods = {
  'chat.startStream': { tier: 'tier2', scope: 'chat:write', run: start },
  'chat.appendStream': { tier: 'tier4', scope: 'chat:write', run: append },
  'chat.stopStream': { tier: 'tier2', scope: 'chat:write', run: stop },
};

function start(backend: Backend, args: Args): Answer {
  const channel = postableChannel(backend, args.string('channel'));
  if (channel.kind !== 'im') {
    if (!args.string('recipient_user_id')) throw new Refusal('missing_recipient_user_id');
    if (!args.string('recipient_team_id')) throw new Refusal('missing_recipient_team_id');
  }
  const message = botMessage(
    backend,
    channel,
    { text: postedText(streamedText(args) ?? '') },
    {
      ...readAuthorship(backend, args),
      ...threadFields(channel, args.string('thread_ts')),
      streaming: true,
    },
  );
  channel.add(message);
  backend.workspace.statuses.delete(`${channel.id}:${message.thread_ts ?? ''}`);
  backend.events.posted(channel, message);
  return { channel: channel.id, ts: message.ts };
}

function append(backend: Backend, args: Args): Answer {
  const { channel, message } = streaming(backend, args);
  const text = streamedText(args);
  if (text === undefined) throw new Refusal('no_text');
  message.text += postedText(text);
  return { channel: channel.id, ts: message.ts };
}

function stop(backend: Backend, args: Args): Answer {
  const { channel, message } = streaming(backend, args);
  const blocks = readBlocks(backend.workspace, args.json('blocks'));
  const metadata = args.json('metadata');
  changeMessage(backend, channel, message, {
    text: message.text + postedText(streamedText(args) ?? ''),
    streaming: false,
    ...(blocks && { blocks }),
    ...(isObject(metadata) && { metadata: metadata as unknown as NonNullable<typeof message.metadata> }),
  });
  return { channel: channel.id, ts: message.ts, message: messageObject(message, true) };
}

function streaming(backend: Backend, args: Args) {
  const channel = visibleChannel(backend, args.string('channel'));
  const message = ownMessage(backend, channel, args.required('ts'), 'message_not_owned_by_app');
  if (!message.streaming) throw new Refusal('message_not_in_streaming_state');
  return { channel, message };
}

/** Text given as a whole, or as chunks. */
function streamedText(args: Args): string | undefined {
  const chunks = args.json('chunks');
  const pieces = Array.isArray(chunks) ? chunks.filter(isObject).map((chunk) => chunk.text) : [];
  const text = args.string('markdown_text') ?? (pieces.length > 0 ? pieces.join('') : undefined);
  if (text !== undefined && text.length > LIMITS.markdown) throw new Refusal('msg_too_long');
  return text;
}
