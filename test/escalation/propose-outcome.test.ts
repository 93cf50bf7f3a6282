import { describe, expect, it } from 'vitest';
import { newConversation } from '../../src/conversation/conversation.ts';
import { proposeGap, proposeResolution } from '../../src/escalation/propose-outcome.ts';
import type { Signal } from '../../src/escalation/signal.ts';
import { newTally, type Tally } from '../../src/escalation/tally.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { Story } from '../support/story.ts';

const opened = new Story().on(customerMessage('get me a human')).state.episode;
if (!opened) throw new Error('no escalation was opened');
const signal = (name: Signal['name']): Signal => ({ name, strength: 1, evidence: name });
const answer = (sources: string[]) => ({ text: 'Like this.', sources: sources.map((title) => ({ title })) });
const tally = (change: Partial<Tally>): Tally => ({ ...newTally(null), ...change });
const asked = signal('explicit_request');
const sure = tally({ answers: 1 });

describe('why the assistant could not do it, as rules propose it', () => {
  it.each<[string, Partial<typeof opened>, Tally, string]>([
    ['nothing was found', { signals: [signal('no_grounding')] }, tally({ answers: 1 }), 'knowledge'],
    [
      'an answer rested on nothing',
      { tried: [answer([])] },
      tally({ answers: 1, ungrounded: 1 }),
      'knowledge',
    ],
    [
      'no article was used',
      { signals: [signal('unresolved_turns')], tried: [answer([])] },
      sure,
      'knowledge',
    ],
    [
      'a sure answer was left untried',
      { signals: [asked], tried: [answer(['Refunds'])] },
      sure,
      'calibration',
    ],
    [
      'the answer was tried and did not help',
      { signals: [asked, signal('not_solved')], tried: [answer(['Refunds'])] },
      tally({ answers: 1, notSolved: 1 }),
      'edge_case',
    ],
    [
      'something is broken',
      { category: 'technical', ask: 'The export fails with an error 500', signals: [signal('no_grounding')] },
      tally({ answers: 1, ungrounded: 1 }),
      'product',
    ],
    [
      'something is broken, in German',
      { category: 'technical', ask: 'Der Export bricht mit einer Fehlermeldung ab' },
      tally({ answers: 1, unsure: 1 }),
      'product',
    ],
    [
      'something technical is not understood',
      { category: 'technical', ask: 'How do webhooks sign their body?', tried: [answer(['Webhooks'])] },
      tally({ answers: 1, unsure: 1 }),
      'edge_case',
    ],
    ['a person was wanted from the beginning', { signals: [asked], tried: [] }, tally({}), 'none'],
    ['an action had to be approved', { approval: { actionId: 'a', summary: 's' } }, sure, 'none'],
    ['a rule wants a person', { signals: [signal('category')], tried: [] }, tally({}), 'edge_case'],
  ])('%s', (_, change, known, gap) => {
    expect(proposeGap({ ...opened, signals: [], tried: [], ...change }, known)).toBe(gap);
  });

  it('no human was needed', () => {
    expect(proposeGap(opened, newConversation(customerThread).tally, 'not_needed')).toBe('calibration');
  });
});

const DAY = 86_400_000;
it.each([
  ['has just been answered', '2026-01-05T09:00:00.000Z', null, 'solved'],
  ['has not answered for two days', '2026-01-03T09:00:00.000Z', null, 'silent'],
  ['wrote again since', '2026-01-03T09:00:00.000Z', '2026-01-05T11:00:00.000Z', 'solved'],
  ['was never answered', null, null, 'solved'],
])('a customer who %s', (_, answeredAt, leaseUntil, resolution) => {
  const now = new Date('2026-01-05T10:00:00.000Z');
  expect(proposeResolution({ ...opened, answeredAt, leaseUntil }, now, 2 * DAY)).toBe(resolution);
});
