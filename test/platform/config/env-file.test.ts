import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editEnv, envValues, writeEnvFile } from '../../../src/platform/config/env-file.ts';

describe('values are put into the text of an .env file', () => {
  it.each([
    ['at the end of nothing', '', { A: '1' }, 'A=1\n'],
    ['after the last line', '# ours\nB=2', { A: '1' }, '# ours\nB=2\nA=1\n'],
    ['in place of an empty one', 'A=\nB=2\n', { A: '1' }, 'A=1\nB=2\n'],
    ['before the comment of an empty one', 'A=   # why\n', { A: '1' }, 'A=1   # why\n'],
    ['before the comment of another', 'A = 0  # why\n', { A: '1' }, 'A = 1  # why\n'],
    ['where it was exported', '  export A=0\n', { A: '1' }, '  export A=1\n'],
    ['where it counts, if it stands twice', 'A=0\nA=5\n', { A: '1' }, 'A=0\nA=1\n'],
    ['with the ends of lines of the file', 'B=2\r\nA=0\r\n', { A: '1', C: '3' }, 'B=2\r\nA=1\r\nC=3\r\n'],
    ['in place of a quoted one', 'A="0 # 0"\n', { A: '1' }, 'A=1\n'],
    ['not in a comment', '# A=0\n', { A: '1' }, '# A=0\nA=1\n'],
    ['not inside another value', 'B="\nA=0\n"\n', { A: '1' }, 'B="\nA=0\n"\nA=1\n'],
    ['taken out', 'A=0\n', { A: '' }, 'A=\n'],
    ['in quotes where they are needed', '', { A: 'my own # folder' }, "A='my own # folder'\n"],
    ['in others where those are in it', '', { A: "it's" }, 'A="it\'s"\n'],
  ])('%s', (_, text, values, expected) => {
    expect(editEnv(text, values)).toBe(expected);
  });

  it('refuses what such a file cannot hold, and names the variable', () => {
    expect(() => editEnv('', { A: 'two\nlines' })).toThrow('A has characters');
    expect(() => editEnv('', { A: '\'"`' })).toThrow('A has characters');
  });
});

it('whatever stands there is read back, or refused, and all other values stay', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '# A=9',
      '',
      '  export C=3 # c',
      'D="x\ny"',
      "E='#'",
      'A=old',
      'A = "old"  # a',
      'nonsense',
    ),
    fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n"'`]/g, '')),
  );
  const given = fc.tuple(
    fc.array(line, { maxLength: 6 }),
    fc.string({ maxLength: 20 }).map((one) => one.trim()),
  );
  fc.assert(
    fc.property(given, ([lines, value]) => {
      const text = lines.join('\n');
      let edited: string;
      try {
        edited = editEnv(text, { A: value });
      } catch (error) {
        expect(error).toMatchObject({ code: 'config.invalid' });
        return;
      }
      expect(envValues(edited)).toEqual({ ...envValues(text), A: value });
    }),
  );
});

describe('an .env file is written', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-env-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('whole, for its owner alone, and nothing is left beside it', async () => {
    const file = join(folder, '.env');
    await writeFile(file, 'B=2\n', { mode: 0o644 });
    writeEnvFile(file, { A: '1' });
    expect(await readFile(file, 'utf8')).toBe('B=2\nA=1\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['.env']);
  });

  it('where a link leads to', async () => {
    await writeFile(join(folder, 'secrets'), 'B=2\n');
    await symlink(join(folder, 'secrets'), join(folder, '.env'));
    writeEnvFile(join(folder, '.env'), { A: '1' });
    expect(await readFile(join(folder, 'secrets'), 'utf8')).toBe('B=2\nA=1\n');
    expect((await lstat(join(folder, '.env'))).isSymbolicLink()).toBe(true);
  });

  it('not at all where that cannot be, with what to do', () => {
    expect(() => writeEnvFile(join(folder, 'none', '.env'), { A: '1' })).toThrow('Cannot write');
  });
});
