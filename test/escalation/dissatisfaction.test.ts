import { describe, expect, it } from 'vitest';
import { readDissatisfactionModel } from '../../src/escalation/dissatisfaction/model.ts';
import { newTally, withAnswer, withMessage } from '../../src/escalation/tally.ts';
import { NOW } from '../support/decision-facts.ts';
import { read } from '../support/reader.ts';

const asked = 'Which plan has single sign-on?';
const before = withAnswer(
  withMessage(newTally(NOW), read(asked, newTally(NOW)), NOW),
  {
    text: 'All plans can be paid by card. Would you like to see the prices?',
    confidence: 0.8,
    grounded: true,
  },
  0.55,
);
const dissatisfied = (text: string) => read(text, before).dissatisfied;

describe('after an answer', () => {
  it.each([
    "That's not what I asked",
    'this does not help at all',
    'You already told me that',
    'I already tried that',
    'Same answer again',
    'it still does not let me in',
    'No, I need another one with single sign-on',
  ])('the customer is not served: %s', (text) => expect(dissatisfied(text)).toBeGreaterThanOrEqual(0.2));

  it.each([
    'Yes, please',
    'Thanks, that is all',
    'Great, that worked',
    'How much is it per year?',
    'ok',
    'No, thanks, that is all',
  ])('the customer goes on: %s', (text) => expect(dissatisfied(text)).toBeLessThan(0.2));
});

it('before the first answer nobody is dissatisfied with it', () => {
  expect(read("That's not what I asked", newTally(NOW)).dissatisfied).toBe(0);
});

it.each([null, {}, { bias: 1 }, { bias: 'x', weights: { no: 1 } }, { bias: 1, weights: { no: 'x' } }])(
  'a model that is none is refused: %j',
  (json) => {
    expect(() => readDissatisfactionModel(json)).toThrowError(
      expect.objectContaining({ code: 'model.invalid' }),
    );
  },
);
