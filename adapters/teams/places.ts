import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';

export const PLATFORM = 'teams';

/** What kind of conversation it is, in Teams' own words. */
export type ConversationKind = 'personal' | 'groupChat' | 'channel';

const THREAD = /^(.+?);messageid=(\d{1,20})$/;

/**
 * A conversation of Teams as channel and thread: in channels its id names the message that the thread hangs under.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
export function placeOf(conversationId: string): { channel: string; thread: string | null } {
  const found = THREAD.exec(conversationId);
  return found
    ? { channel: found[1] ?? '', thread: found[2] ?? null }
    : { channel: conversationId, thread: null };
}

/** The id of the conversation that a thread is. */
export function conversationIdOf({ channel, thread }: Pick<ThreadRef, 'channel' | 'thread'>): string {
  return thread === null ? channel : `${channel};messageid=${thread}`;
}

/** What kind a conversation is, where the activity may not say so. */
export function kindOf(conversation: {
  id: string;
  conversationType?: string | undefined;
  isGroup?: boolean | undefined;
}): ConversationKind {
  const { id, conversationType, isGroup } = conversation;
  if (conversationType === 'personal' || conversationType === 'groupChat' || conversationType === 'channel')
    return conversationType;
  if (/@thread\.(?:tacv2|skype)/.test(id)) return 'channel';
  return isGroup || id.startsWith('19:') ? 'groupChat' : 'personal';
}

/** Opens a message in Teams; undefined for personal chats, which nobody else can open. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
export function permalinkOf(
  post: PostRef,
  kind: ConversationKind,
  groupId: string | undefined,
): string | undefined {
  if (kind === 'personal' || !post.channel.startsWith('19:')) return undefined;
  const query = new URLSearchParams({ tenantId: post.workspace });
  if (kind === 'channel') {
    query.set('parentMessageId', post.thread ?? post.id);
    if (groupId) query.set('groupId', groupId);
  } else query.set('context', '{"contextType":"chat"}');
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(post.channel)}/${encodeURIComponent(post.id)}?${query}`;
}
