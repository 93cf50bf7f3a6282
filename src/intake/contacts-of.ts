import type { Person } from '../channels/refs.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { CONTACTS_COUNTED, CONTACTS_KEPT, type Contacts, customerKey } from '../escalation/contacts.ts';
import type { Store } from '../store/store.ts';

/** How a customer was in touch in other conversations. Two look-ups by an index, of so many records at most. */
export async function contactsOf(
  { conversations, escalations }: Pick<Store, 'conversations' | 'escalations'>,
  { id, thread }: Conversation,
  customer: Person,
): Promise<Contacts> {
  // One more than is counted, as this conversation may be among them.
  const limit = CONTACTS_COUNTED + 1;
  const [opened, escalated] = await Promise.all([
    conversations.openedBy(customer.id, thread, limit),
    escalations.ofCustomer(customerKey(thread, customer), limit),
  ]);
  const others = opened.filter((one) => one !== id).slice(0, CONTACTS_COUNTED);
  const past = escalated.filter(({ conversationId }) => conversationId !== id).slice(0, CONTACTS_COUNTED);
  const helpers = past.flatMap(({ holder }) => holder?.id ?? []);
  return {
    conversations: others.length,
    escalations: past.length,
    latest: past.slice(0, CONTACTS_KEPT).map(({ openedAt, ask, outcome, holder }) => ({
      at: openedAt,
      ask,
      outcome,
      agent: holder?.name ?? null,
    })),
    helpers: [...new Set(helpers)].slice(0, CONTACTS_KEPT),
  };
}
