import { threadKey } from '../../channels/refs.ts';
import { conversationId } from '../../conversation/conversation.ts';
import { conversationOf } from '../../escalation/escalation.ts';
import type { ConversationRecord } from '../../store/conversations.ts';
import type { CommandContext } from './context.ts';

/**
 * The conversation that a command is about: the one that was named, by its id or that of an escalation; else the one in
 * whose thread, or in the thread of whose card, it was typed; else the one that the person has open in the channel.
 */
export async function conversationHere(
  context: CommandContext,
  named?: string,
): Promise<ConversationRecord | null> {
  const { store } = context;
  const id = named === undefined ? await idHere(context) : (conversationOf(named) ?? named);
  const record = id === undefined ? null : await store.conversations.get(id);
  return record && record.state.status !== 'new' ? record : null;
}

async function idHere({ store, call }: CommandContext): Promise<string | undefined> {
  const card = await store.escalations.byCardThread(threadKey(call.thread));
  if (card) return card.conversationId;
  const here = conversationId(call.thread);
  if (await store.conversations.exists(here)) return here;
  return store.conversations.openOf(call.author.id, call.channel);
}
