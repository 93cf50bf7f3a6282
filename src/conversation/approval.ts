import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { endEpisode, openEpisode } from './episode.ts';
import type { ActionDoneEvent } from './facts.ts';
import type { Reply } from './reply.ts';
import type { Step } from './step.ts';
import { weigh } from './weigh.ts';

/** An action waits for somebody's word: it goes to the desk as a card. */
export function askApproval(step: Step, { approval }: Extract<Reply, { kind: 'abstain' }>): void {
  const customer = step.state.openedBy;
  if (!approval || !customer) return;
  const decision = weigh(step, { occasion: 'answer', approval: approval.summary });
  openEpisode(step, customer, 'signals', { ...decision, mode: 'soft' }, approval);
}

/** Somebody at the desk approved or denied. True where the action was one of these. */
export function onApprovalAction(
  step: Step,
  { action, author }: DeskActionEvent,
  episode: Escalation,
): boolean {
  if (action !== 'approve' && action !== 'deny') return false;
  const { approval } = episode;
  if (!approval || approval.decided) {
    step.whisper('desk', author.id, 'desk.approval_gone');
    return true;
  }
  const decided = action === 'approve' ? ('approved' as const) : ('denied' as const);
  const changed: Escalation = { ...episode, approval: { ...approval, decided } };
  step.set({ episode: changed });
  step.showCard(changed);
  step.effects.push({ do: 'act', actionId: approval.actionId, decided, by: author.id });
  step.tellDesk(`desk.action_${decided}`, { agent: author.name, action: approval.summary });
  if (decided === 'denied') step.tellCustomer('customer.action_denied');
  return true;
}

/** An action that was approved has been done, or could not be. */
export function onActionDone(step: Step, { actionId, ok, text }: ActionDoneEvent): void {
  const { episode } = step.state;
  step.tellDesk(ok ? 'desk.action_done' : 'desk.action_failed', { result: text });
  if (!ok) return;
  step.tellCustomer('customer.action_done', { result: text });
  // Nobody has anything left to do, unless somebody has claimed it meanwhile.
  if (episode?.state === 'waiting' && episode.approval?.actionId === actionId)
    endEpisode(step, episode, 'returned');
}
