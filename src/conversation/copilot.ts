import type { Button, Source } from '../channels/content.ts';
import type { DeskActionEvent } from '../channels/events.ts';
import { formButton } from '../channels/form.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Texts } from '../platform/texts.ts';
import type { Conversation } from './conversation.ts';
import { type Draft, EDITED_UP_TO, wordDistance } from './draft.ts';
import { fenced } from './fenced.ts';
import { refuseForm, written } from './filled-in.ts';
import { onFirstMessageAction } from './first-message.ts';
import { ANSWER_LIMIT } from './form-limits.ts';
import { pauseLease } from './lease.ts';
import { shownAs } from './message.ts';
import { oneLine } from './one-line.ts';
import type { Reply, SimilarCase } from './reply.ts';
import { startReply } from './start-reply.ts';
import type { Step } from './step.ts';

const CASE_LIMIT = 160;
const DRAFT_ACTION = /^draft_(send|edit|dismiss)_(\d{1,9})$/;

/** Has a draft made for the holder. Only where a human leads and wants the co-pilot; `asked`: they pressed for it. */
export function startDraft(step: Step, { asked = false } = {}): void {
  const { episode } = step.state;
  if (episode?.state !== 'held' || episode.mode !== 'soft' || !(episode.copilot || asked)) return;
  startReply(step, asked ? 'holder_asked' : 'holder');
}

/** Shows a draft that is ready to the holder, and to nobody else. */
export function showDraft(step: Step, reply: Reply, similar: readonly SimilarCase[], asked: boolean): void {
  const { episode } = step.state;
  step.set({ reply: null });
  if (!episode?.holder) return;
  closeDraft(step, 'ignored');
  const cases = casesOf(step, similar);
  if (reply.kind === 'abstain') {
    if (asked) whisperDraft(step, [step.facts.texts.say('desk.no_draft'), cases], reply.considered, []);
    return;
  }
  const { text } = reply;
  const sources = reply.kind === 'answer' ? reply.sources : [];
  const number = step.state.drafts + 1;
  const draft: Draft = {
    id: `${episode.id}:${number}`,
    conversationId: step.state.id,
    escalationId: episode.id,
    number,
    holderId: episode.holder.id,
    text,
    sources,
    at: step.facts.now.toISOString(),
    outcome: 'open',
    distance: null,
  };
  step.set({ draft, drafts: number });
  step.effects.push({ do: 'draft', draft });
  const buttons = (['send', 'edit', 'dismiss'] as const).map(
    (what): Button => ({
      id: what === 'edit' ? formButton(`draft_edit_${number}`) : `draft_${what}_${number}`,
      label: step.facts.texts.say(`button.draft_${what}`),
      value: episode.id,
      ...(what === 'send' ? { style: 'primary' as const } : {}),
      ...(what === 'edit' ? {} : { settles: true as const }),
    }),
  );
  whisperDraft(step, [step.facts.texts.say('desk.draft'), text, cases], sources, buttons);
}

/** The holder did something with a draft. True where the action was one of these. */
export function onDraftAction(step: Step, event: DeskActionEvent, episode: Escalation): boolean {
  if (onFirstMessageAction(step, event)) return true;
  const [, what, number] = DRAFT_ACTION.exec(event.action) ?? [];
  if (!what) return false;
  const draft = openDraft(step.state, Number(number));
  const edited = what === 'edit' ? written(event, 'text', ANSWER_LIMIT) : undefined;
  if (!draft) step.whisper('desk', event.author.id, 'desk.draft_gone', {}, { theirs: edited ?? '' });
  else if (what === 'send') sendDraft(step, draft, episode);
  else if (what === 'dismiss') closeDraft(step, 'dismissed');
  else if (edited !== undefined) sendEdited(step, event, draft, edited, episode);
  else whisperDraft(step, [draftToCopy(draft, step.facts.texts)], [], []);
  return true;
}

/** The draft of that number, while nothing has become of it. */
export function openDraft({ draft }: Pick<Conversation, 'draft'>, number: number): Draft | undefined {
  return draft?.number === number && draft.outcome === 'open' ? draft : undefined;
}

/** The number of the draft that an action edits; undefined for any other action. */
export function draftEdited(action: string): number | undefined {
  const [, what, number] = DRAFT_ACTION.exec(action) ?? [];
  return what === 'edit' ? Number(number) : undefined;
}

/** A draft's words to be changed by hand, where no form can be had. */
export function draftToCopy({ text }: Draft, texts: Texts): string {
  return `${texts.say('desk.draft_edit')}\n\n${fenced(text)}`;
}

/** What the holder made of a draft goes to the customer as their own words; the sources go with it while it is near the draft. */
function sendEdited(
  step: Step,
  event: DeskActionEvent,
  draft: Draft,
  text: string,
  episode: Escalation,
): void {
  if (text === '') return refuseForm(step, event);
  if (text.startsWith(step.facts.settings.noteMark))
    return step.whisper('desk', event.author.id, 'desk.edit_is_note', {}, { theirs: text });
  const distance = wordDistance(draft.text, text);
  const sources = distance <= EDITED_UP_TO ? draft.sources : [];
  sendDraft(step, { ...draft, text, sources }, episode, distance);
}

function sendDraft(step: Step, draft: Draft, episode: Escalation, distance = 0): void {
  const author = episode.holder;
  if (!author) return;
  const { text, sources } = draft;
  const relay = step.post('customer', { kind: 'text', text, sources, author: shownAs(author) });
  step.record({ role: 'agent', author, text, sources, relay });
  step.post('desk', { kind: 'text', text, author: shownAs(author) });
  closeDraft(step, distance === 0 ? 'sent' : 'edited', distance);
  pauseLease(step);
}

/** The holder wrote to the customer by themselves: with the draft in mind, or not. */
export function compareWithDraft(step: Step, text: string): void {
  const { draft } = step.state;
  if (draft?.outcome !== 'open') return;
  const distance = wordDistance(draft.text, text);
  closeDraft(step, distance === 0 ? 'sent' : distance <= EDITED_UP_TO ? 'edited' : 'ignored', distance);
}

/** Notes what became of the open draft. */
export function closeDraft(step: Step, outcome: Draft['outcome'], distance: number | null = null): void {
  const { draft } = step.state;
  if (draft?.outcome !== 'open') return;
  step.effects.push({ do: 'draft', draft: { ...draft, outcome, distance } });
  step.set({ draft: null });
}

function casesOf(step: Step, similar: readonly SimilarCase[]): string {
  if (similar.length === 0) return '';
  const lines = similar.map(
    ({ ask, solution }) => `- ${oneLine(ask, CASE_LIMIT)} → ${oneLine(solution, CASE_LIMIT)}`,
  );
  return [`**${step.facts.texts.say('desk.similar')}**`, ...lines].join('\n');
}

function whisperDraft(step: Step, texts: string[], sources: Source[], buttons: Button[]): void {
  const { episode } = step.state;
  if (!episode?.holder) return;
  const text = texts.filter(Boolean).join('\n\n');
  const content = { kind: 'text' as const, text, tone: 'note' as const, sources, buttons, generated: true };
  step.whisperInThread(episode.holder.id, content, episode.id);
}
