import type { CustomerActionEvent, CustomerCommandEvent } from '../channels/events.ts';
import type { Person } from '../channels/refs.ts';
import type { Reason } from '../escalation/escalation.ts';
import { withParticipant } from './conversation.ts';
import { openEpisode } from './episode.ts';
import type { Step } from './step.ts';

/** A customer pressed a button of ours. */
export function onCustomerAction(step: Step, event: CustomerActionEvent): void {
  const known = event.value === step.state.id && step.state.status !== 'new';
  if (!known) return step.whisper('customer', event.author.id, 'customer.unknown_action');
  switch (event.action) {
    case 'human':
      return wantHuman(step, event.author, 'button');
    case 'solved':
      return solved(step, event.author);
    case 'not_solved':
      return notSolved(step, event.author);
    default:
      return step.whisper('customer', event.author.id, 'customer.unknown_action');
  }
}

/** A customer typed a command. */
export function onCustomerCommand(step: Step, event: CustomerCommandEvent): void {
  if (event.command !== 'human') return step.whisper('customer', event.author.id, 'customer.help');
  step.set({
    status: 'open',
    openedBy: step.state.openedBy ?? event.author,
    openedAt: step.state.openedAt ?? event.at,
    resolvedAt: null,
    participants: withParticipant(step.state.participants, event.author, 'customer'),
  });
  if (event.args.trim()) {
    const seq = step.record({
      role: 'customer',
      author: event.author,
      text: event.args.trim(),
      at: event.at,
    });
    step.set({ lastCustomerSeq: seq });
  }
  wantHuman(step, event.author, 'command');
}

function wantHuman(step: Step, customer: Person, reason: Reason): void {
  if (step.state.owner === 'queue') return step.whisper('customer', customer.id, 'customer.handoff_already');
  if (step.state.owner === 'agent') {
    const agent = step.state.episode?.holder?.name ?? '';
    return step.whisper('customer', customer.id, 'customer.agent_already', { agent });
  }
  step.set({ status: 'open', resolvedAt: null });
  const evidence = reason === 'button' ? 'pressed “Talk to a human”' : 'typed the command for a human';
  openEpisode(step, customer, reason, [{ name: 'explicit_request', strength: 1, evidence }]);
}

function solved(step: Step, customer: Person): void {
  step.record({ role: 'system', text: step.facts.texts.say('record.solved', { customer: customer.name }) });
  if (step.state.owner === 'assistant') {
    step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString(), reply: null });
  }
  step.whisper('customer', customer.id, 'customer.thanks_solved');
}

function notSolved(step: Step, customer: Person): void {
  step.record({
    role: 'system',
    text: step.facts.texts.say('record.not_solved', { customer: customer.name }),
  });
  if (step.state.owner !== 'assistant')
    return step.whisper('customer', customer.id, 'customer.handoff_already');
  if (step.state.offered) return step.whisper('customer', customer.id, 'customer.not_solved_again');
  step.set({ offered: true, status: 'open' });
  step.tellCustomer('customer.not_solved_offer', {}, [
    step.button('human', 'button.human', step.state.id, 'primary'),
  ]);
}
