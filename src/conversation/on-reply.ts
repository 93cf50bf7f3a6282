import type { Button, TextContent } from '../channels/content.ts';
import { withAnswer } from '../escalation/tally.ts';
import { askApproval } from './approval.ts';
import { showDraft } from './copilot.ts';
import type { ReplyProgressEvent, ReplyReadyEvent } from './facts.ts';
import { noteOffer, offerHuman } from './offer.ts';
import { bringIn } from './on-internal.ts';
import type { Reply } from './reply.ts';
import type { Step } from './step.ts';
import { weigh } from './weigh.ts';

/** Whether the reply is still wanted: the epoch and the customer's last message are those that it was made for. */
function isCurrent({ state: { reply, epoch, owner, lastCustomerSeq } }: Step, replyId: string): boolean {
  const wanted = reply?.id === replyId && reply.epoch === epoch && reply.afterSeq === lastCustomerSeq;
  return wanted && (reply.for === 'customer' ? owner !== 'agent' : owner === 'agent');
}

/** The beginning of a reply may be shown. */
export function onReplyProgress(step: Step, { replyId, text }: ReplyProgressEvent): void {
  const { reply, openedBy } = step.state;
  if (reply?.for !== 'customer' || !isCurrent(step, replyId) || text === '' || text === reply.shown?.text)
    return;
  const unfinished = { personId: openedBy?.id ?? '' };
  const content: TextContent = { kind: 'text', text, generated: true, unfinished };
  const relay = reply.shown?.relay ?? step.post('customer', content, { guard: true });
  if (!relay) return;
  if (reply.shown) step.mirror(relay, content, { guard: true });
  step.set({ reply: { ...reply, shown: { text, relay } } });
}

/** A reply is ready: said only if it still fits. */
export function onReplyReady(step: Step, { replyId, reply, similar = [] }: ReplyReadyEvent): void {
  if (!isCurrent(step, replyId)) return;
  const whom = step.state.reply?.for;
  if (whom !== 'customer') return showDraft(step, reply, similar, whom === 'holder_asked');
  if (step.state.owner === 'queue') return answerWhoWaits(step, reply);
  const { signals = [] } = reply;
  if (reply.kind === 'clarify') return clarify(step, reply);
  if (reply.kind === 'abstain' && reply.reason === 'approval') return askApproval(step, reply);
  const text =
    reply.kind === 'abstain' && reply.reason === 'handover' ? keepSaid(step, reply) : say(step, reply);
  step.set({ reply: null });
  const answered = {
    text,
    confidence: reply.kind === 'answer' ? reply.confidence : null,
    grounded: reply.kind === 'answer' || reply.reason === 'handover',
    outage: reply.kind === 'abstain' && reply.reason === 'unavailable',
  };
  step.set({ tally: withAnswer(step.state.tally, answered, step.facts.policy.sureAt) });
  const decision = weigh(step, { occasion: 'answer', extra: signals });
  if (decision.action === 'escalate') return bringIn(step, decision);
  const handover = reply.kind === 'abstain' && reply.reason === 'handover';
  if (decision.action === 'offer' && (reply.kind === 'answer' || handover)) return offerHuman(step, decision);
  if (handover) sayAbstention(step, 'customer.abstain', '');
  // An abstention is an offer by itself.
  if (reply.kind === 'abstain') noteOffer(step);
}

/** The customer waits for people already, who will see what the assistant cannot answer. */
function answerWhoWaits(step: Step, reply: Reply): void {
  if (reply.kind === 'answer') say(step, reply);
  else if (reply.kind === 'abstain') keepSaid(step, reply);
  step.set({ reply: null });
}

/** Asks the customer back; that is neither an answer nor the lack of one. */
function clarify(step: Step, { text }: Extract<Reply, { kind: 'clarify' }>): void {
  saidAs(step, { kind: 'text', text, buttons: [humanButton(step)], generated: true });
  const { tally } = step.state;
  step.set({ reply: null, tally: { ...tally, clarified: tally.clarified + 1 } });
}

/** Says the reply, and gives its words. */
function say(step: Step, reply: Exclude<Reply, { kind: 'clarify' }>): string {
  if (reply.kind === 'abstain') {
    const key = reply.reason === 'unavailable' ? 'customer.unavailable' : 'customer.abstain';
    return sayAbstention(step, key, reply.said ?? '');
  }
  const { id } = step.state;
  const { text, sources } = reply;
  const buttons = [
    step.button('solved', 'button.solved', id),
    step.button('not_solved', 'button.not_solved', id),
    humanButton(step),
  ];
  return saidAs(step, { kind: 'text', text, sources, buttons, generated: true });
}

function sayAbstention(step: Step, key: 'customer.unavailable' | 'customer.abstain', said: string): string {
  const text = [said, step.sayToCustomer(key)].filter(Boolean).join('\n\n');
  return saidAs(step, { kind: 'text', text, buttons: [humanButton(step)], generated: true });
}

/** What has been shown before the model handed over stays as it is. */
function keepSaid(step: Step, { said = '' }: Extract<Reply, { kind: 'abstain' }>): string {
  return said === '' || !step.state.reply?.shown
    ? ''
    : saidAs(step, { kind: 'text', text: said, generated: true });
}

/** Says it, in place of what has been shown of it already, and gives its words. */
function saidAs(step: Step, content: TextContent): string {
  const shown = step.state.reply?.shown;
  if (shown) step.mirror(shown.relay, content, { guard: true });
  const relay = shown?.relay ?? step.post('customer', content, { guard: true });
  const { text, sources = [] } = content;
  step.record({ role: 'assistant', text, sources, ...(shown ? { relay } : {}) });
  if (step.state.reply) step.set({ reply: { ...step.state.reply, shown: null } });
  return text;
}

function humanButton(step: Step): Button {
  return step.button('human', 'button.human', step.state.id);
}
