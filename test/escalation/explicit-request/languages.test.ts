import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRequest } from '../../../src/escalation/explicit-request/find-request.ts';
import { LONGEST } from '../../../src/escalation/explicit-request/fold.ts';

const folder = join(import.meta.dirname, 'sentences');
const languages = readdirSync(folder).map((file) => ({
  language: file.replace('.json', ''),
  ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as { requests: string[]; lookalikes: string[] }),
}));
const isClear = (text: string) => findRequest(text)?.strength === 'clear';

describe.each(languages)('in $language', ({ requests, lookalikes }) => {
  it('at least nine of ten customers who want a human get one, however they put it', () => {
    const missed = requests.filter((text) => !isClear(text));
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(requests.length / 10);
  });

  it('who only speaks of humans, agents or support is not given one', () => {
    expect(lookalikes.filter(isClear)).toEqual([]);
  });
});

it('a request is found behind much else, and in a language other than the rest', () => {
  const story =
    'The import stops at row 300. I tried it with two files, and both are fine elsewhere. '.repeat(20);
  expect(isClear(`${story} I want to talk to a human.`)).toBe(true);
  expect(isClear('The export fails again, ich will mit einem Menschen sprechen')).toBe(true);
});

it('whatever is written, it is read to an end, and what is found are words of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const found = findRequest(text);
      expect([undefined, 'clear', 'vague']).toContain(found?.strength);
      expect(found?.words).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

it.each(['to a human ', 'a ', 'я хочу ', 'speak to a real live actual ', '人工', 'talk '])(
  'of the longest message of “%s” over and over only the beginning is read',
  (unit) => {
    const long = unit.repeat(Math.ceil(400_000 / unit.length));
    expect(findRequest(long)).toEqual(findRequest(long.slice(0, LONGEST)));
    expect(
      findRequest(`${'The import stops at row 300. '.repeat(200)} I want to talk to a human.`),
    ).toBeUndefined();
  },
);
