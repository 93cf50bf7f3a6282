import { describe, expect, it } from 'vitest';
import { openSentiment } from '../../../src/cli/reader.ts';
import { readSentimentModel } from '../../../src/escalation/sentiment/sentiment.ts';

const sounds = openSentiment();

describe('how a support message sounds', () => {
  it.each([
    'This is ridiculous, the third time it breaks',
    'This is the worst service ever',
    'it still does not work',
    'terrible!!!',
    'nothing works and nobody answers',
    'I hate this',
    'Why would you remove this feature, useless now',
    'two weeks without an answer, I am furious',
  ])('negative: %s', (text) => expect(sounds(text).label).toBe('negative'));

  it.each([
    'How do I change my time zone?',
    'is there a dark mode?',
    'The export lists 300 rows',
    'My invoice shows the wrong address',
    'I would like to add a colleague to my workspace',
  ])('neutral: %s', (text) => expect(sounds(text).label).toBe('neutral'));

  it.each([
    'Thank you so much, that worked perfectly!',
    'I love the new editor',
    'You guys are amazing',
    'Works now, thanks a lot',
    'awesome support',
  ])('positive: %s', (text) => expect(sounds(text).label).toBe('positive'));

  it('a negation turns praise around', () => {
    expect(sounds('this is not helpful').negative).toBeGreaterThan(sounds('this is helpful').negative);
    expect(sounds("I don't like it").negative).toBeGreaterThan(sounds('I like it').negative);
  });

  it('code, quotations, names and addresses say nothing', () => {
    const plain = sounds('Where do I set this?').negative;
    expect(sounds('Where do I set this? `terrible_awful_worst()`').negative).toBeCloseTo(plain, 2);
    expect(sounds('> this is terrible\n\nWhere do I set this?').label).toBe('neutral');
  });

  it.each(['', ' ', '\u0000', '👍'.repeat(5_000), 'a'.repeat(100_000)])(
    'what is likely sums to 1, whatever is written',
    (text) => {
      const { negative, neutral, positive } = sounds(text);
      expect(negative + neutral + positive).toBeCloseTo(1);
    },
  );
});

it.each([{}, null, { scale: 1 }, { scale: 100, surface: [[1]] }])(
  'a model that is none is refused, with a mend: %j',
  (json) => {
    expect(() => readSentimentModel(json)).toThrowError(
      expect.objectContaining({ code: 'model.invalid', mend: expect.stringContaining('Restore') }),
    );
  },
);
