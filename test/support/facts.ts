import type { ConversationEvent, Facts } from '../../src/conversation/facts.ts';
import { launchPolicy, read } from './reader.ts';

/** Facts with texts that show their key, so that a test reads what was meant and not how it is worded. */
function facts(change: Partial<Facts> = {}): Facts {
  return {
    now: new Date('2026-01-05T10:00:00.000Z'),
    texts: { say: (key, params = {}) => [key, ...Object.values(params)].join(' ') },
    settings: {
      languages: [],
      modes: { everywhere: 'answer', places: {}, categories: {} },
      noteMark: '//',
      deskMessages: 'send',
      undoForMs: 0,
      reminderAfterMs: 600_000,
      graceWindowMs: 3_600_000,
      replyLeaseMs: 60_000,
      askRating: true,
      desk: {
        leaseMs: 1_800_000,
        warnMs: 300_000,
        snoozeMs: 3_600_000,
        idleMs: 172_800_000,
        takeOverMs: 600_000,
        capacity: 0,
        timeZone: 'UTC',
        heedPresence: true,
        highValue: 100_000,
        hours: {},
        skills: {},
        picks: 3,
        autoAssign: [],
        urgent: [],
        widenAfterMs: 180_000,
        pageAfterMs: 900_000,
        onCall: [],
        weights: { load: 1, language: 0.5, seniority: 0.5, helpedBefore: 0.7, rest: 0.4, focus: 0.4 },
      },
    },
    policy: launchPolicy,
    read,
    actorIsMember: false,
    memberUnknown: false,
    original: null,
    retryable: false,
    atDesk: false,
    wantsCopilot: false,
    account: null,
    contacts: null,
    desk: { agents: [], waiting: [], samples: [] },
    seat: 'not_asked',
    answerInFlight: false,
    ...change,
  };
}

/** Facts for an event of somebody at the desk who may act there. */
const atDesk = (change: Partial<Facts> = {}): Facts =>
  facts({ actorIsMember: true, atDesk: true, ...change });

/** Facts that fit the event's kind. */
export const factsFor = (event: ConversationEvent, change: Partial<Facts> = {}): Facts =>
  event.kind.startsWith('desk.') ? atDesk(change) : facts(change);
