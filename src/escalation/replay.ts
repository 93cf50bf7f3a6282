import { type Decision, decide } from './decide.ts';
import type { Policy } from './policy.ts';
import type { Reader } from './reader.ts';
import { newTally, withAnswer, withMessage } from './tally.ts';

/** A conversation of the past. */
export interface PastConversation {
  id: string;
  turns: readonly { role: 'customer' | 'assistant' | 'agent'; text: string; at?: string }[];
  area?: string;
}

/** What a policy would have decided at one turn of the customer. */
export interface ReplayedTurn extends Decision {
  /** The turn's index. */
  turn: number;
}

/** Where turns carry no time, they follow each other at this distance, milliseconds. */
const STEP_MS = 30_000;

/**
 * What a policy would have decided at each turn of the customer. Each turn is judged on what stood before it, as if no
 * offer had been made. What an agent says begins a new stretch. Pure.
 */
export function replay(past: PastConversation, policy: Policy, read: Reader): ReplayedTurn[] {
  let tally = newTally(null);
  let last = 0;
  return past.turns.flatMap(({ role, text, at }, turn) => {
    const time = at === undefined ? Number.NaN : Date.parse(at);
    last = Number.isNaN(time) ? last + STEP_MS : time;
    const now = new Date(last).toISOString();
    if (role === 'assistant') {
      tally = withAnswer(tally, { text, confidence: null, grounded: true }, policy.sureAt);
      return [];
    }
    if (role === 'agent') {
      tally = newTally(null, tally);
      return [];
    }
    const reading = read(text, tally);
    tally = withMessage(tally, reading, now);
    const nothing = { account: null, approval: null, unanswered: false, endedAt: null, extra: [] };
    const facts = { occasion: 'message' as const, reading, tally, now, area: past.area ?? null, ...nothing };
    return [{ turn, ...decide(facts, policy) }];
  });
}
