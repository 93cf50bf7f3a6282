import mongoose from 'mongoose';
import type { Marking } from '../channels/adapter.ts';
import type { Content, TextContent } from '../channels/content.ts';
import type { PostRef, ThreadRef } from '../channels/refs.ts';
import type { Carried, Lane } from '../conversation/effects.ts';
import type { Words } from '../conversation/without-words.ts';
import { collectionOf, insertMissing } from './connection.ts';
import { holdsWords, ofConversation } from './erase-posts.ts';
import { inBatches } from './in-batches.ts';

/** What is to be done on the platform. */
export type Errand =
  | { do: 'post'; content: Content }
  /** Replace what the post of another record (`of`) says. */
  | { do: 'replace'; of: string; content: Content }
  /** Take the post of another record away. */
  | { do: 'remove'; of: string }
  /** Post the card, or replace it where it has been posted. */
  | { do: 'card'; escalationId: string; content: Content }
  | { do: 'whisper'; thread: ThreadRef; personId: string; content: TextContent }
  /** Mark an agent's message at the desk. */
  | { do: 'mark'; post: PostRef; marking: Marking };

/** What is delivered in order. Marks are hints, and hold nothing else up. */
export type OutboxLane = Lane | 'marks';

/**
 * `queued`; `sent`; `dropped`: a word of the assistant that came too late; `dead`: given up after too many failures, or
 * because trying again cannot help.
 */
export type PostState = 'queued' | 'sent' | 'dropped' | 'dead';

/** One outgoing post. Its id is the idempotency key. */
export interface PostRecord {
  _id: string;
  conversationId: string;
  /** The customer's thread. */
  thread: ThreadRef;
  lane: OutboxLane;
  /** Posts of one lane are sent in this order. */
  order: number;
  errand: Errand;
  /** The escalation whose card's thread it goes to; null for the customer's thread, or the desk's channel itself. */
  escalationId: string | null;
  /** Send only under this ownership epoch. */
  guard: number | null;
  state: PostState;
  attempts: number;
  /** Not before this time. */
  dueAt: Date;
  /** Whether an earlier attempt may have arrived: look on the platform before sending again. */
  inDoubt: boolean;
  createdAt: Date;
  error: string | null;
  ref: PostRef | null;
  expireAt: Date | null;
  /** The agent's message that it carries. */
  carries?: CarriedPart;
  /** The wish to send it again that was granted last. */
  retry?: string;
}

/** The agent's message that a post carries, or a part of. */
export interface CarriedPart extends Carried {
  /** Whether the message has arrived when this has: then it is marked. */
  last: boolean;
  /** The mark's place among marks, where it is not the post's own. */
  order?: number;
}

/** How long delivered posts are remembered; edits and quotes of older ones find no original. */
const REMEMBER_MS = 90 * 24 * 3_600_000;

