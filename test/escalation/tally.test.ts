import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTally, type Tally, withAnswer, withMessage, withNoticed } from '../../src/escalation/tally.ts';
import { NOW } from '../support/decision-facts.ts';
import { read } from '../support/reader.ts';

const heard = (before: Tally, ...texts: string[]): Tally =>
  texts.reduce((so, text) => withMessage(so, read(text, so), NOW), before);
const told = (before: Tally, text: string, change = {}): Tally =>
  withAnswer(before, { text, confidence: 0.9, grounded: true, ...change }, 0.55);

describe('the same question again', () => {
  const first = heard(newTally(NOW), 'How do I export my calendar to a file?');

  it.each(['How can my calendar be exported into a file?', 'export of calendar to file, how??'])(
    'is noticed in other words: %s',
    (text) => expect(heard(first, text)).toMatchObject({ repeated: true, repeats: 1 }),
  );

  it.each([
    'How do I import contacts from a file?',
    'Do you have another calendar file?',
    'ok',
    'And on Android?',
  ])('is not seen in something else: %s', (text) =>
    expect(heard(first, text)).toMatchObject({ repeated: false, repeats: 0 }),
  );

  it('counts on, and is over with the next question', () => {
    const third = heard(first, 'my calendar, export it to a file', 'Export my calendar to a file!');
    expect(third.repeats).toBe(2);
    expect(heard(third, 'Where is the invoice of last month?')).toMatchObject({
      repeated: false,
      repeats: 2,
    });
  });
});

describe('how it goes', () => {
  it('the mood follows the messages, the newest most, and negatives in a row are counted', () => {
    const bad = heard(newTally(NOW), 'This is terrible, nothing works', 'This is the worst service ever');
    expect(bad).toMatchObject({ negatives: 2 });
    expect(bad.mood).toBeLessThan(-0.6);
    const better = heard(bad, 'Works now, thanks a lot, you are great!');
    expect(better.negatives).toBe(0);
    expect(better.mood).toBeGreaterThan(bad.mood + 0.5);
  });

  it('unsure and ungrounded answers and outages count in a row', () => {
    const start = heard(newTally(NOW), 'How do I export?');
    const twice = told(told(start, 'No idea', { grounded: false, confidence: 0.2 }), 'No idea', {
      grounded: false,
      confidence: 0.2,
    });
    expect(twice).toMatchObject({ answers: 2, ungrounded: 2, unsure: 2 });
    expect(told(twice, 'Open Settings.')).toMatchObject({ answers: 3, ungrounded: 0, unsure: 0 });
    const down = told(told(start, '', { outage: true }), '', { outage: true });
    expect(down).toMatchObject({ answers: 0, outages: 2 });
    expect(told(down, 'Open Settings.').outages).toBe(0);
  });

  it('a category stays until one that is at least as sure comes', () => {
    const legal = heard(newTally(NOW), 'my lawyer will contact you');
    expect(legal.category?.name).toBe('legal');
    expect(heard(legal, 'how do I share a calendar?').category?.name).toBe('legal');
    expect(heard(legal, 'cancel my subscription, unsubscribe').category?.name).toBe('cancellation');
  });

  it('a new stretch keeps language and category, and nothing else', () => {
    const before = heard(newTally(NOW), 'meine Rechnung ist falsch, das ist nicht gut');
    const { language, category, ...rest } = newTally(null, before);
    expect([language, category?.name]).toEqual(['de', 'billing']);
    expect(rest).toMatchObject({ turns: 0, since: null, asked: [], noticed: [], mood: 0 });
  });
});

it('what triggers said is kept once per trigger, at its strongest', () => {
  const signal = (strength: number, evidence = 'x') => ({ name: 'not_solved' as const, strength, evidence });
  const twice = withNoticed(withNoticed(newTally(NOW), [signal(0.8, 'strong')]), [signal(0.4, 'weak')]);
  expect(twice.noticed).toEqual([signal(0.8, 'strong')]);
});

it('however long the conversation and its messages get, the tally stays of one size', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { maxLength: 200 }), { minLength: 60, maxLength: 60 }),
      (messages) => {
        let tally = newTally(NOW);
        for (const words of messages) {
          tally = told(heard(tally, words.join(' ')), words.join(' '));
          tally = withNoticed(tally, [{ name: 'not_solved', strength: 1, evidence: words.join(' ') }]);
        }
        expect(JSON.stringify(tally).length).toBeLessThan(20_000);
      },
    ),
    { numRuns: 10 },
  );
});
