import type { Person, ThreadRef } from '../channels/refs.ts';
import type { Outcome } from './escalation.ts';

/** An escalation of the same customer in another conversation. */
interface PastContact {
  /** When it was opened, ISO 8601. */
  at: string;
  ask: string;
  /** Null while it goes on. */
  outcome: Outcome | null;
  /** The name of who held it last. */
  agent: string | null;
}

/** How a customer was in touch before a conversation; of constant size. */
export interface Contacts {
  /** Other conversations of theirs, at most `CONTACTS_COUNTED`. */
  conversations: number;
  /** Escalations in those, at most as many. */
  escalations: number;
  /** The latest of these, newest first. */
  latest: PastContact[];
  /** Ids of the agents who held them. */
  helpers: string[];
}

/** Earlier conversations and escalations that are looked at. */
export const CONTACTS_COUNTED = 50;
/** Earlier escalations that are remembered. */
export const CONTACTS_KEPT = 3;

/** A customer as one string; the same in every conversation of a workspace. */
export function customerKey({ platform, workspace }: ThreadRef, { id }: Pick<Person, 'id'>): string {
  return [platform, workspace, id].map(encodeURIComponent).join('|');
}
