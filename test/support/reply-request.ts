import type { ReplyRequest, Turn } from '../../src/responder/responder.ts';

/** What a reply is asked for, with these turns; a text alone is the customer's. */
export function requestFor(
  turns: readonly (Turn | string)[],
  change: Partial<ReplyRequest> = {},
): ReplyRequest {
  return {
    conversationId: 'c',
    turns: turns.map((turn, index) =>
      typeof turn === 'string' ? { role: 'customer', text: turn, seq: index + 1 } : turn,
    ),
    summary: '',
    language: 'en',
    mayAsk: true,
    customer: { id: 'U1', name: 'First customer' },
    speaker: 'U1',
    ...change,
  };
}
