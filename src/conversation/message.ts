import type { Source } from '../channels/content.ts';
import type { FileRef, Person, PostRef } from '../channels/refs.ts';

/** Who wrote a message. */
export type Role = 'customer' | 'assistant' | 'agent' | 'system';

/** One entry of a conversation's record. */
export interface Message {
  conversationId: string;
  /** 1, 2, 3, … in the order of the record. */
  seq: number;
  role: Role;
  /** Null for the assistant and the system. */
  author: Person | null;
  /** Canonical Markdown. */
  text: string;
  /** True for notes: seen at the desk only, never sent to the customer. */
  internal: boolean;
  /** When it was said, ISO 8601. */
  at: string;
  files: FileRef[];
  sources: Source[];
  /** The post that it came in with; null for what we say ourselves. */
  post: PostRef | null;
  /** Id of the event that led to it. */
  cause: string;
}
