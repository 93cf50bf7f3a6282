import type { Reply } from '../conversation/reply.ts';

export type { Reply };

/** One earlier message of the conversation, as a responder sees it. */
export interface Turn {
  role: 'customer' | 'assistant' | 'agent';
  /** Canonical Markdown. */
  text: string;
}

/** What a reply is asked for. Bounded: the latest turns only, however long the conversation is. */
export interface ReplyRequest {
  conversationId: string;
  /** Oldest first; ends with the customer's newest message. */
  turns: Turn[];
}

/** Makes a reply to the customer's newest message. Rejects with the signal's reason soon after it aborts. */
export interface Responder {
  respond(request: ReplyRequest, signal: AbortSignal): Promise<Reply>;
}
