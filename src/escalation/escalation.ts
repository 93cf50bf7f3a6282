import type { Account } from '../accounts/account.ts';
import type { Person } from '../channels/refs.ts';
import type { Contacts } from './contacts.ts';
import type { Gap, Resolution } from './gap.ts';
import type { Signal } from './signal.ts';

/** Why a human was brought in: by the customer's words, a button, a command, or by what else was noticed. */
export type Reason = 'asked' | 'button' | 'command' | 'signals';

/** `soft`: a human leads and the assistant helps as co-pilot; `hard`: the assistant steps back entirely. */
export type Mode = 'soft' | 'hard';

/** How an episode ended; `not_needed`: somebody at the desk saw that no human was needed. */
export type Outcome = 'returned' | 'resolved' | 'not_needed';

/** Whom the desk asks to take an escalation, and why. */
export interface Pick {
  id: string;
  name: string;
  why: string;
}

/** A wait as it began. */
export interface Wait {
  /** Who waited before, and who worked. */
  ahead: number;
  working: number;
  /** Hour of the day, 0..24, UTC. */
  hour: number;
  /** The range that the customer was told, milliseconds; null where none was. */
  told: { low: number; high: number } | null;
  /** It began when nobody was there. */
  asleep: boolean;
}

/** What came from the customer's side while it waited. */
export interface Since {
  count: number;
  /** The number of the newest message, who wrote it and when, ISO 8601. */
  seq: number;
  name: string;
  at: string;
  /** In one line; empty where it was deleted. */
  text: string;
}

/** What a model has told of it. */
export interface Brief {
  /** The issue in one line; null where the model's words did not hold. */
  summary: string | null;
}

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
  /** The customer's ask in one line, in their words. */
  ask: string;
  /** The number of the message that the ask is from; null where it is from none. */
  askSeq: number | null;
  /** What the customers have written while they wait: how often, and the newest. */
  since: Since | null;
  /** Told by a model, where one is configured and its words hold; null until then. */
  brief: Brief | null;
  /** How the holder may greet the customer, in the customer's language. */
  firstMessage: { text: string; byModel: boolean };
  /** The first message as it was shown to the holder, to be sent by one press; null where there is none. */
  offered: string | null;
  customer: Person;
  /** The customer as one string, by which their other escalations are found. */
  customerKey: string;
  /** The customer's company; null where none is known. */
  account: Account | null;
  /** How the customer was in touch before this conversation. */
  contacts: Contacts | null;
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
  /** By when the holder must have worked, ISO 8601; null while nobody waits for them. */
  leaseUntil: string | null;
  /** Whether the holder was told that the lease is about to end. */
  warned: boolean;
  /** When the holder comes back to it; null where it is not put off. */
  snoozedUntil: string | null;
  /** When the holder answered last; null where they have not. */
  answeredAt: string | null;
  /** When it began to wait for somebody, ISO 8601. */
  queuedAt: string;
  /** How it stood when it began to wait, and what the customer was told; null before that. */
  wait: Wait | null;
  /** What the waiting customer was told since, last: how much longer it may take, milliseconds, or that it takes long. */
  toldAgain: { at: string; rest: { low: number; high: number } | null } | null;
  /** How often more agents have been asked; 0 while the desk is closed. */
  circle: number;
  complexity: 'low' | 'medium' | 'high';
  /** Escalations of this conversation before it. */
  priorContacts: number;
  /** The skill that whoever takes it must have; null where none is asked for. */
  skill: string | null;
  /** Whom the desk asks to take it, best first. */
  picks: Pick[];
  /** Whether that one alone is asked, until more are; absent: no. */
  alone?: boolean;
  /** Ids of who has let it go: they are asked again only where nobody else is left. Absent: nobody. */
  letGo?: string[];
  /** What whoever handed it on wrote for the next agent; absent: nothing. */
  note?: { by: string; text: string };
  /** Names of other people who wrote in the customer's thread; absent: nobody. */
  others?: string[];
  /** An action that waits for an approval. */
  approval: { actionId: string; summary: string; decided?: 'approved' | 'denied' } | null;
  /** Whether the holder has the co-pilot. */
  copilot: boolean;
  /** What solved it, in the words of whoever resolved it; else what they said last. */
  solution: string | null;
  outcome: Outcome | null;
  /** How the issue stood when it was resolved; null or absent where it was not. */
  resolution?: Resolution | null;
  /** Why the assistant could not do it; null or absent until it has ended. */
  gap?: Gap | null;
  /** How often the waiting customer was told again. */
  reminders: number;
}

/** The conversation that an escalation id belongs to; undefined for what is no escalation id. */
export function conversationOf(escalationId: string): string | undefined {
  const cut = escalationId.lastIndexOf('#');
  return cut > 0 && /^\d+$/.test(escalationId.slice(cut + 1)) ? escalationId.slice(0, cut) : undefined;
}
