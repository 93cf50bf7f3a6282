import { expect, it } from 'vitest';
import { smallTalk } from '../../src/conversation/small-talk.ts';

it.each(['hi', 'Hello there!', 'good morning everyone', 'hola', 'hey team'])(
  'a greeting is one: %s',
  (text) => expect(smallTalk(text)).toBe('greeting'),
);

it.each(['thanks!', 'thank you so much', 'ok', ':tada:', '👍', 'got it, thanks', 'merci', '', '...'])(
  'what needs no answer is small talk: %s',
  (text) => expect(smallTalk(text)).toBe('other'),
);

it.each([
  'hi, how do I export?',
  'thanks, but it still fails',
  'it works now?',
  'ok so where is it',
  '?',
  'cannot sign in',
  '导出在哪里',
  'great, now the invoice is wrong',
])('what says something is none: %s', (text) => expect(smallTalk(text)).toBeUndefined());
