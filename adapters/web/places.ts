import { createHash } from 'node:crypto';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';

const PLATFORM = 'web';
const WORKSPACE = 'local';
const DESK = 'desk';

/** What the ids of customers and agents begin with. The agents' one is what makes a member of the desk. */
export const CUSTOMER_PREFIX = 'customer-';
export const AGENT_PREFIX = 'agent-';

/** Where cards are posted. */
export const DESK_CHANNEL: ThreadRef = threadOf(DESK, null);

/** A thread of a customer, or of the desk. */
export function threadOf(channel: string, thread: string | null): ThreadRef {
  return { platform: PLATFORM, workspace: WORKSPACE, channel, thread };
}

/** A post in a thread. */
export function postRef({ channel, thread }: ThreadRef, id: string): PostRef {
  return { ...threadOf(channel, thread), id };
}

/** The thread under a card. */
export function cardThread(cardId: string): ThreadRef {
  return threadOf(DESK, cardId);
}

/** Whether a thread is at the desk, not a customer's. */
export function isDesk({ channel }: ThreadRef): boolean {
  return channel === DESK;
}

/** Where changes of a thread are told: one feed per customer, and one for the whole desk. */
export function feedOf(thread: ThreadRef): string {
  return isDesk(thread) ? DESK : thread.channel;
}

/** A short id that always follows from the same words, and is the same for no others. */
export function idFrom(...words: string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32);
}
