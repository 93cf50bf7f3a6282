import type { Marking } from '../channels/adapter.ts';
import type { Content, TextContent } from '../channels/content.ts';
import type { Person, PostRef, ThreadRef } from '../channels/refs.ts';
import type { DecisionRecord } from '../escalation/decision-record.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Draft } from './draft.ts';
import type { Message, Relay } from './message.ts';
import type { Visit } from './visit.ts';

/** The two places where a conversation is posted to; each is delivered in order. */
export type Lane = 'customer' | 'desk';

/** The agent's message that a post to the customer carries. */
export interface Carried {
  post: PostRef;
  /** How it is marked once the post has arrived. */
  marking: Marking;
}

/**
 * What is to be done after a transition. Effects are stored with the new state in one write, and are safe to carry out
 * again: their ids follow from the conversation and its counters.
 */
export type Effect =
  /** Add a message to the record. */
  | { do: 'record'; message: Message }
  /** Replace a message of the record: it was edited or deleted. */
  | { do: 'amend'; message: Message }
  /** Store an escalation as it now is. */
  | { do: 'escalation'; escalation: Escalation }
  /** Post to the customer's thread or the card's thread. `guard`: send only under this ownership epoch. */
  | {
      do: 'post';
      lane: Lane;
      order: number;
      content: Content;
      guard: number | null;
      /** The escalation whose card's thread is meant; null for the customer's thread, or the desk's channel itself. */
      escalationId: string | null;
      carries?: Carried;
      /** Not before this time, ISO 8601; what comes after it waits, too. */
      notBefore?: string;
    }
  /** Bring what an earlier post said up to date; null takes it away. `guard` as above. */
  | {
      do: 'mirror';
      relay: Relay;
      order: number;
      content: TextContent | null;
      guard: number | null;
      carries?: Carried;
    }
  /**
   * Mark an agent's message at the desk. `aside`: what its author is told there, and offered, where the desk does not spell
   * marks out.
   */
  | {
      do: 'mark';
      order: number;
      post: PostRef;
      marking: Marking;
      aside: { personId: string; content: TextContent } | null;
    }
  /** Send again what could not be delivered of an earlier order; `press` tells one wish from another. */
  | { do: 'retry'; of: number; order: number; press: string }
  /** Tell one person something: in that thread, or with `escalationId` in the thread of its card. */
  | {
      do: 'whisper';
      lane: Lane;
      order: number;
      thread: ThreadRef;
      personId: string;
      content: TextContent;
      escalationId: string | null;
    }
  /** Note what was decided about an action, and have it done where it was approved. */
  | { do: 'act'; actionId: string; decided: 'approved' | 'denied'; by: string }
  /** Store a draft as it now is. */
  | { do: 'draft'; draft: Draft }
  /** Post the card of an escalation, or bring it up to date. */
  | { do: 'card'; order: number; escalation: Escalation }
  /** Post the record up to this message into the card's thread. */
  | { do: 'transcript'; order: number; escalationId: string; upTo: number }
  /** Have a model tell the escalation in short, where one is configured. */
  | { do: 'brief'; escalationId: string }
  /** Store what was decided about bringing in a human, and on what grounds. */
  | { do: 'decision'; decision: DecisionRecord }
  /** An agent has taken an escalation, or no longer has it. */
  | { do: 'seat'; agent: Person; escalationId: string; taken: boolean; at: string }
  /** Note how the customer rated an escalation. */
  | { do: 'rating'; escalationId: string; score: number; at: string }
  /** Store a customer's visit as it now is: what is measured. */
  | { do: 'visit'; visit: Visit }
  /** Note what the customer added to their rating. */
  | { do: 'rating_comment'; escalationId: string; comment: string }
  /** Wake the conversation later. The same id moves the timer. */
  | { do: 'timer'; id: string; at: string; name: string; about: string }
  | { do: 'cancel_timer'; id: string };
