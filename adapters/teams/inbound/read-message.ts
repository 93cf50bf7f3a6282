import type { CustomerCommandEvent, Via } from '../../../src/channels/events.ts';
import { asTyped, commandIn } from '../commands/command-in.ts';
import { kindOf, permalinkOf, placeOf } from '../places.ts';
import type { TeamsActivity } from './activity.ts';
import { eventId } from './event-id.ts';
import {
  authorOf,
  envelopeOf,
  type Found,
  isPerson,
  malformed,
  type Nothing,
  nothing,
  type Territory,
} from './found.ts';
import { readFiles } from './read-files.ts';
import { readPress } from './read-press.ts';
import { mentionsIn, readWords } from './read-words.ts';
import { groupOf } from './team-of.ts';

/** How a command begins; Teams has no slash commands for bots, so it is typed as a message. */
const COMMAND = /^\\?\/baton(?:\s+([\s\S]*))?$/i;
/** The commands in the app's manifest: choosing one there writes just this word. */
const LISTED = /^(human|help)$/i;

/** Reads a `message` activity. Pure. */
export function readMessage(activity: TeamsActivity, territory: Territory): Found | Nothing {
  if (!isPerson(activity)) return nothing('not by a person');
  const { id, timestamp } = activity;
  if (!id || !timestamp) return malformed('a message without an id or a time');
  // The press of an Action.Submit comes as a message without words.
  if (activity.value != null && !activity.text) return readPress(activity, activity.value, territory);
  const author = authorOf(activity);
  const place = envelopeOf(activity, territory, {
    id: eventId('m', placeOf(activity.conversation.id).channel, id),
    post: id,
  });
  const text = readWords(activity);
  const command = readCommand(text);
  if (command) {
    const { post: _, ...rest } = place;
    const event: CustomerCommandEvent = {
      kind: 'customer.command',
      ...rest,
      channel: place.thread.channel,
      author,
      ...command,
    };
    return { kind: 'event', event, sources: [] };
  }
  const via = viaOf(activity, territory);
  const { files, sources } = readFiles(activity);
  if (via === undefined) return nothing('addressed to nobody here');
  if (text === '' && files.length === 0 && via !== 'mention') return nothing('neither words nor files');
  const permalink = permalinkOf(place.post, kindOf(plainConversation(activity)), groupOf(activity));
  return {
    kind: 'event',
    event: {
      kind: 'customer.message',
      ...place,
      author,
      text,
      files,
      via,
      ...(permalink ? { permalink } : {}),
    },
    sources,
  };
}

/**
 * Reads a `messageUpdate` activity: an edit, or a deletion taken back.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#receive-edit-message-activity
 */
export function readUpdate(activity: TeamsActivity, territory: Territory): Found | Nothing {
  if (!isPerson(activity)) return nothing('not by a person');
  const { id, timestamp, channelData } = activity;
  if (!id || !timestamp) return malformed('an edit without an id or a time');
  const type = channelData?.['eventType'];
  if (type !== 'editMessage' && type !== 'undeleteMessage') return nothing('a change of an unknown kind');
  const place = envelopeOf(activity, territory, {
    id: eventId('e', placeOf(activity.conversation.id).channel, id, timestamp),
    post: id,
  });
  const event = {
    kind: 'customer.edited' as const,
    ...place,
    author: authorOf(activity),
    text: readWords(activity),
  };
  return { kind: 'event', event, sources: [] };
}

/** Reads a `messageDelete` activity. */
export function readDeletion(activity: TeamsActivity, territory: Territory): Found | Nothing {
  if (!isPerson(activity)) return nothing('not by a person');
  const { id, timestamp } = activity;
  if (!id || !timestamp) return malformed('a deletion without an id or a time');
  const place = envelopeOf(activity, territory, {
    id: eventId('d', placeOf(activity.conversation.id).channel, id, timestamp),
    post: id,
  });
  return { kind: 'event', event: { kind: 'customer.deleted', ...place }, sources: [] };
}

function readCommand(text: string): { command: string; args: string } | undefined {
  const listed = LISTED.exec(text)?.[1];
  if (listed) return { command: listed.toLowerCase(), args: '' };
  const found = COMMAND.exec(text);
  return found ? commandIn(asTyped(found[1] ?? '')) : undefined;
}

/** Without a mention Teams sends channel messages only where the app may read them all (ChannelMessage.Read.Group). */
function viaOf(activity: TeamsActivity, { support }: Territory): Via | undefined {
  const kind = kindOf(plainConversation(activity));
  if (kind === 'personal') return 'dm';
  if (mentionsIn(activity).own) return 'mention';
  if (kind === 'groupChat') return 'thread';
  const [channel = '', root] = activity.conversation.id.split(';messageid=');
  if (root !== undefined && root !== activity.id) return 'thread';
  return support.has(channel) ? 'support_channel' : undefined;
}

function plainConversation({ conversation }: TeamsActivity) {
  const { id, conversationType, isGroup } = conversation;
  return { id, conversationType: conversationType ?? undefined, isGroup: isGroup ?? undefined };
}
