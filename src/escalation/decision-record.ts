import type { Decision } from './decide.ts';
import type { DecisionFacts } from './decision-facts.ts';

/** A decision as it is stored, also the one to do nothing. */
export interface DecisionRecord extends Decision {
  /** `<conversation id>:<id of the event decided on>` */
  id: string;
  conversationId: string;
  /** ISO 8601. */
  at: string;
  occasion: DecisionFacts['occasion'];
  /** The message decided on, or the latest before; its number in the record. */
  seq: number;
  area: string | null;
  category: string | null;
  language: string | null;
  /** -1..1. */
  mood: number;
  /** Thresholds at that time, so that the record explains itself after a change. */
  offerAt: number;
  escalateAt: number;
}
