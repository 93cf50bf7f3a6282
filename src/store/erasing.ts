import type { ThreadRef } from '../channels/refs.ts';
import type { Effect } from '../conversation/effects.ts';
import { type Words, withoutWords } from '../conversation/without-words.ts';
import { FORGOTTEN, forgottenEscalation } from '../escalation/forgotten.ts';
import type { actionStore } from './actions.ts';
import { collectionOf } from './connection.ts';
import type { conversationStore } from './conversations.ts';
import type { customerNoteStore } from './customer-notes.ts';
import type { decisionStore } from './decisions.ts';
import type { draftStore } from './drafts.ts';
import { eraseMessages } from './erase-messages.ts';
import { erasePosts } from './erase-posts.ts';
import type { escalationStore } from './escalations.ts';
import type { eventStore } from './events.ts';
import type { messageStore } from './messages.ts';
import type { outboxStore } from './outbox.ts';
import type { reportStore } from './reports.ts';

type Erase = Extract<Effect, { do: 'erase' }>;

interface Repositories {
  conversations: ReturnType<typeof conversationStore>;
  messages: ReturnType<typeof messageStore>;
  escalations: ReturnType<typeof escalationStore>;
  decisions: ReturnType<typeof decisionStore>;
  drafts: ReturnType<typeof draftStore>;
  events: ReturnType<typeof eventStore>;
  outbox: ReturnType<typeof outboxStore>;
  actions: ReturnType<typeof actionStore>;
  reports: ReturnType<typeof reportStore>;
  customerNotes: ReturnType<typeof customerNoteStore>;
}

/** Where a conversation is, and whose. */
export interface ConversationPlace {
  id: string;
  thread: ThreadRef;
  openedBy: string | null;
  /** When it was opened, ISO 8601. */
  openedAt: string | null;
  /** When words were erased in it last, ISO 8601. */
  forgotten: string | null;
}

/** Erases what people have said. Everything here is safe to do again, in part or as a whole. */
export function erasingStore(all: Repositories) {
  const conversations = collectionOf(all.conversations.model);
  const escalations = collectionOf(all.escalations.model);
  const decisions = collectionOf(all.decisions.model);
  const drafts = collectionOf(all.drafts.model);
  const actions = collectionOf(all.actions.model);
  const events = collectionOf(all.events.model);

  /** What was decided and drafted, without the words that it rested on. */
  async function eraseReasons(conversationId: string, words: Words | null): Promise<void> {
    const ids: string[] = [];
    for await (const { _id, ...record } of escalations.find({ conversationId })) {
      ids.push(_id);
      const { card, cardThread } = record;
      const clean = words
        ? { ...withoutWords(record, words), card, cardThread }
        : forgottenEscalation(record);
      await escalations.updateOne({ _id }, { $set: clean });
    }
    for await (const { _id, signals } of decisions.find({ conversationId })) {
      const clean = signals.map((one) => ({ ...one, evidence: '' }));
      await decisions.updateOne({ _id }, { $set: { signals: clean } });
    }
    await drafts.updateMany({ escalationId: { $in: ids } }, { $set: { text: '', sources: [] } });
  }

  return {
    /** Where conversations are that are given by id, or were opened by a person of that id on any platform. */
    async placesOf(ids: readonly string[], personId: string): Promise<ConversationPlace[]> {
      const projection = {
        'state.thread': 1,
        'state.openedBy': 1,
        'state.openedAt': 1,
        'state.forgotten': 1,
      };
      const opened = await conversations.find({ 'state.openedBy.id': personId }, { projection }).toArray();
      const spoken = await conversations.find({ _id: { $in: [...ids] } }, { projection }).toArray();
      const found = new Map([...opened, ...spoken].map((record) => [record._id, record.state]));
      return [...found].map(([id, { thread, openedBy, openedAt, forgotten }]) => ({
        id,
        thread,
        openedBy: openedBy?.id ?? null,
        openedAt,
        forgotten: forgotten ?? null,
      }));
    },

    /** Carries out one effect: everything that hangs on a conversation but its events. The messages go last. */
    async conversation(conversationId: string, effect: Erase): Promise<void> {
      const { personId, scope, upTo, before, at } = effect;
      const words = scope === 'words' ? await all.messages.wordsOf(conversationId, personId) : null;
      await eraseReasons(conversationId, words);
      await erasePosts(all.outbox.model, { conversationId, before, words, at: new Date(at) });
      await eraseMessages(all.messages.model, { conversationId, personId, upTo, words, at });
    },

    /**
     * Erases what is kept of a person beside conversations, and of events and actions in these; false where something is
     * still being worked on, so that it must be done again.
     */
    async rest(person: { id: string; at: string }, opened: readonly string[]): Promise<boolean> {
      await collectionOf(all.customerNotes.model).deleteOne({ _id: person.id });
      const theirs = { conversationId: { $in: [...opened] } };
      const empty = { params: {}, summary: '', result: '', customer: FORGOTTEN };
      await actions.updateMany({ ...theirs, state: 'waiting' }, { $set: { state: 'denied' } });
      await actions.updateMany({ ...theirs, state: { $in: ['done', 'failed', 'denied'] } }, { $set: empty });
      await collectionOf(all.reports.model).updateMany(theirs, {
        $set: { customer: FORGOTTEN, title: '', steps: '', expected: '' },
      });
      const about = [{ 'event.author.id': person.id }, { 'event.personId': person.id }];
      const said = { $or: [theirs, ...about], at: { $lte: person.at } };
      for await (const { _id, event, at } of events.find({ ...said, state: { $ne: 'pending' } })) {
        const erased = { kind: 'erased' as const, id: event.id, at };
        await events.updateOne({ _id }, { $set: { event: erased, error: null } });
      }
      const working = await actions.countDocuments({ ...theirs, state: { $in: ['approved', 'running'] } });
      const waiting = await events.countDocuments({ ...said, state: 'pending' });
      return working + waiting === 0;
    },
  };
}
