import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yamlLeaves } from '../../src/platform/yaml-leaves.ts';

test('every value is found with the line that it stands on', () => {
  const { leaves, faults } = yamlLeaves(
    '# a comment\nweb:\n  port: 1\n\n  hosts: [a, b]\nlog: {level: info}\n',
  );
  expect(faults).toEqual([]);
  expect(leaves).toEqual([
    { path: 'web.port', value: 1, line: 3 },
    { path: 'web.hosts', value: ['a', 'b'], line: 5 },
    { path: 'log.level', value: 'info', line: 6 },
  ]);
});

test('an empty section and a missing value are kept apart', () => {
  expect(yamlLeaves('web: {}\nlog:\n').leaves).toEqual([
    { path: 'web', value: {}, line: 1 },
    { path: 'log', value: null, line: 2 },
  ]);
});

test('a file of comments alone holds nothing and has no fault', () => {
  expect(yamlLeaves('# nothing yet\n')).toEqual({ leaves: [], faults: [] });
});

test.each([
  ['an unclosed bracket', 'a: 1\nb: [1\n', 3],
  ['a key given twice', 'web:\n  port: 1\n  port: 2\n', 3],
  ['a list where sections belong', '- a\n', 1],
  ['a key that is a list', 'a: 1\n? [x]\n: 2\n', 2],
  ['a second document', 'a: 1\n---\nb: 2\n', 2],
  ['an alias to nothing', 'a: 1\nb: *nobody\n', 2],
])('%s is a fault with its line', (_, text, line) => {
  expect(yamlLeaves(text).faults).toEqual([{ line, message: expect.stringMatching(/./) }]);
});

test('aliases that multiply are refused, not expanded', () => {
  const bomb = Array.from(
    { length: 30 },
    (_, row) => `k${row}: &a${row} [${row === 0 ? 'x' : `*a${row - 1}, *a${row - 1}, *a${row - 1}`}]`,
  );
  expect(yamlLeaves(bomb.join('\n')).faults).toContainEqual({
    line: 30,
    message: expect.stringContaining('alias'),
  });
});

test('no text, however broken, makes it throw', () => {
  const yamlish = fc.array(
    fc.constantFrom('a', ':', ' ', '\n', '-', '[', ']', '{', '}', '&x', '*x', '!', '|', '"', '\t', '?'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        yamlish.map((parts) => parts.join('')),
      ),
      (text) => {
        const { leaves, faults } = yamlLeaves(text);
        expect([...leaves, ...faults].every(({ line }) => line >= 1)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
