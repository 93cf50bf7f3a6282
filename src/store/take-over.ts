import type mongoose from 'mongoose';
import type { ConversationRecord } from './conversations.ts';

/** Nobody works on it. */
export const FREE = { holder: '', until: new Date(0) };

/** Frees everything that somebody still held after `now`: leases, slots, and replies that were being made. */
export async function takeOver(
  collection: mongoose.mongo.Collection<ConversationRecord>,
  now: Date,
): Promise<void> {
  await collection.updateMany({ 'lease.until': { $gt: now } }, { $set: { lease: FREE } });
  for (const lane of ['customer', 'desk', 'marks']) {
    await collection.updateMany(
      { [`slots.${lane}.until`]: { $gt: now } },
      { $set: { [`slots.${lane}.until`]: now } },
    );
  }
  const until = now.toISOString();
  await collection.updateMany(
    { 'state.reply.until': { $gt: until } },
    { $set: { 'state.reply.until': until } },
  );
}
