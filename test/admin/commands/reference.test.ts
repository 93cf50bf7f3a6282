import { expect, test } from 'vitest';
import { readCommand } from '../../../src/admin/command/read.ts';
import { wordsOf } from '../../../src/admin/command/words.ts';
import { commands } from '../../../src/admin/commands/all.ts';
import { commandsPage } from './reference.ts';

test('the commands page describes every command', async () => {
  await expect(commandsPage()).toMatchFileSnapshot('../../../docs/commands.md');
});

test.each(commands.flatMap(({ examples }) => examples))(
  'the example %s is read without a mistake',
  (example) => {
    expect(readCommand(wordsOf(example), commands)).toHaveProperty('args');
  },
);

test('no two commands go by the same name', () => {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});
