import type { Conversation } from './conversation.ts';

/** Names of people shown on a card; beyond it a thread is a crowd. */
const SHOWN = 10;

/** Names of those in the customer's thread who did not open the conversation. Pure. */
export function othersOf({
  participants,
  openedBy,
}: Pick<Conversation, 'participants' | 'openedBy'>): string[] {
  return participants
    .filter(({ role, id }) => role === 'customer' && id !== openedBy?.id)
    .map(({ name }) => name)
    .slice(0, SHOWN);
}
