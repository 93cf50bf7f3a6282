import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../../src/escalation/classify/category.ts';
import { complexityOf } from '../../../src/escalation/classify/complexity.ts';
import { launchPolicy } from '../../support/reader.ts';

const classify = createClassifier(launchPolicy.categories);

describe('the categories that a deployment begins with', () => {
  it.each([
    ['Why was my card declined when paying the yearly invoice?', 'billing'],
    ['You charged me twice in May', 'billing_dispute'],
    ['Our attorney is preparing a lawsuit', 'legal'],
    ['Somebody has hacked into my workspace', 'security'],
    ['This is a GDPR request: which personal data do you store?', 'compliance'],
    ['I never receive the password reset email', 'account'],
    ['How do I cancel the plan?', 'cancellation'],
    ['Uploading crashes with a timeout error', 'technical'],
    ['Ich möchte mein Abo kündigen', 'cancellation'],
    ['Me han hackeado la cuenta', 'security'],
    ['Mon avocat va vous contacter', 'legal'],
  ])('%s → %s', (text, name) => {
    expect(classify(text)).toMatchObject({ name, confidence: expect.any(Number) });
  });

  it.each(['good morning', 'thanks!', '', 'the weather in Lisbon'])('none fits “%s”', (text) => {
    expect(classify(text)).toBeNull();
  });

  it('an issue of everyday is not sure enough to be brought to people by a category', () => {
    const everyday = [
      'How do I share a calendar?',
      'Where do I find the invoice?',
      'The page is slow today',
      'Can I add an attorney role to the org chart template?',
    ];
    const rules = new Map(launchPolicy.categories.map(({ name, rule }) => [name, rule]));
    const brought = everyday.filter((text) => rules.get(classify(text)?.name ?? '') === 'offer');
    expect(brought).toEqual([]);
  });
});

it('categories of one’s own are told by their words and examples', () => {
  const own = createClassifier([
    { name: 'harvest', about: 'kiwis', words: ['kiwi'], examples: ['when is the fruit ripe'] },
    { name: 'engines', about: 'tractors', words: ['tractor'], examples: ['the engine does not start'] },
  ]);
  expect(own('Are the kiwis late this year?')?.name).toBe('harvest');
  expect(own('my tractor makes noise')?.name).toBe('engines');
  // As much of the one as of the other is nothing to go by.
  expect(own('kiwi and tractor')).toBeNull();
});

describe('complexity', () => {
  it.each([
    ['How do I export?', 'low'],
    ['How do I export? And where do I import?', 'medium'],
    ['The webhook fails with status 500 and `ECONNRESET`; why, and since when?', 'high'],
    [`${'We moved to single sign-on last week. '.repeat(8)}Now the API says error 403.`, 'high'],
  ])('%s → %s', (text, complexity) => expect(complexityOf(text)).toBe(complexity));
});
