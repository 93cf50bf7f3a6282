import { expect, test } from 'vitest';
import { ERASED, withoutWords } from '../../src/conversation/without-words.ts';
import { forgottenEscalation } from '../../src/escalation/forgotten.ts';

const words = { texts: ['My passphrase is xylophone, please keep it', 'yes'], names: ['Al'] };

test.each([
  ['My passphrase is xylophone, please keep it', true],
  ['Customer: my  passphrase is xylophone, please keep it', true],
  ['My passphrase is xylophone, please…', true],
  ['Customer: My passphrase is xylophone, pl…', true],
  ['yes', true],
  ['Yes', true],
  ['yes, that is another text', false],
  ['The passphrase of somebody else', false],
  ['al said so', true],
  ['already said', false],
  ['', false],
])('%j holds the words: %j', (text, holds) => {
  expect(withoutWords({ deep: [{ text }] }, words)).toEqual({ deep: [{ text: holds ? ERASED : text }] });
});

test('dates, numbers and keys stay as they are', () => {
  const value = { at: new Date(0), yes: 1, none: null, list: [true] };
  expect(withoutWords(value, words)).toEqual(value);
});

test('a name with signs of a pattern is looked for as it is written', () => {
  expect(withoutWords('hello (.*) there', { texts: [], names: ['(.*)'] })).toBe(ERASED);
  expect(withoutWords('hello there', { texts: [], names: ['(.*)', ''] })).toBe('hello there');
});

test('of an escalation that is forgotten nothing is left but what is counted, also in what comes later', () => {
  const later = {
    later: { text: 'secret', times: 3 },
    tags: ['secret'],
    rating: { score: 4, comment: 'secret' },
  };
  const escalation = { ...BASE, ...later };
  const clean = forgottenEscalation(escalation as never) as unknown as Record<string, unknown>;
  expect(JSON.stringify(clean)).not.toContain('secret');
  expect(clean).toMatchObject({
    id: 'c#1',
    state: 'held',
    urgency: 0.9,
    rating: { score: 4 },
    later: { times: 3 },
  });
});

const BASE = {
  id: 'c#1',
  state: 'held',
  urgency: 0.9,
  customer: { id: 'secret', name: 'secret' },
  ask: 'secret',
  permalink: 'https://secret.example',
  signals: [{ name: 'explicit_request', strength: 1, evidence: 'secret' }],
  approval: { actionId: 'a', summary: 'secret' },
  tried: [{ text: 'secret', sources: [] }],
};
