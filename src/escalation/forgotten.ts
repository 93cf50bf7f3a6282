import type { Person } from '../channels/refs.ts';
import type { Escalation } from './escalation.ts';

/** Stands where somebody stood who has asked to be forgotten. */
export const FORGOTTEN: Person = { id: 'forgotten', name: '(forgotten)' };

/** What is counted and measured by, and is nobody's words. What is not named here is emptied, also what comes later. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    '_id',
    'id',
    'conversationId',
    'number',
    'state',
    'mode',
    'reason',
    'urgency',
    'category',
    'language',
    'mood',
  ],
  ...[
    'channel',
    'area',
    'openedAt',
    'claimedAt',
    'endedAt',
    'holder',
    'leaseUntil',
    'warned',
    'snoozedUntil',
  ],
  ...['answeredAt', 'queuedAt', 'wait', 'circle', 'complexity', 'priorContacts', 'skill', 'picks', 'copilot'],
  ...[
    'outcome',
    'resolution',
    'gap',
    'reminders',
    'toldAgain',
    'alone',
    'letGo',
    'offered',
    'card',
    'cardThread',
  ],
]);

/** An escalation without a word of the customer, or about them. Pure. */
export function forgottenEscalation<T extends Escalation>(escalation: T): T {
  const { signals, note: _, ...rest } = escalation;
  return {
    ...(withOnly(rest, KEPT) as T),
    customer: FORGOTTEN,
    signals: signals.map((signal) => ({ ...signal, evidence: '' })),
    approval: escalation.approval && { ...escalation.approval, summary: '' },
    permalink: null,
    since: null,
    brief: null,
    account: null,
    contacts: null,
  };
}

/** An object whose named values stay, and all others are emptied: no words, no lists, but numbers and flags. Pure. */
export function withOnly<T extends object>(object: T, kept: ReadonlySet<string>): T {
  const entries = Object.entries(object).map(([key, value]) => [key, kept.has(key) ? value : emptied(value)]);
  return Object.fromEntries(entries) as T;
}

function emptied(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, emptied(one)]));
}
