import type { DeskActionEvent } from '../channels/events.ts';
import { formAction } from '../channels/form.ts';
import { conversationOf, type Escalation } from '../escalation/escalation.ts';
import { onApprovalAction } from './approval.ts';
import { claim, takeOver } from './claim.ts';
import { closeDraft, onDraftAction, startDraft } from './copilot.ts';
import { deskRefusal, type HOLDER_ACTIONS, isClaim, isMember, type MEMBER_ACTIONS } from './desk-rights.ts';
import { endEpisode, releaseEpisode } from './episode.ts';
import { onRetry } from './failed-post.ts';
import { keepLease } from './lease.ts';
import { resolveEpisode } from './resolve.ts';
import { returnToAssistant } from './return-to-assistant.ts';
import { onMessageAction } from './sending.ts';
import { snooze } from './snooze.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';
import { transfer } from './transfer.ts';

type Handler = (step: Step, event: DeskActionEvent, episode: Escalation) => void;

const FOR_MEMBERS: Record<(typeof MEMBER_ACTIONS)[number], Handler> = {
  claim,
  claim_copilot: claim,
  take_over: takeOver,
  not_for_human: notForHuman,
};

const FOR_HOLDER: Record<(typeof HOLDER_ACTIONS)[number], Handler> = {
  return: returnToAssistant,
  resolve: resolveEpisode,
  release,
  transfer,
  suggest,
  snooze,
  keep: () => undefined,
  go_soft: changeMode,
  go_hard: changeMode,
};

/** Someone at the desk pressed a button or sent a form. Only members may, only on the card of the escalation that is going on. */
export function onDeskAction(step: Step, received: DeskActionEvent): void {
  // Where a platform has no forms, the button that would open one comes by itself, and does the plain thing.
  const event = { ...received, action: formAction(received.action) ?? received.action };
  const { action, author } = event;
  if (isMember(step.facts) && onRetry(step, event)) return;
  const refusal = deskRefusal(step.state, event, step.facts);
  if (refusal) {
    giveUpRoom(step, event);
    const theirs = wordsOf(event);
    return step.whisper('desk', author.id, refusal.key, refusal.params, { theirs });
  }
  const { episode } = step.state;
  if (!episode) return;
  if (has(FOR_MEMBERS, action)) return FOR_MEMBERS[action](step, event, episode);
  if (onApprovalAction(step, event, episode)) return;
  keepLease(step);
  const kept = step.state.episode ?? episode;
  if (onDraftAction(step, event, kept) || onMessageAction(step, event, kept)) return;
  if (has(FOR_HOLDER, action)) FOR_HOLDER[action](step, event, kept);
}

/** What was written in a form that came too late: nobody should have to write it again. */
function wordsOf({ fields = {} }: DeskActionEvent): string {
  return fields['text'] ?? fields['note'] ?? fields['solution'] ?? '';
}

/** A claim may have waited for an answer to arrive, with room kept for it, and its author be no member any more. */
function giveUpRoom(step: Step, { action, author, value }: DeskActionEvent): void {
  const ours = conversationOf(value) === step.state.id;
  if (isClaim(action) && ours && step.state.episode?.holder?.id !== author.id) {
    step.seat(author, value, false);
  }
}

function has<T extends object>(handlers: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(handlers, name);
}

/** The holder wants a draft now. */
function suggest(step: Step, event: DeskActionEvent, episode: Escalation): void {
  if (episode.mode !== 'soft') return step.whisper('desk', event.author.id, 'desk.no_copilot');
  startDraft(step, { asked: true });
}

function release(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const said = releaseEpisode(step, episode);
  const left = step.sayToCustomer('customer.agent_left', { agent: event.author.name });
  step.tellCustomerText([left, ...said].join(' '));
  step.tellDesk('desk.released', { agent: event.author.name }, step.state.episode?.picks);
}

/** Somebody at the desk sees that no human is needed: the assistant goes on. */
function notForHuman(step: Step, event: DeskActionEvent, episode: Escalation): void {
  if (episode.state !== 'waiting') {
    return step.whisper('desk', event.author.id, 'desk.claimed_by_other', {
      agent: episode.holder?.name ?? '',
    });
  }
  endEpisode(step, episode, 'not_needed');
  step.tellCustomer('customer.not_for_human');
  step.tellDesk('desk.not_for_human', { agent: event.author.name });
}

/** The holder wants the assistant's help, or wants it to step back entirely. */
function changeMode(step: Step, { action, author }: DeskActionEvent, episode: Escalation): void {
  const mode = action === 'go_soft' ? ('soft' as const) : ('hard' as const);
  if (episode.mode === mode) return step.whisper('desk', author.id, `desk.mode_${mode}`);
  const changed: Escalation = { ...episode, mode, copilot: mode === 'soft' };
  step.set({ episode: changed });
  step.showCard(changed);
  step.tellDesk(`desk.mode_${mode}`);
  if (mode === 'soft') return startDraft(step);
  dropReply(step);
  closeDraft(step, 'ignored');
}
