import type { Source } from '../channels/content.ts';
import type { FileRef, Person, PostRef } from '../channels/refs.ts';
import type { Lane } from './effects.ts';

/** Who wrote a message. */
export type Role = 'customer' | 'assistant' | 'agent' | 'system';

/** The post that carried a message to the other side: what an edit or a delete is mirrored to. */
export interface Relay {
  lane: Lane;
  /** The order under which the post was made. */
  order: number;
  /** The escalation whose card's thread it went to; null for the customer's thread. */
  escalationId: string | null;
}

/** What a message said before it was edited. */
export interface Edit {
  /** When it was edited, ISO 8601. */
  at: string;
  before: string;
}

/** Edits remembered of one message: the first, and the latest ones. */
const EDITS_LIMIT = 10;

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
  /** It was written as a note and sent later: a note mark at its beginning is no part of it. */
  fromNote?: true;
  /** When it was said, ISO 8601. */
  at: string;
  files: FileRef[];
  sources: Source[];
  /** The post that it came in with; null for what we say ourselves. */
  post: PostRef | null;
  /** Null for what was not passed on by itself. */
  relay: Relay | null;
  /** Its edits, oldest first; `text` is what it says now. */
  edits: Edit[];
  /** When its author deleted it, ISO 8601; its text is gone then. */
  deletedAt: string | null;
  /** Id of the event that led to it. */
  cause: string;
}

/** An author as posts show them. */
export function shownAs({ name, avatarUrl }: Person): { name: string; avatarUrl?: string } {
  return { name, ...(avatarUrl ? { avatarUrl } : {}) };
}

/** Whether a text begins with the note mark. */
export function isMarkedNote(text: string, noteMark: string): boolean {
  return text.trimStart().startsWith(noteMark);
}

/** The text without the note mark that it may begin with. */
export function withoutNoteMark(text: string, noteMark: string): string {
  return isMarkedNote(text, noteMark) ? text.trimStart().slice(noteMark.length).trimStart() : text;
}

/** The message as its author has edited it, with what it said before. */
export function asEdited(message: Message, text: string, at: string): Message {
  const edits = message.deletedAt ? message.edits : [...message.edits, { at, before: message.text }];
  const kept = edits.length > EDITS_LIMIT ? [...edits.slice(0, 1), ...edits.slice(1 - EDITS_LIMIT)] : edits;
  return { ...message, text, edits: kept, deletedAt: null };
}

/** The message as its author has deleted it: nothing of what it said is left. */
export function asDeleted(message: Message, at: string): Message {
  return { ...message, text: '', files: [], edits: [], deletedAt: at };
}
