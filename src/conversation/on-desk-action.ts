import type { Button } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { onApprovalAction } from './approval.ts';
import { withParticipant } from './conversation.ts';
import { onDraftAction, startDraft } from './copilot.ts';
import { endEpisode, holdEpisode, releaseEpisode } from './episode.ts';
import type { Step } from './step.ts';

const DRAFT = /^draft_/;

/** Someone at the desk pressed a button. Only members of the desk may, only on the card of the escalation that is going on. */
export function onDeskAction(step: Step, event: DeskActionEvent): void {
  const refuse = (key: Parameters<Step['whisper']>[2], params: Record<string, string> = {}) =>
    step.whisper('desk', event.author.id, key, params);
  if (step.facts.memberUnknown) return refuse('desk.member_unknown');
  if (!step.facts.actorIsMember || !step.facts.atDesk) return refuse('desk.not_member');
  const { episode } = step.state;
  if (!episode || episode.id !== event.value) return refuse('desk.stale_card');
  if (event.action === 'claim' || event.action === 'claim_copilot') return claim(step, event, episode);
  if (onApprovalAction(step, event, episode)) return;
  const holderActions = { return: returnToAssistant, resolve, release, suggest };
  if (!DRAFT.test(event.action) && !Object.hasOwn(holderActions, event.action))
    return refuse('desk.unknown_action');
  if (episode.state !== 'held') return refuse('desk.claim_first');
  if (episode.holder?.id !== event.author.id) {
    return refuse('desk.claimed_by_other', { agent: episode.holder?.name ?? '' });
  }
  if (onDraftAction(step, event, episode)) return;
  holderActions[event.action as keyof typeof holderActions](step, event, episode);
}

function claim(step: Step, event: DeskActionEvent, episode: Escalation): void {
  if (episode.state === 'held') {
    const mine = episode.holder?.id === event.author.id;
    const key = mine ? 'desk.claimed_by_you' : 'desk.claimed_by_other';
    return step.whisper('desk', event.author.id, key, { agent: episode.holder?.name ?? '' });
  }
  if (step.facts.answerInFlight) {
    step.deferred = true;
    return;
  }
  step.set({ participants: withParticipant(step.state.participants, event.author, 'agent') });
  const copilot = episode.mode === 'soft' && (event.action === 'claim_copilot' || step.facts.wantsCopilot);
  holdEpisode(step, { ...episode, copilot }, event.author);
  step.tellCustomer('customer.agent_joined', { agent: event.author.name });
  step.tellDesk('desk.claimed', { agent: event.author.name, mark: step.facts.settings.noteMark });
  startDraft(step);
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

function resolve(step: Step, event: DeskActionEvent, episode: Escalation): void {
  endEpisode(step, episode, 'resolved');
  step.set({ status: 'resolved', resolvedAt: step.facts.now.toISOString() });
  step.tellCustomer('customer.resolved', { agent: event.author.name }, ratingButtons(step, episode));
  step.tellDesk('desk.resolved', { agent: event.author.name });
}

function release(step: Step, event: DeskActionEvent, episode: Escalation): void {
  releaseEpisode(step, episode);
  step.tellCustomer('customer.agent_left', { agent: event.author.name });
  step.tellDesk('desk.released', { agent: event.author.name });
}

/** One click tells how the human did, from 5 (very well) down to 1. */
function ratingButtons(step: Step, episode: Escalation): Button[] {
  if (!step.facts.settings.askRating) return [];
  const scores = ['rate_5', 'rate_4', 'rate_3', 'rate_2', 'rate_1'] as const;
  return scores.map((id) => step.button(id, `button.${id}`, episode.id));
}