const schema = new mongoose.Schema<PostRecord>(
  {
    _id: String,
    conversationId: String,
    thread: { type: mongoose.Schema.Types.Mixed },
    lane: String,
    order: Number,
    errand: { type: mongoose.Schema.Types.Mixed },
    escalationId: String,
    guard: Number,
    state: String,
    attempts: Number,
    dueAt: Date,
    inDoubt: Boolean,
    createdAt: Date,
    error: String,
    ref: { type: mongoose.Schema.Types.Mixed },
    expireAt: Date,
    carries: { type: mongoose.Schema.Types.Mixed },
    retry: String,
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
schema.index({ conversationId: 1, lane: 1, order: 1 }, { partialFilterExpression: { state: 'queued' } });
schema.index({ dueAt: 1 }, { partialFilterExpression: { state: 'queued' } });
schema.index({ createdAt: 1 }, { partialFilterExpression: { state: 'dead' } });
schema.index({ expireAt: 1 }, { expireAfterSeconds: 0 });

/** A slash is the character after the dot that a prefix ends with. */
function beginsWith(prefix: string): { $gte: string; $lt: string } {
  return { $gte: prefix, $lt: `${prefix.slice(0, -1)}/` };
}

/** What is to be delivered, and what became of it. */
export function outboxStore(connection: mongoose.Connection) {
  const model = connection.model<PostRecord>('Post', schema);
  const collection = collectionOf(model);
  const set = (id: string, change: Partial<PostRecord>) =>
    collection.updateOne({ _id: id, state: 'queued' }, { $set: change });

  const insertAll = inBatches<PostRecord[], void>(async (all) => {
    await insertMissing(collection, all.flat());
    return all.map(() => undefined);
  });

  return {
    model,

    /** Adds posts; those that are there already are left as they are. */
    async insert(records: PostRecord[]): Promise<void> {
      if (records.length > 0) await insertAll(records);
    },

    async get(id: string): Promise<PostRecord | null> {
      return await collection.findOne({ _id: id });
    },

    /** The records of an order, below `before`. `prefix`: what their ids begin with; it ends with a dot. */
    async ofOrder(prefix: string, before = Number.POSITIVE_INFINITY): Promise<PostRecord[]> {
      const found = await collection.find({ _id: beginsWith(prefix) }).toArray();
      return found.filter(({ order }) => order < before);
    },

    /** Whether some of the records could not be delivered. */
    async hasDead(prefix: string): Promise<boolean> {
      const dead = { _id: beginsWith(prefix), state: 'dead' as const };
      return (await collection.findOne(dead, { projection: { _id: 1 } })) !== null;
    },

    /** Posts that stand in a card's thread, of an order below `before`, and hold these words; with null all of them. */
    async holding(conversationId: string, before: number, words: Words | null): Promise<PostRecord[]> {
      const sent = { ...ofConversation(conversationId), lane: 'desk' as const, state: 'sent' as const };
      const found = await collection.find({ ...sent, 'errand.do': 'post' }).toArray();
      return found.filter(
        ({ order, ref, escalationId, errand }) =>
          order < before && ref !== null && escalationId !== null && holdsWords(errand, words),
      );
    },

    /** The post that is next in a lane, and the one behind it. */
    async next(
      conversationId: string,
      lane: OutboxLane,
    ): Promise<{ post: PostRecord; behind: PostRecord | undefined } | null> {
      const [post, behind] = await collection
        .find({ conversationId, lane, state: 'queued' }, { sort: { order: 1 }, limit: 2 })
        .toArray();
      return post ? { post, behind } : null;
    },

    /** The last queued record of the lane that changes the same post, or takes it away; null where none does. */
    async overtaking({ _id, conversationId, lane, order, errand }: PostRecord): Promise<PostRecord | null> {
      const of = 'of' in errand ? errand.of : _id;
      const later = {
        conversationId,
        lane,
        state: 'queued' as const,
        order: { $gt: order },
        'errand.of': of,
      };
      return await collection.findOne(later, { sort: { order: -1 } });
    },

    /** Gives a queued post the content that later records, up to this one, would have replaced it with. */
    async rewrite(
      { _id, conversationId, lane }: PostRecord,
      content: Content,
      upTo: number,
      now: Date,
    ): Promise<void> {
      await collection.updateOne({ _id, state: 'queued' }, { $set: { 'errand.content': content } });
      const expireAt = new Date(now.getTime() + REMEMBER_MS);
      await collection.updateMany(
        { conversationId, lane, state: 'queued', order: { $lte: upTo }, 'errand.of': _id },
        { $set: { state: 'dropped', expireAt } },
      );
    },

    /** Queues again what could not be delivered, once for each `retry`; gives what it was done to. */
    async revive(records: readonly PostRecord[], retry: string, now: Date): Promise<PostRecord[]> {
      const revived: PostRecord[] = [];
      for (const { _id, errand, carries } of records) {
        // Whether it has arrived after all is looked up first.
        const again = {
          state: 'queued' as const,
          attempts: 0,
          dueAt: now,
          inDoubt: true,
          error: null,
          retry,
        };
        const found = await collection.findOneAndUpdate(
          { _id, state: 'dead', retry: { $ne: retry } },
          { $set: { ...again, errand, ...(carries ? { carries } : {}) } },
          { returnDocument: 'after' },
        );
        if (found) revived.push(found);
      }
      return revived;
    },

    sent: inBatches<{ id: string; ref: PostRef | null; now: Date }, void>(async (all) => {
      const updates = all.map(({ id, ref, now }) => ({
        updateOne: {
          filter: { _id: id, state: 'queued' as const },
          update: { $set: { state: 'sent' as const, ref, expireAt: new Date(now.getTime() + REMEMBER_MS) } },
        },
      }));
      await collection.bulkWrite(updates, { ordered: false });
      return all.map(() => undefined);
    }),

    async dropped(id: string, now: Date): Promise<void> {
      await set(id, { state: 'dropped', expireAt: new Date(now.getTime() + REMEMBER_MS) });
    },

    async postponed(
      id: string,
      change: Pick<PostRecord, 'attempts' | 'dueAt' | 'inDoubt' | 'error'>,
    ): Promise<void> {
      await set(id, change);
    },

    /** Notes that an attempt may have arrived, of which nothing else is known. */
    async doubt(id: string): Promise<void> {
      await set(id, { inDoubt: true });
    },

    async dead(id: string, error: string): Promise<void> {
      await set(id, { state: 'dead', error });
    },

    /** Lanes with posts that are due since before `dueBefore`. */
    async stuck(dueBefore: Date, limit: number): Promise<{ conversationId: string; lane: OutboxLane }[]> {
      const found = await collection
        .find(
          { state: 'queued', dueAt: { $lte: dueBefore } },
          { sort: { dueAt: 1 }, projection: { conversationId: 1, lane: 1 }, limit },
        )
        .toArray();
      const lanes = new Map(found.map((post) => [`${post.lane}:${post.conversationId}`, post]));
      return [...lanes.values()].map(({ conversationId, lane }) => ({ conversationId, lane }));
    },

    /** What was given up, the latest first. */
    async allDead(limit: number): Promise<PostRecord[]> {
      const given = { state: 'dead' as const, createdAt: { $gte: new Date(0) } };
      return await collection.find(given, { sort: { createdAt: -1 }, limit }).toArray();
    },

    /** What was given up is not wanted any more. Gives how many. */
    async bury(ids: readonly string[], now: Date): Promise<number> {
      const gone = { state: 'dropped' as const, expireAt: new Date(now.getTime() + REMEMBER_MS) };
      return (await collection.updateMany({ _id: { $in: [...ids] }, state: 'dead' }, { $set: gone }))
        .modifiedCount;
    },

    async countDead(): Promise<number> {
      return collection.countDocuments({ state: 'dead', createdAt: { $gte: new Date(0) } });
    },
  };
}
