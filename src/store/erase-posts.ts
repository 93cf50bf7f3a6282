import { isDeepStrictEqual } from 'node:util';
import type mongoose from 'mongoose';
import type { TextContent } from '../channels/content.ts';
import { ERASED, type Words, withoutWords } from '../conversation/without-words.ts';
import { FORGOTTEN } from '../escalation/forgotten.ts';
import { collectionOf } from './connection.ts';
import type { Errand, PostRecord } from './outbox.ts';

/** How long delivered posts are remembered. */
const REMEMBER_MS = 90 * 24 * 3_600_000;
/** Posts of one order. */
const PARTS_PER_ORDER = 1_000;

/** A post that says nothing: later edits of it find that there was one. */
const NOTHING: TextContent = { kind: 'text', text: ERASED };

/**
 * Erases what posts of a conversation say, up to an order: all of them, or with `words` those that hold these words. What
 * has not been sent, or could not be, is not sent any more.
 */
export async function erasePosts(
  model: mongoose.Model<PostRecord>,
  {
    conversationId,
    before,
    words,
    at,
  }: { conversationId: string; before: number; words: Words | null; at: Date },
): Promise<void> {
  const collection = collectionOf(model);
  const latest = (before + 1) * PARTS_PER_ORDER;
  for await (const post of collection.find(ofConversation(conversationId))) {
    const errand = erased(post.errand, words);
    if (post.order >= latest || isDeepStrictEqual(errand, post.errand)) continue;
    const dropped = { state: 'dropped' as const, expireAt: new Date(at.getTime() + REMEMBER_MS) };
    // A card brings itself up to date later on; a removal says nothing.
    await collection.updateOne({ _id: post._id }, { $set: { errand, error: null } });
    await collection.updateOne({ _id: post._id, state: { $in: ['queued', 'dead'] } }, { $set: dropped });
  }
}

/** Posts whose ids begin with the conversation's: a slash is the character after the dot. */
export function ofConversation(conversationId: string) {
  return { _id: { $gte: `${conversationId}.`, $lt: `${conversationId}/` } };
}

/** Whether a post holds any of the words; with null every one does that says something. Pure. */
export function holdsWords(errand: Errand, words: Words | null): boolean {
  return !isDeepStrictEqual(erased(errand, words), errand);
}

function erased(errand: Errand, words: Words | null): Errand {
  if (errand.do === 'remove' || errand.do === 'mark') return errand;
  if (words && isDeepStrictEqual(withoutWords(errand.content, words), errand.content)) return errand;
  if (errand.do === 'whisper') return { ...errand, personId: FORGOTTEN.id, content: NOTHING };
  return { ...errand, content: NOTHING };
}
