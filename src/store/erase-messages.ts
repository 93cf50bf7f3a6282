import type mongoose from 'mongoose';
import { type Words, withoutWords } from '../conversation/without-words.ts';
import { FORGOTTEN } from '../escalation/forgotten.ts';
import { collectionOf } from './connection.ts';
import type { MessageRecord } from './messages.ts';

/**
 * Erases messages of a conversation up to a number: all that is said in them; or with `words` what the person said, and
 * what of others holds those words. That there was a message, when and by whose side, stays.
 */
export async function eraseMessages(
  model: mongoose.Model<MessageRecord>,
  {
    conversationId,
    personId,
    upTo,
    words,
    at,
  }: {
    conversationId: string;
    personId: string;
    upTo: number;
    words: Words | null;
    at: string;
  },
): Promise<void> {
  const collection = collectionOf(model);
  const range = { conversationId, seq: { $lte: upTo } };
  const gone = { text: '', files: [], edits: [], deletedAt: at };
  if (words) {
    for await (const { _id, text, edits } of collection.find({ ...range, 'author.id': { $ne: personId } })) {
      const clean = withoutWords({ text, edits }, words);
      await collection.updateOne({ _id }, { $set: clean });
    }
    const theirs = { ...range, role: 'customer' as const, 'author.id': personId };
    await collection.updateMany(theirs, { $set: { ...gone, author: FORGOTTEN } });
    return;
  }
  await collection.updateMany({ ...range, role: 'customer' }, { $set: { author: FORGOTTEN } });
  await collection.updateMany(range, { $set: { ...gone, sources: [] } });
}
