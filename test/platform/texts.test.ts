import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingTexts, parseLocale } from '../../src/platform/locale.ts';
import { type TextKey, textKeys } from '../../src/platform/text-keys.ts';
import { createTexts, loadTexts } from '../../src/platform/texts.ts';

const path = new URL('../../config/locales/en.yaml', import.meta.url);
const en = parseLocale(readFileSync(path, 'utf8'), 'en.yaml');

describe('the English texts', () => {
  test('are complete', () => {
    expect(missingTexts(en)).toEqual([]);
  });

  test.each(Object.entries(textKeys))('%s uses every placeholder that it may: %j', (key, placeholders) => {
    const used = new Set([...(en[key as TextKey] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual([...placeholders].sort());
  });

  test('fit on the buttons of every platform: 75 characters in Slack, 80 in Discord', () => {
    // https://docs.slack.dev/reference/block-kit/block-elements/button-element
    // https://discord.com/developers/docs/components/reference#button
    const labels = Object.entries(en).filter(([key]) => key.startsWith('button.'));
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.filter(([, label]) => label.length > 40)).toEqual([]);
  });
});

describe('saying', () => {
  const texts = createTexts({ en, de: { 'customer.agent_joined': '{agent} ist jetzt da.' } });

  test('placeholders are filled in', () => {
    expect(texts.say('customer.agent_joined', { agent: 'Sam' })).toBe(
      'Sam has joined, and can see what was said so far.',
    );
  });

  test('a reader gets their language, a variety of it, and English for what is not translated', () => {
    expect(texts.say('customer.agent_joined', { agent: 'Sam' }, 'de')).toBe('Sam ist jetzt da.');
    expect(texts.say('customer.agent_joined', { agent: 'Sam' }, 'de-AT')).toBe('Sam ist jetzt da.');
    expect(texts.say('button.claim', {}, 'de')).toBe('Claim');
    expect(texts.say('button.claim', {}, 'tlh')).toBe('Claim');
    expect(texts.say('button.claim', {}, '__proto__')).toBe('Claim');
  });

  test("the deployment's language comes before English", () => {
    const german = createTexts({ en, de: { 'button.claim': 'Übernehmen' } }, 'de');
    expect(german.say('button.claim')).toBe('Übernehmen');
    expect(german.say('button.claim', {}, 'fr')).toBe('Übernehmen');
    expect(german.say('button.resolve')).toBe('Resolve');
  });

  test('a customer whose name is Markdown makes no link and no second line', () => {
    const name = '[Click](http://evil.example)\n# **now** <!channel>';
    expect(texts.say('record.solved', { customer: name })).toBe(
      '\\[Click\\](http://evil.example) # \\*\\*now\\*\\* \\<!channel\\> said that it was solved.',
    );
  });

  test('ordinary names stay as they are', () => {
    for (const name of ["Anne-Marie O'Neil (Sales)", 'first_last', 'Łukasz', '王小明', 'a.b+c@example.com']) {
      expect(texts.say('record.solved', { customer: name })).toBe(`${name} said that it was solved.`);
    }
  });

  test('a card is plain text, so a name on it is not escaped', () => {
    expect(texts.say('card.status_claimed', { agent: '*Sam*' })).toBe('Claimed by *Sam*');
  });

  test('what is filled in is never filled in again', () => {
    const say = texts.say('desk.reopened', { customer: '{agent}', agent: 'Sam' });
    expect(say).toMatch(/^\{agent\} wrote again .* back with Sam\.$/);
  });

  test('a missing value leaves a readable sentence', () => {
    expect(texts.say('card.status_claimed')).toBe('Claimed by …');
  });

  test('no name can break out of its line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (agent) => {
        expect(texts.say('desk.returned', { agent })).toMatch(
          /^.* has returned the conversation[^\p{Cc}]*$/u,
        );
      }),
    );
  });
});

describe('a locale that is wrong', () => {
  test.each([
    [
      'an unknown text',
      'customer:\n  hepl: Hi\n',
      'fr.yaml line 2: unknown text customer.hepl; did you mean customer.help?',
    ],
    [
      'an unknown placeholder',
      'customer:\n  help: Hi\n  agent_joined: "{name} is here"\n',
      'fr.yaml line 3: customer.agent_joined has the placeholder {name}; allowed: {agent}',
    ],
    [
      'an unclosed placeholder',
      'button:\n  human: "Talk {"\n',
      'button.human has the placeholder {}; allowed: none',
    ],
    ['a number', 'button:\n  human: 5\n', 'fr.yaml line 2: button.human is no text'],
    ['an empty text', 'button:\n  human: " "\n', 'fr.yaml line 2: button.human is no text'],
    ['broken YAML', 'button: [', 'fr.yaml line 1: '],
  ])('%s is refused with its line', (_, yaml, expected) => {
    expect(() => parseLocale(yaml, 'fr.yaml')).toThrow(expected);
  });

  test('English that lacks a text is refused', () => {
    const { 'button.claim': _, ...rest } = en;
    expect(() => createTexts({ en: rest })).toThrow('The English texts lack button.claim');
  });

  test('a language without texts is refused, with those that there are', () => {
    expect(() => createTexts({ en }, 'xx')).toThrow(
      expect.objectContaining({ code: 'config.invalid', mend: expect.stringContaining('one of en') }),
    );
  });
});

test('the shipped texts are found wherever Baton is started from', () => {
  expect(loadTexts('en').say('button.claim')).toBe('Claim');
});

test('a folder without texts is an error that says so', () => {
  expect(() => loadTexts('en', '/nowhere')).toThrow(expect.objectContaining({ code: 'config.unreadable' }));
});
