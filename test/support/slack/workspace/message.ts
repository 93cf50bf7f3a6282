import type { FakeChannel } from './channel.ts';

/** A message as the workspace holds it: what Slack shows of it, and what tests ask for besides. */
export interface FakeMessage {
  ts: string;
  channel: string;
  user: string;
  text: string;
  thread_ts?: string;
  parent_user_id?: string;
  subtype?: string;
  bot_id?: string;
  app_id?: string;
  bot_profile?: Record<string, unknown>;
  username?: string;
  icons?: { image_48?: string; emoji?: string };
  blocks?: Record<string, unknown>[];
  attachments?: Record<string, unknown>[];
  metadata?: MessageMetadata;
  files?: Record<string, unknown>[];
  edited?: { user: string; ts: string };
  client_msg_id?: string;
  team: string;
  /** A stream that has not been stopped yet. */
  streaming?: boolean;
  reactions: { name: string; users: string[] }[];
  deleted: boolean;
  /** The one person who sees it, where it is ephemeral. */
  ephemeralTo?: string;
  /** Blocks that it had before changes, newest last: what a client that is behind still shows. */
  pastBlocks?: Record<string, unknown>[][];
}

export interface MessageMetadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** Fields that never travel. */
const INTERNAL = new Set([
  'channel',
  'deleted',
  'ephemeralTo',
  'streaming',
  'reactions',
  'metadata',
  'pastBlocks',
]);

/** A message as the Web API and events show it. Metadata travels only where it is asked for. */
export function messageObject(message: FakeMessage, metadata = false): Record<string, unknown> {
  const shown: Record<string, unknown> = { type: 'message' };
  for (const [key, value] of Object.entries(message)) {
    if (!INTERNAL.has(key) && value !== undefined) shown[key] = value;
  }
  // A message under a borrowed name is an integration's: it names no user.
  if (message.subtype === 'bot_message') delete shown.user;
  if (message.reactions.length > 0) {
    shown.reactions = message.reactions.map((each) => ({ ...each, count: each.users.length }));
  }
  if (metadata && message.metadata) shown.metadata = message.metadata;
  if (message.streaming !== undefined)
    shown.streaming_state = message.streaming ? 'in_progress' : 'completed';
  return shown;
}

/** A message in a list of messages: the first of a thread also tells about its replies. */
export function listedMessage(
  channel: FakeChannel,
  message: FakeMessage,
  metadata: boolean,
): Record<string, unknown> {
  const shown = messageObject(message, metadata);
  const replies = channel.replies(message.ts);
  if (replies.length === 0) return shown;
  return {
    ...shown,
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))].slice(0, 5),
    reply_users_count: new Set(replies.map((reply) => reply.user)).size,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}
