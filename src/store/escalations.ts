import mongoose from 'mongoose';
import type { PostRef } from '../channels/refs.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Waiting } from '../routing/next-waiting.ts';
import type { WaitSample } from '../routing/wait.ts';
import { collectionOf } from './connection.ts';

/** An escalation as stored, with its card at the desk. */
export interface EscalationRecord extends Escalation {
  _id: string;
  /** Null until the card was delivered. */
  card: PostRef | null;
  /** `threadKey` of the card's thread, by which a message at the desk finds its conversation. */
  cardThread: string | null;
  /** How the customer rated it, from 5 (very well) down to 1; null or absent until they have. */
  rating?: { score: number; at: string; comment?: string } | null;
}

const schema = new mongoose.Schema<EscalationRecord>(
  { _id: String, conversationId: String, state: String, openedAt: String, cardThread: String },
  { collection: 'escalations', versionKey: false, minimize: false, strict: false },
);
schema.index(
  { cardThread: 1 },
  { unique: true, partialFilterExpression: { cardThread: { $type: 'string' } } },
);
schema.index({ conversationId: 1, openedAt: 1 });
schema.index({ state: 1, openedAt: 1 });
schema.index(
  { customerKey: 1, openedAt: -1 },
  { partialFilterExpression: { customerKey: { $type: 'string' } } },
);
schema.index({ openedAt: 1 });
schema.index({ claimedAt: -1 }, { partialFilterExpression: { claimedAt: { $type: 'string' } } });

/** What is measured of an escalation. */
export type EscalationRow = Pick<
  EscalationRecord,
  '_id' | 'state' | 'reason' | 'queuedAt' | 'claimedAt' | 'endedAt' | 'outcome' | 'wait' | 'rating' | 'gap'
>;

const MEASURED = {
  state: 1,
  reason: 1,
  queuedAt: 1,
  claimedAt: 1,
  endedAt: 1,
  outcome: 1,
  wait: 1,
  rating: 1,
  gap: 1,
} as const;

/** What is looked at of escalations that wait, of waits that are over, and of cases that were resolved. */
const WAITING = { queuedAt: 1, ask: 1, skill: 1, language: 1, alone: 1, letGo: 1, wait: 1 } as const;
const WAITED = { wait: 1, queuedAt: 1, claimedAt: 1 } as const;
const RESOLVED = { ask: 1, solution: 1, resolution: 1 } as const;

/** What is told of a case that was resolved. */
export type ResolvedRow = Pick<EscalationRecord, '_id' | 'ask' | 'solution' | 'resolution'>;

/** Held escalations that are counted. */
const MOST_HELD = 5_000;

/** Every escalation there was. */
export function escalationStore(connection: mongoose.Connection) {
  const model = connection.model<EscalationRecord>('Escalation', schema);
  const collection = collectionOf(model);

  return {
    model,

    /** Stores an escalation as it now is; where its card is stays known. */
    async save(escalation: Escalation): Promise<void> {
      await collection.updateOne({ _id: escalation.id }, { $set: { ...escalation } }, { upsert: true });
    },

    async get(id: string): Promise<EscalationRecord | null> {
      return await collection.findOne({ _id: id });
    },

    async byCardThread(cardThread: string): Promise<EscalationRecord | null> {
      return await collection.findOne({ cardThread: { $type: 'string', $eq: cardThread } });
    },

    /** How many each agent holds, by the agent's id. */
    async loads(): Promise<Map<string, number>> {
      const held = await collection
        .find({ state: 'held' }, { projection: { 'holder.id': 1 }, limit: MOST_HELD })
        .toArray();
      const loads = new Map<string, number>();
      for (const { holder } of held) if (holder) loads.set(holder.id, (loads.get(holder.id) ?? 0) + 1);
      return loads;
    },

    /** Those in a state, as they are, oldest first. */
    async inState(state: 'waiting' | 'held', limit: number): Promise<EscalationRecord[]> {
      return await collection.find({ state }, { sort: { openedAt: 1 }, limit }).toArray();
    },

    /** Those that wait, oldest first. */
    async waiting(limit: number): Promise<Waiting[]> {
      const found = await collection
        .find({ state: 'waiting' }, { sort: { openedAt: 1 }, limit, projection: WAITING })
        .toArray();
      return found.map(({ _id, queuedAt, ask, skill, language, alone, letGo, wait }) => ({
        id: _id,
        queuedAt,
        ask,
        skill: skill ?? null,
        language: language ?? null,
        alone: alone ?? false,
        letGo: letGo ?? [],
        asleep: wait?.asleep ?? false,
      }));
    },

    /** The latest waits that ended in a claim while the desk was open, oldest first. */
    async waits(limit: number): Promise<WaitSample[]> {
      const found = await collection
        .find({ claimedAt: { $type: 'string' } }, { sort: { claimedAt: -1 }, limit, projection: WAITED })
        .toArray();
      return found.toReversed().flatMap(({ wait, queuedAt, claimedAt }) => {
        if (!wait || wait.asleep || !claimedAt) return [];
        const { ahead, working, hour, told } = wait;
        return [{ ahead, working, hour, told, waitedMs: Date.parse(claimedAt) - Date.parse(queuedAt) }];
      });
    },

    /** How many are in a state. */
    async countIn(state: Escalation['state']): Promise<number> {
      return collection.countDocuments({ state });
    },

    /** The latest of a customer, by `customerKey`, newest first. */
    async ofCustomer(key: string, limit: number): Promise<EscalationRecord[]> {
      const wanted = { customerKey: { $type: 'string' as const, $eq: key } };
      return await collection.find(wanted, { sort: { openedAt: -1 }, limit }).toArray();
    },

    /** The latest that were resolved, newest first. */
    async resolved(limit: number): Promise<ResolvedRow[]> {
      const wanted = { state: 'ended' as const, outcome: 'resolved' as const };
      return await collection
        .find<ResolvedRow>(wanted, { sort: { openedAt: -1 }, limit, projection: RESOLVED })
        .toArray();
    },

    /** Those that were opened `from <= openedAt < until`, ISO 8601, oldest first: what is measured of them. */
    async *between(from: string, until: string): AsyncGenerator<EscalationRow> {
      const opened = { openedAt: { $gte: from, $lt: until } };
      yield* collection.find<EscalationRow>(opened, { sort: { openedAt: 1 }, projection: MEASURED });
    },

    /** Notes the customer's rating; the first one counts. */
    async rate(id: string, score: number, at: string): Promise<void> {
      await collection.updateOne({ _id: id, rating: null }, { $set: { rating: { score, at } } });
    },

    /** Notes what the customer added to their rating; the first comment counts. */
    async commentRating(id: string, comment: string): Promise<void> {
      await collection.updateOne(
        { _id: id, rating: { $type: 'object' }, 'rating.comment': null },
        { $set: { 'rating.comment': comment } },
      );
    },

    /** Notes where the card is. */
    async setCard(id: string, card: PostRef, cardThread: string): Promise<void> {
      await collection.updateOne({ _id: id }, { $set: { card, cardThread } });
    },
  };
}
