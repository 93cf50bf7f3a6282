import type { DeskActionEvent } from '../channels/events.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { withParticipant } from './conversation.ts';
import { closeDraft, startDraft } from './copilot.ts';
import { holdEpisode } from './episode.ts';
import { offerFirstMessage } from './first-message.ts';
import { tellHowToWrite } from './sending.ts';
import type { Step } from './step.ts';

/** An agent takes a waiting escalation; exactly one can hold it. */
export function claim(step: Step, event: DeskActionEvent, episode: Escalation): void {
  if (episode.state === 'held') {
    giveBack(step, event, episode);
    const mine = episode.holder?.id === event.author.id;
    const key = mine ? 'desk.claimed_by_you' : 'desk.claimed_by_other';
    return step.whisper('desk', event.author.id, key, { agent: episode.holder?.name ?? '' });
  }
  if (step.facts.answerInFlight) {
    step.deferred = true;
    return;
  }
  if (step.facts.seat === 'full') return refuseFull(step, event);
  hold(step, event, episode);
  step.tellCustomer('customer.agent_joined', { agent: event.author.name });
  tellHowToWrite(step, event.author.name);
  offerFirstMessage(step);
  startDraft(step);
}

/** Another agent goes on with it while its holder is absent; both are told. */
export function takeOver(step: Step, event: DeskActionEvent, episode: Escalation): void {
  const { holder, leaseUntil } = episode;
  const { author } = event;
  if (episode.state !== 'held' || !holder) return claim(step, event, episode);
  if (holder.id === author.id) return step.whisper('desk', author.id, 'desk.claimed_by_you');
  const { leaseMs, takeOverMs } = step.facts.settings.desk;
  const idleSince = leaseUntil ? Date.parse(leaseUntil) - leaseMs : Number.POSITIVE_INFINITY;
  if (step.facts.now.getTime() - idleSince < takeOverMs) {
    giveBack(step, event, episode);
    const minutes = String(Math.round(takeOverMs / 60_000));
    return step.whisper('desk', author.id, 'desk.take_over_too_soon', { agent: holder.name, minutes });
  }
  if (step.facts.seat === 'full') return refuseFull(step, event);
  closeDraft(step, 'ignored');
  step.seat(holder, episode.id, false);
  hold(step, event, episode);
  const both = { agent: author.name, before: holder.name };
  step.tellCustomer('customer.agent_changed', both);
  step.tellDesk('desk.taken_over', both);
  const text = step.facts.texts.say('desk.taken_from_you', { agent: author.name });
  step.whisperInThread(holder.id, { kind: 'text', text, tone: 'system' }, episode.id);
  offerFirstMessage(step);
  startDraft(step);
}

function refuseFull(step: Step, { author }: DeskActionEvent): void {
  const { capacity } = step.facts.settings.desk;
  step.whisper('desk', author.id, 'desk.full', { capacity: String(capacity) });
}

/** Room may have been kept for a claim that came too late, while it waited or when it was first decided: it is given back. */
function giveBack(step: Step, { author }: DeskActionEvent, episode: Escalation): void {
  if (episode.holder?.id !== author.id) step.seat(author, episode.id, false);
}

function hold(step: Step, event: DeskActionEvent, episode: Escalation): void {
  step.set({ participants: withParticipant(step.state.participants, event.author, 'agent') });
  const copilot = episode.mode === 'soft' && (event.action === 'claim_copilot' || step.facts.wantsCopilot);
  holdEpisode(step, { ...episode, copilot, picks: [], offered: null }, event.author);
}
