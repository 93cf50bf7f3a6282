import type { Reading } from './reading.ts';
import type { Signal } from './signal.ts';
import type { Tally } from './tally.ts';

/** What a decision may look at. Plain data, so that it can be stored and replayed. */
export interface DecisionFacts {
  /** What is decided on: the customer's message, an answer just made, or a timer. */
  occasion: 'message' | 'answer' | 'timer' | 'feedback';
  /** The customer's newest message; null where it is not a message that is decided on. */
  reading: Reading | null;
  /** The stretch so far, that message included. */
  tally: Tally;
  /** ISO 8601. */
  now: string;
  /** What the place says it is about. */
  area: string | null;
  account: { tier: string | null; value: number | null } | null;
  /** An action that waits for an approval, in words. */
  approval: string | null;
  /** An offer that was not answered in time. */
  unanswered: boolean;
  /** When the last episode ended, ISO 8601. */
  endedAt: string | null;
  /** What a model adds; it can only add. */
  extra: readonly Signal[];
}
