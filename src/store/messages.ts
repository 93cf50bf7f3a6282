import mongoose from 'mongoose';
import type { PostRef } from '../channels/refs.ts';
import type { Message } from '../conversation/message.ts';
import { collectionOf, insertMissing } from './connection.ts';
import { inBatches } from './in-batches.ts';

export type MessageRecord = Message & { _id: string };

const Mixed = mongoose.Schema.Types.Mixed;
const schema = new mongoose.Schema<MessageRecord>(
  {
    _id: String,
    conversationId: String,
    seq: Number,
    role: String,
    author: Mixed,
    text: String,
    internal: Boolean,
    at: String,
    files: [Mixed],
    sources: [Mixed],
    post: Mixed,
    relay: Mixed,
    edits: [Mixed],
    deletedAt: String,
    cause: String,
  },
  { collection: 'messages', versionKey: false, minimize: false },
);
schema.index({ conversationId: 1, seq: 1 }, { unique: true });
schema.index(
  { conversationId: 1, 'post.id': 1 },
  { partialFilterExpression: { 'post.id': { $type: 'string' } } },
);

schema.index({ 'author.id': 1, at: 1 }, { partialFilterExpression: { role: 'customer' } });

const WORDS = { text: 1, edits: 1, author: 1, files: 1 };

/** The record of every conversation. */
export function messageStore(connection: mongoose.Connection) {
  const model = connection.model<MessageRecord>('Message', schema);
  const collection = collectionOf(model);

  const insertAll = inBatches<Message[], void>(async (all) => {
    const records = all
      .flat()
      .map((message) => ({ _id: `${message.conversationId}:${message.seq}`, ...message }));
    await insertMissing(collection, records);
    return all.map(() => undefined);
  });

  return {
    model,

    /** Adds messages; those that are there already are left as they are. */
    async insert(messages: Message[]): Promise<void> {
      if (messages.length > 0) await insertAll(messages);
    },

    /** Replaces a message: it was edited or deleted. */
    async replace(message: Message): Promise<void> {
      const { conversationId, seq } = message;
      await collection.updateOne({ _id: `${conversationId}:${seq}` }, { $set: { ...message } });
    },

    /** What somebody has said in a conversation as a customer, and the names that they had. */
    async wordsOf(conversationId: string, personId: string): Promise<{ texts: string[]; names: string[] }> {
      const said = { conversationId, 'author.id': personId, role: 'customer' as const };
      const found = await collection.find(said, { sort: { seq: 1 }, projection: WORDS }).toArray();
      return {
        texts: found.flatMap(({ text, edits }) => [text, ...edits.map(({ before }) => before)]),
        names: [
          ...new Set(
            found.flatMap(({ author, files }) => [author?.name ?? '', ...files.map(({ name }) => name)]),
          ),
        ],
      };
    },

    /** Conversations in which somebody has said something as a customer, and how often. */
    async spokenIn(personId: string, until: string): Promise<Map<string, number>> {
      const said = { role: 'customer' as const, 'author.id': personId, at: { $lte: until } };
      const found = await collection.find(said, { projection: { conversationId: 1 } }).toArray();
      const counts = new Map<string, number>();
      for (const { conversationId: id } of found) counts.set(id, (counts.get(id) ?? 0) + 1);
      return counts;
    },

    /** The message that came in with a post. */
    async byPost(conversationId: string, { channel, id }: PostRef): Promise<Message | null> {
      return await collection.findOne(
        { conversationId, 'post.id': { $type: 'string', $eq: id }, 'post.channel': channel },
        { projection: { _id: 0 } },
      );
    },

    /** Messages `after < seq <= upTo`, oldest first. */
    async range(conversationId: string, after: number, upTo: number, limit: number): Promise<Message[]> {
      return await collection
        .find(
          { conversationId, seq: { $gt: after, $lte: upTo } },
          { sort: { seq: 1 }, limit, projection: { _id: 0 } },
        )
        .toArray();
    },
  };
}
