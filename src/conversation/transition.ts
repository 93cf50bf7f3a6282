import { onActionDone } from './approval.ts';
import { onBriefReady } from './brief.ts';
import type { Conversation } from './conversation.ts';
import type { Effect } from './effects.ts';
import type { ConversationEvent, Facts } from './facts.ts';
import { onDeliveryFailed } from './failed-post.ts';
import { onCustomerAction, onCustomerCommand } from './on-customer-action.ts';
import { onCustomerDeleted, onCustomerEdited } from './on-customer-edit.ts';
import { onCustomerMessage } from './on-customer-message.ts';
import { onDeskAction } from './on-desk-action.ts';
import { onDeskDeleted, onDeskEdited } from './on-desk-edit.ts';
import { onDeskMessage } from './on-desk-message.ts';
import { onTimer } from './on-internal.ts';
import { onReplyProgress, onReplyReady } from './on-reply.ts';
import { askWhoIsFree } from './queue.ts';
import { Step } from './step.ts';
import { noteVisit } from './visit.ts';

/** The next state, and what is to be done about it. */
export interface Transition {
  state: Conversation;
  effects: Effect[];
  /** The event must wait until an answer in flight has arrived; state and effects are unchanged. */
  deferred: boolean;
}

/** What one event does to a conversation. Pure: the same state, event and facts always give the same transition. */
export function transition(state: Conversation, event: ConversationEvent, facts: Facts): Transition {
  const { contacts } = facts;
  const step = new Step(contacts ? { ...state, contacts } : state, event, facts);
  handle(step, event);
  if (step.deferred) return { state, effects: [], deferred: true };
  noteVisit(step, state);
  return { state: step.state, effects: step.effects, deferred: false };
}

function handle(step: Step, event: ConversationEvent): void {
  switch (event.kind) {
    case 'customer.message':
      return onCustomerMessage(step, event);
    case 'customer.action':
      return onCustomerAction(step, event);
    case 'customer.command':
      return onCustomerCommand(step, event);
    case 'desk.message':
      return onDeskMessage(step, event);
    case 'desk.action':
      return onDeskAction(step, event);
    case 'reply.ready':
      return onReplyReady(step, event);
    case 'reply.progress':
      return onReplyProgress(step, event);
    case 'brief.ready':
      return onBriefReady(step, event);
    case 'action.done':
      return onActionDone(step, event);
    case 'agent.free':
      return askWhoIsFree(step, event);
    case 'notice':
      return step.announce(event.key, event.params);
    case 'timer':
      return onTimer(step, event);
    case 'delivery.failed':
      return onDeliveryFailed(step, event);
    case 'customer.edited':
      return onCustomerEdited(step, event);
    case 'customer.deleted':
      return onCustomerDeleted(step, event);
    case 'desk.edited':
      return onDeskEdited(step, event);
    case 'desk.deleted':
      return onDeskDeleted(step, event);
  }
}
