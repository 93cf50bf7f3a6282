import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INTENTS } from '../../../adapters/discord/intents.ts';
import { INVITE_BITS, PERMISSIONS } from '../../../adapters/discord/permissions.ts';

const docs = readFileSync(new URL('../../../docs/discord.md', import.meta.url), 'utf8');

/** The first cell of each row of the table under a heading. */
function rowsUnder(heading: string): string[] {
  const section = docs.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => (row.split('|')[1] ?? '').trim().replaceAll('`', ''));
}

describe('docs/discord.md', () => {
  it('says what each permission of the invitation is for, and gives their number', () => {
    expect(rowsUnder('Permissions, and what each is for')).toEqual(PERMISSIONS.map(({ name }) => name));
    expect(docs).toContain(`permissions=${INVITE_BITS}`);
  });

  it('says what each intent is for', () => {
    expect(rowsUnder('Intents, and what each is for')).toEqual(INTENTS.map(({ name }) => name));
  });
});
