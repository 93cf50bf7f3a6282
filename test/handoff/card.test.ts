import { describe, expect, it } from 'vitest';
import { cardOf } from '../../src/handoff/card.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import { contents, escalation } from '../support/escalations.ts';
import { keyTexts } from '../support/test-app.ts';

const texts = loadTexts('en');
const [long, similar] = contents.long;
const card = cardOf(long, texts, { similar, timeZone: 'Europe/Berlin' });
const field = (label: string, of = card) => of.fields.find((one) => one.label === label)?.value;
const section = (heading: string, of = card) => of.sections.find((one) => one.heading === heading)?.text;

describe('a card tells', () => {
  it.each([
    ['Customer', 'First customer'],
    ['Account', 'Example Ltd · enterprise · 120,000 a year'],
    ['Category', 'billing'],
    ['Language', 'German'],
    ['Sounds', 'upset'],
    ['Complexity', 'high'],
    ['Needs', 'money'],
    ['In touch before', 'conversations: 4, with people: 2'],
    ['Told the customer', '3–10 min, for 8 in 10'],
    ['Told again', '2026-01-05 11:10 GMT+1: 5–15 min more'],
    ['Opened', '2026-01-05 11:00 GMT+1'],
  ])('%s', (label, value) => {
    expect(field(label)).toBe(value);
  });

  it('the ask in short, and in the customer’s own words', () => {
    expect(section("In short, by the model; then in the customer's words")).toBe(
      'The invoice of March shows 40 seats where the customer has 20; a refund is still open.\n\n> How do I change my plan?',
    );
    expect(section('The ask', cardOf(escalation(), texts))).toBe('How do I change my plan?');
  });

  it('what was written since, and when', () => {
    expect(section('Written since (3), the newest')).toBe(
      '**First customer** · 2026-01-05 11:12 GMT+1\n> Is anybody there?',
    );
  });

  it('what to try next, from cases like it, the most alike first', () => {
    expect(section('Suggested next step, from cases like this')?.split('\n')[0]).toBe(
      '- **Removed the unused seats and issued a credit note.** (solved: The invoice shows too many seats)',
    );
  });

  it('how the customer was in touch before, and how it ended', () => {
    expect(section('In touch before')).toBe(
      '- 2025-12-01 · My export is empty · resolved · First agent\n- 2025-11-01 · Where is my invoice? · no human was needed',
    );
  });

  it('a first message, until the holder has answered', () => {
    const heading = 'A first message, if you like';
    const held = escalation({ state: 'held', holder: { id: 'agent-1', name: 'First agent' } });
    expect(section(heading, cardOf(held, texts))).toBe('> Hello First customer, I am looking into it now.');
    const answered = { ...held, answeredAt: '2026-01-05T10:05:00.000Z' };
    expect(section(heading, cardOf(answered, texts))).toBeUndefined();
  });

  it('what nobody could tell the customer, and how long the wait was once it is over', () => {
    const asleep = { ahead: 0, working: 1, hour: 3, told: null, asleep: true };
    expect(field('Told the customer', cardOf(escalation({ wait: asleep }), texts))).toBe(
      'when somebody is back',
    );
    const unknown = { ...asleep, asleep: false };
    expect(field('Told the customer', cardOf(escalation({ wait: unknown }), texts))).toBe('no time yet');
    const held = escalation({ state: 'held', claimedAt: '2026-01-05T10:07:00.000Z' });
    expect(field('Waited', cardOf(held, texts))).toBe('7 min');
  });
});

describe('whatever stands in it', () => {
  it.each(['# Big', '> quoted', '- item', '1. item', '```', '~~~', '| a | b |', '* star', '+ plus'])(
    'an ask that begins with %s makes no block of its own',
    (ask) => {
      const shown = section('card.section_ask', cardOf(escalation({ ask: `${ask} rest` }), keyTexts));
      expect(shown).not.toMatch(/^(#{1,6}\s|>|[-+*]\s|\d+[.)]\s|```|~~~|\|)/);
      expect(shown).toContain('rest');
    },
  );

  it('many signals and sources are told by their number', () => {
    const [hostile] = contents.hostile;
    const bad = cardOf(hostile, texts);
    expect(section('Why a human', bad)?.split('\n')).toHaveLength(11);
    expect(section('Why a human', bad)).toContain('and 190 more');
    expect(section('What the assistant tried', bad)).toContain('and 45 more');
  });

  it('a name that turns the direction of words, stacks marks or has no end stays in its place', () => {
    const name = `\u202eevil ${'a\u0301'.padEnd(80, '\u0302')} ${'N'.repeat(3_000)}`;
    const { title, fields } = cardOf(escalation({ customer: { id: 'c', name } }), texts);
    expect(title).toMatch(/^evil a\p{M}{4} N+… asks for a human$/u);
    expect(title.length).toBeLessThan(110);
    for (const { value } of fields) expect(value.length).toBeLessThanOrEqual(200);
  });

  it('a name that is Markdown makes no link', () => {
    const picks = [{ id: 'a', name: '[free](http://evil.example)', why: 'holds 1 of 5' }];
    const shown = section('card.section_picks', cardOf(escalation({ picks }), keyTexts));
    expect(shown).toBe('- \\[free\\](http://evil.example): holds 1 of 5');
  });
});
