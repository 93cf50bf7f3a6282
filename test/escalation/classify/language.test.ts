import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/escalation/classify/language.ts';

const folder = join(import.meta.dirname, '../explicit-request/sentences');
const texts = readdirSync(folder).map((file) => {
  const { requests, lookalikes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<
    string,
    string[]
  >;
  return { language: file.replace('.json', ''), sentences: [...(requests ?? []), ...(lookalikes ?? [])] };
});

describe.each(texts)('in $language', ({ language, sentences }) => {
  it('most short messages are told, and hardly one is taken for another language', () => {
    const told = sentences.map(languageOf);
    const wrong = sentences.filter((_, at) => told[at] !== null && told[at] !== language);
    expect(told.filter((one) => one === language).length).toBeGreaterThan(sentences.length * 0.7);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(sentences.length * 0.1);
  });
});

describe('a short English message is not taken for another language', () => {
  it.each([
    'reset password',
    'update info on Premium account',
    'cancel order',
    'I am new',
    'invoice missing',
    'ok',
    'refund',
    'am I banned',
    'download bill #37777',
  ])('%s', (text) => expect([null, 'en']).toContain(languageOf(text)));
});

it.each([
  ['Wie kann ich das `const x = await fetch(url)` ändern?', 'de'],
  ['https://example.com/en/the/page/with/english/words ¿Dónde está mi factura?', 'es'],
  ['<@U123> pouvez-vous vérifier ma facture ?', 'fr'],
])('code, links and mentions are not looked at: %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

it.each(['', '   ', '👍', '12345', '```\nconst a = 1\n```'])(
  'nothing is told where there is nothing: “%s”',
  (text) => {
    expect(languageOf(text)).toBeNull();
  },
);
