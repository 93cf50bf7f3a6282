import type { Reply } from '../conversation/reply.ts';

export type { Reply };

/** One earlier message of the conversation, as a responder sees it. */
export interface Turn {
  role: 'customer' | 'assistant' | 'agent';
  /** Canonical Markdown. */
  text: string;
  /** Its number in the record. */
  seq: number;
  /** The name of who wrote it, where a customer did who did not open the conversation. */
  other?: string;
}

/** What a reply is asked for. Bounded: the latest turns only, however long the conversation is. */
export interface ReplyRequest {
  conversationId: string;
  /** Oldest first; ends with the customer's newest message. */
  turns: Turn[];
  /** What was said before these turns, in short; empty where there is nothing. */
  summary: string;
  /** What agents found out about the case, oldest first: facts that may be told. Absent: nothing. */
  findings?: readonly string[];
  /** ISO 639-1; null where it is not known. */
  language: string | null;
  /** Whether the customer may be asked something back. */
  mayAsk: boolean;
  /** The person who opened the conversation: actions are theirs alone. */
  customer: { id: string; name: string };
  /** Who wrote the newest message; somebody else where they had a word in what is being answered. */
  speaker: string;
}

/** Told the beginning of an answer while the rest is still being made: all of it may be shown to the customer. */
export type Shows = (text: string) => void;

/** Makes a reply to the customer's newest message. Rejects with the signal's reason soon after it aborts. */
export interface Responder {
  respond(request: ReplyRequest, signal: AbortSignal, shows?: Shows): Promise<Reply>;
}
