import type { Form } from '../../channels/form.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Facts } from '../../conversation/facts.ts';
import type { Escalation } from '../../escalation/escalation.ts';

/** What a form is made from. */
export interface Seen {
  state: Conversation;
  /** The escalation that it is about. */
  episode: Escalation;
  facts: Pick<Facts, 'now' | 'texts' | 'settings' | 'desk' | 'policy'>;
}

/** The form, or in words why there is none now. */
export type Built = { form: Form } | { refused: string };
