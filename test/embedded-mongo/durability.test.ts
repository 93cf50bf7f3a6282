import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { expectKept, runWriter } from './run-writer.ts';

const NEVER = 1_000_000_000;

describe('After the process is killed while it writes', () => {
  it('everything that was acknowledged to any of 16 writers is there', async () => {
    const folder = temporaryFolder();
    await expectKept(folder, await runWriter(folder, { writers: 16, compactAt: NEVER, killAfter: 700 }));
  });

  it('a single writer finds all of its writes', async () => {
    const folder = temporaryFolder();
    await expectKept(folder, await runWriter(folder, { writers: 1, compactAt: NEVER, killAfter: 150 }));
  });

  it.each(['rotated', 'writing', 'written', 'renamed', 'removed'])(
    'in a compaction, when it has %s, nothing is lost',
    async (step) => {
      const folder = temporaryFolder();
      const written = await runWriter(folder, { writers: 8, compactAt: 40_000, step });
      expect(written.said).toEqual([]);
      await expectKept(folder, written);
    },
  );
});

describe('A disk that takes no more', () => {
  it('makes writes fail instead of being acknowledged, and what was acknowledged before is there', async () => {
    const folder = temporaryFolder();
    const written = await runWriter(folder, { writers: 8, compactAt: NEVER, fileLimit: 100 });
    expect(written.said).toEqual(['refused 14031']);
    await expectKept(folder, written);
  });
});
