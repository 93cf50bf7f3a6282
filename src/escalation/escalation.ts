import type { Person } from '../channels/refs.ts';
import type { Signal } from './signal.ts';

/** Why a human was brought in: by the customer's words, a button, a command, or by what else was noticed. */
export type Reason = 'asked' | 'button' | 'command' | 'signals';

/** `soft`: a human leads and the assistant helps as co-pilot; `hard`: the assistant steps back entirely. */
export type Mode = 'soft' | 'hard';

/** How an episode ended. */
export type Outcome = 'returned' | 'resolved';

/** One episode of asking for a human. */
export interface Escalation {
  /** `<conversation id>#<number>`; carried by the buttons of its card. */
  id: string;
  conversationId: string;
  number: number;
  state: 'waiting' | 'held' | 'ended';
  mode: Mode;
  reason: Reason;
  signals: Signal[];
  /** What was noticed before, in words, oldest first. */
  earlier: string[];
  /** How much a human was needed when it was opened, 0..1. */
  urgency: number;
  category: string | null;
  /** ISO 639-1. */
  language: string | null;
  /** How the customer sounded, -1..1. */
  mood: number;
  /** The customer's ask in one line. */
  ask: string;
  customer: Person;
  channel: string;
  permalink: string | null;
  /** What the conversation's place says it is about. */
  area: string | null;
  /** What the assistant tried: its answers of late and what they rested on. */
  tried: { text: string; sources: { title: string; url?: string }[] }[];
  openedAt: string;
  claimedAt: string | null;
  endedAt: string | null;
  holder: Person | null;
  /** An action that waits for an approval. */
  approval: { actionId: string; summary: string; decided?: 'approved' | 'denied' } | null;
  /** Whether the holder has the co-pilot. */
  copilot: boolean;
  /** What the holder said last when it was resolved: what solved it. */
  solution: string | null;
  outcome: Outcome | null;
  /** How often the waiting customer was told again. */
  reminders: number;
}

/** The conversation that an escalation id belongs to; undefined for what is no escalation id. */
export function conversationOf(escalationId: string): string | undefined {
  const cut = escalationId.lastIndexOf('#');
  return cut > 0 && /^\d+$/.test(escalationId.slice(cut + 1)) ? escalationId.slice(0, cut) : undefined;
}
