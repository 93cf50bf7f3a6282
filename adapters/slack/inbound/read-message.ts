import type { Via } from '../../../src/channels/events.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Happening, Nothing, Territory } from './happening.ts';
import { isoOf } from './moment.ts';
import { readEmoji } from './read-emoji.ts';
import { readFile } from './read-file.ts';

/** Subtypes that are a person's words; messages without a subtype are, too. https://docs.slack.dev/reference/events/message */
const SPOKEN = new Set(['', 'file_share', 'thread_broadcast', 'me_message']);

/**
 * Reads a `message` or `app_mention` event. Both are told of one post that mentions the bot, and both give the same
 * happening: nothing is taken from the event's own type. Pure.
 */
export function readMessage(event: Shape, territory: Territory): Happening | Nothing {
  const channel = textOf(event['channel']);
  if (channel === '') return malformed('a message without a channel');
  const subtype = textOf(event['subtype']);
  if (subtype === 'message_changed') return readChange(event, channel, territory);
  if (subtype === 'message_deleted') {
    return readDeletion(textOf(event['deleted_ts']), event, channel, territory);
  }
  if (!SPOKEN.has(subtype)) return nothing(`subtype ${subtype}`);
  return readNew(event, channel, territory);
}

function readNew(event: Shape, channel: string, territory: Territory): Happening | Nothing {
  if (!isPerson(event, territory)) return nothing('not by a person');
  const ts = textOf(event['ts']);
  const at = isoOf(ts);
  if (at === undefined) return malformed('a message without a time stamp');
  const thread = threadOf(event, channel, ts);
  const desk = channel === territory.desk;
  const isReply = thread !== null && thread !== ts;
  if (desk && !isReply) return nothing('desk talk outside a card’s thread');
  const text = textOf(event['text']);
  const via = viaOf({ channel, text, isReply }, territory);
  if (!desk && via === undefined) return nothing('addressed to nobody here');
  const emoji = readEmoji(event['blocks']);
  const files = listOf(event['files']).flatMap(readFile);
  const user = textOf(event['user']);
  const id = `m:${channel}:${ts}`;
  return {
    kind: 'message',
    id,
    channel,
    thread,
    ts,
    at,
    desk,
    user,
    text,
    emoji,
    files,
    via: via ?? 'thread',
  };
}

function readChange(event: Shape, channel: string, territory: Territory): Happening | Nothing {
  const message = shapeOf(event['message']);
  const previous = shapeOf(event['previous_message']);
  const ts = textOf(message['ts']);
  // The first message of a thread leaves a tombstone when it is deleted.
  if (textOf(message['subtype']) === 'tombstone') return readDeletion(ts, event, channel, territory);
  if (!isPerson(message, territory)) return nothing('not by a person');
  const text = textOf(message['text']);
  if (text === textOf(previous['text'])) {
    const empty = text === '' && hasFiles(previous) && !hasFiles(message);
    return empty ? readDeletion(ts, event, channel, territory) : nothing('the text did not change');
  }
  const editedTs = textOf(shapeOf(message['edited'])['ts']) || textOf(event['event_ts']);
  const at = isoOf(editedTs);
  if (at === undefined || isoOf(ts) === undefined) return malformed('an edit without a time stamp');
  const thread = threadOf(message, channel, ts);
  const desk = channel === territory.desk;
  if (desk && (thread === null || thread === ts)) return nothing('desk talk outside a card’s thread');
  const emoji = readEmoji(message['blocks']);
  const user = textOf(message['user']);
  return {
    kind: 'edited',
    id: `e:${channel}:${ts}:${editedTs}`,
    channel,
    thread,
    ts,
    at,
    desk,
    user,
    text,
    emoji,
  };
}

function readDeletion(ts: string, event: Shape, channel: string, territory: Territory): Happening | Nothing {
  const previous = shapeOf(event['previous_message']);
  if ('ts' in previous && !isPerson(previous, territory)) return nothing('not by a person');
  const at = isoOf(textOf(event['event_ts']) || textOf(event['ts']));
  if (at === undefined || isoOf(ts) === undefined) return malformed('a deletion without a time stamp');
  const thread = threadOf(previous, channel, ts);
  const desk = channel === territory.desk;
  if (desk && (thread === null || thread === ts)) return nothing('desk talk outside a card’s thread');
  return { kind: 'deleted', id: `d:${channel}:${ts}`, channel, thread, ts, at, desk };
}

/** A message of files alone whose files were all deleted says nothing any more. */
function hasFiles(message: Shape): boolean {
  return listOf(message['files']).some((file) => readFile(file).length > 0);
}

/** Bots, this one included, and Slack's own never become customers or agents. */
function isPerson(message: Shape, { botUser }: Territory): boolean {
  const user = textOf(message['user']);
  if (user === '' || user === botUser || user === 'USLACKBOT') return false;
  return !message['bot_id'] && textOf(message['subtype']) !== 'bot_message';
}

/** A direct message is one conversation; elsewhere each post outside a thread begins a thread of its own. */
function threadOf(message: Shape, channel: string, ts: string): string | null {
  const thread = textOf(message['thread_ts']);
  if (thread !== '' && thread !== ts) return thread;
  return isDirect(channel) ? null : ts;
}

/** `app_mention` events do not tell the type of the channel; ids of direct messages begin with D. */
function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function viaOf(
  { channel, text, isReply }: { channel: string; text: string; isReply: boolean },
  { botUser, support }: Territory,
): Via | undefined {
  if (isDirect(channel)) return 'dm';
  if (text.includes(`<@${botUser}>`) || text.includes(`<@${botUser}|`)) return 'mention';
  if (isReply) return 'thread';
  return support.has(channel) ? 'support_channel' : undefined;
}

function nothing(why: string): Nothing {
  return { kind: 'nothing', why };
}

function malformed(why: string): Nothing {
  return { kind: 'nothing', why, malformed: true };
}
