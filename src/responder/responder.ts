import type { Source } from '../channels/content.ts';

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

/** What a responder comes back with. */
export type Reply =
  | {
      kind: 'answer';
      /** Canonical Markdown. */
      text: string;
      /** The articles it rests on, most important first. */
      sources: Source[];
      /** Ids of the passages it rests on. */
      passages: string[];
      /** 0..1, how sure the responder is that this answers the question. */
      confidence: number;
    }
  | {
      kind: 'abstain';
      /** `no_grounding`: the knowledge base has nothing; `unavailable`: the responder could not work. */
      reason: 'no_grounding' | 'unavailable';
      /** What was looked at and found too weak, for the agent's card. */
      considered: Source[];
      confidence: number;
    };

/** Makes a reply to the customer's newest message. Rejects with the signal's reason soon after it aborts. */
export interface Responder {
  respond(request: ReplyRequest, signal: AbortSignal): Promise<Reply>;
}
