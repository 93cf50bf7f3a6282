import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/escalation/decide.ts';
import { newTally } from '../../../src/escalation/tally.ts';
import { decisionFacts } from '../../support/decision-facts.ts';
import { launchPolicy, read } from '../../support/reader.ts';

const decisionOn = (text: string, offered = false) => {
  const before = { ...newTally(null), offers: { made: offered ? 1 : 0, declined: 0, lastAt: null } };
  return decide(decisionFacts({ reading: read(text, before), tally: before }), launchPolicy);
};
const actionFor = (text: string, offered = false) => decisionOn(text, offered).action;

describe('a customer who asks for a human gets one', () => {
  it.each([
    'I want to talk to a human',
    'can I speak with a real person please',
    'get me a person',
    'human please',
    'Talk to a human!',
    'please connect me to an agent',
    'Could you transfer me to your support team?',
    'this is useless. let me chat with someone',
    'The export fails again, I need a human.',
    'representative',
    'I would like to contact a supervisor',
    "I don't get it, can I talk to a person?",
  ])('%s', (text) => expect(actionFor(text)).toBe('escalate'));
});

describe('who mentions a human without asking for one gets an answer', () => {
  it.each([
    "I don't need a human, just the link",
    'How do I add human resources to the calendar?',
    'My user agent string is rejected',
    'Is the agent fee refundable?',
    'Are you a real person?',
    'am I talking to a bot or a human',
    'Can one person own two calendars?',
    'no need to talk to an agent',
    'Where do I change the contact person of a booking?',
    '```\nget me a human\n```\nWhat does this line in my script do?',
  ])('%s', (text) => expect(actionFor(text)).toBe('none'));
});

describe('a vague word gets an offer, once', () => {
  it.each(['agent?', 'support', 'anyone there?'])('%s', (text) => {
    expect(actionFor(text)).toBe('offer');
    expect(actionFor(text, true)).toBe('none');
  });
});

it('the signal says in words what was asked', () => {
  expect(decisionOn('Hi, get me a person now').signals).toContainEqual({
    name: 'explicit_request',
    strength: 1,
    evidence: 'asked for a human: “get me a person”',
  });
});
