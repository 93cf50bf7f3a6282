import type { Message } from '../../src/conversation/message.ts';
import { customer } from './events.ts';

/** A message of the record, and what a test changes of it. */
export const message = (change: Partial<Message>): Message => ({
  conversationId: 'c',
  seq: 1,
  role: 'customer',
  author: customer,
  text: 'How do I export?',
  internal: false,
  at: '2026-01-05T22:30:00.000Z',
  files: [],
  sources: [],
  post: null,
  relay: null,
  edits: [],
  deletedAt: null,
  cause: 'e',
  ...change,
});
