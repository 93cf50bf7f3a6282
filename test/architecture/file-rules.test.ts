import { expect, test } from 'vitest';
import { fileOffences } from './offences.ts';
import { sourceFiles } from './source-files.ts';

test('every file of the code fits in a head, and its name says what it does', () => {
  const files = ['src', 'adapters'].flatMap((folder) => sourceFiles(folder, ['.ts', '.js', '.css', '.html']));
  expect(files.length).toBeGreaterThan(10);
  expect(fileOffences(files)).toEqual([]);
});

test('no file of the tests has a name that says nothing', () => {
  const named = sourceFiles('test').map(({ path }) => ({ path, text: '' }));
  expect(fileOffences(named)).toEqual([]);
});

test('a file of 301 lines is too long, one of 300 is not', () => {
  const lines = (count: number) => [{ path: 'src/app.ts', text: 'x\n'.repeat(count) }];
  expect(fileOffences(lines(300))).toEqual([]);
  expect(fileOffences(lines(301))).toEqual(['src/app.ts has 301 lines, more than 300']);
});

test.each([
  'src/intake/utils.ts',
  'src/helpers/time.ts',
  'adapters/slack/types.ts',
  'test/support/common.test.ts',
])('%s is refused for its name', (path) => {
  expect(fileOffences([{ path, text: '' }])).toEqual([expect.stringContaining(`${path}: “`)]);
});

test('a name that says what is in the file is welcome', () => {
  expect(fileOffences([{ path: 'src/admin/list-agents.ts', text: '' }])).toEqual([]);
});
