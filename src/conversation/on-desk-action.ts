import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { onApprovalAction } from './approval.ts';
import { claim, takeOver } from './claim.ts';
import { closeDraft, onDraftAction, startDraft } from './copilot.ts';
import { endEpisode, releaseEpisode } from './episode.ts';
import { onRetry } from './failed-post.ts';
import { keepLease, snoozeLease } from './lease.ts';
import { resolveEpisode } from './resolve.ts';
import { onMessageAction } from './sending.ts';
import { dropReply } from './start-reply.ts';
import type { Step } from './step.ts';

type Handler = (step: Step, event: DeskActionEvent, episode: Escalation) => void;

/** What anybody at the desk may do. */
const FOR_MEMBERS = {
  claim,
  claim_copilot: claim,
  take_over: takeOver,
  not_for_human: notForHuman,
} satisfies Record<string, Handler>;

/** What only the holder may do. */
const FOR_HOLDER = {
  return: returnToAssistant,
  resolve: resolveEpisode,
  release,
  suggest,
  snooze,
  keep: () => undefined,
  go_soft: changeMode,
  go_hard: changeMode,
} satisfies Record<string, Handler>;

/** What only the holder may do, with one of several things. */
const NUMBERED = /^(draft|send_note|undo)_/;

/** Someone at the desk pressed a button. Only members of the desk may, only on the card of the escalation that is going on. */
export function onDeskAction(step: Step, event: DeskActionEvent): void {
  const { action, author } = event;
  const refuse = (key: Parameters<Step['whisper']>[2], params: Record<string, string> = {}) =>
    step.whisper('desk', author.id, key, params);
  if (step.facts.memberUnknown) return refuse('desk.member_unknown');
  if (!step.facts.actorIsMember || !step.facts.atDesk) return refuse('desk.not_member');
  if (onRetry(step, event)) return;
  const { episode } = step.state;
  if (!episode || episode.id !== event.value) return refuse('desk.stale_card');
  if (has(FOR_MEMBERS, action)) return FOR_MEMBERS[action](step, event, episode);
  if (onApprovalAction(step, event, episode)) return;
  if (!NUMBERED.test(action) && !has(FOR_HOLDER, action)) return refuse('desk.unknown_action');
  if (episode.state !== 'held') return refuse('desk.claim_first');
  if (episode.holder?.id !== author.id) {
    return refuse('desk.claimed_by_other', { agent: episode.holder?.name ?? '' });
  }
  keepLease(step);
  const kept = step.state.episode ?? episode;
  if (onDraftAction(step, event, kept) || onMessageAction(step, event, kept)) return;
  if (has(FOR_HOLDER, action)) FOR_HOLDER[action](step, event, kept);
}

function has<T extends object>(handlers: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(handlers, name);
}

/** The holder wants a draft now. */
function suggest(step: Step, event: DeskActionEvent, episode: Escalation): void {
  if (episode.mode !== 'soft') return step.whisper('desk', event.author.id, 'desk.no_copilot');
  startDraft(step, { asked: true });
}

function returnToAssistant(step: Step, event: DeskActionEvent, episode: Escalation): void {
  endEpisode(step, episode, 'returned');
  step.tellCustomer('customer.handed_back', { agent: event.author.name });
  step.tellDesk('desk.returned', { agent: event.author.name });
}

function release(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const said = releaseEpisode(step, episode);
  const left = step.sayToCustomer('customer.agent_left', { agent: event.author.name });
  step.tellCustomerText([left, ...said].join(' '));
  step.tellDesk('desk.released', { agent: event.author.name });
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

/** The holder comes back to it later. */
function snooze(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const { snoozeMs } = step.facts.settings.desk;
  snoozeLease(step, episode, snoozeMs);
  const minutes = String(Math.round(snoozeMs / 60_000));
  step.whisper('desk', event.author.id, 'desk.snoozed', { minutes });
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
