import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/embedded-mongo/server.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from './folder.ts';
import { WireClient } from './wire-client.ts';

const uriOf = ({ port }: RunningServer) => `mongodb://127.0.0.1:${port}`;

/** Runs commands on the store in a folder, and stops it in order. */
async function inStore<T>(
  dataDir: string,
  use: (client: WireClient, server: RunningServer) => Promise<T>,
  options: { compactAt?: number } = {},
): Promise<{ result: T; lines: string[] }> {
  const logger = collectingLogger();
  const server = await startServer({ dataDir, logger, clock: new ManualClock(), ...options });
  const client = await WireClient.connect(uriOf(server));
  try {
    return { result: await use(client, server), lines: logger.lines };
  } finally {
    client.close();
    await server.stop();
  }
}

const insert = (client: WireClient, _id: number, text = 'text') =>
  client.command({ insert: 'things', documents: [{ _id, text }] });

async function idsIn(dataDir: string): Promise<{ result: number[]; lines: string[] }> {
  return inStore(dataDir, async (client) => {
    const { cursor } = await client.command({ find: 'things', batchSize: 10_000 });
    return cursor.firstBatch.map(({ _id }: { _id: number }) => _id);
  });
}

describe('A log that a crash tore', () => {
  it('is cut wherever it was torn, said so, and written on', async () => {
    const made = temporaryFolder();
    await inStore(made, async (client) => {
      for (let id = 1; id <= 3; id += 1) await insert(client, id);
    });
    const log = join(made, 'log-1');
    const whole = statSync(log).size;
    await inStore(made, (client) => insert(client, 4));
    const size = statSync(log).size;
    for (let cut = whole + 1; cut < size; cut += 7) {
      const torn = temporaryFolder();
      copyFileSync(log, join(torn, 'log-1'));
      truncateSync(join(torn, 'log-1'), cut);
      const { result, lines } = await idsIn(torn);
      expect(result).toEqual([1, 2, 3]);
      expect(lines).toEqual([expect.stringContaining('warn: The end of the log was torn')]);
      await inStore(torn, (client) => insert(client, 5));
      expect(await idsIn(torn)).toEqual({ result: [1, 2, 3, 5], lines: [] });
    }
  });

  it('is cut where the tail was never filled in, or is half old', async () => {
    for (const tail of [
      Buffer.alloc(300),
      Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
    ]) {
      const folder = temporaryFolder();
      await inStore(folder, (client) => insert(client, 1));
      const log = join(folder, 'log-1');
      writeFileSync(log, Buffer.concat([readFileSync(log), tail]));
      const { result, lines } = await idsIn(folder);
      expect(result).toEqual([1]);
      expect(lines).toHaveLength(1);
    }
  });
});

describe('Damage that no crash can do', () => {
  it('to the middle of a log is told, and nothing is thrown away', async () => {
    const folder = temporaryFolder();
    await inStore(folder, async (client) => {
      for (let id = 1; id <= 3; id += 1) await insert(client, id, 'a text that will be damaged');
    });
    const log = join(folder, 'log-1');
    const bytes = readFileSync(log);
    bytes[bytes.indexOf('damaged')] = 0;
    writeFileSync(log, bytes);
    await expect(idsIn(folder)).rejects.toMatchObject({ code: 'store.corrupt', mend: expect.any(String) });
    expect(readFileSync(log)).toEqual(bytes);
  });

  it('to a snapshot is told, as is a log that is missing', async () => {
    const folder = temporaryFolder();
    await inStore(
      folder,
      async (client) => {
        for (let id = 1; id <= 400; id += 1) await insert(client, id, 'x'.repeat(100));
      },
      { compactAt: 20_000 },
    );
    const [snapshot = ''] = readdirSync(folder).filter((name) => name.startsWith('snapshot-'));
    const bytes = readFileSync(join(folder, snapshot));
    writeFileSync(join(folder, snapshot), bytes.subarray(0, -3));
    await expect(idsIn(folder)).rejects.toMatchObject({ code: 'store.corrupt' });
    writeFileSync(join(folder, snapshot), bytes);
    expect((await idsIn(folder)).result).toHaveLength(400);

    const [log = ''] = readdirSync(folder).filter((name) => name.startsWith('log-'));
    const alone = temporaryFolder();
    copyFileSync(join(folder, log), join(alone, log));
    await expect(idsIn(alone)).rejects.toMatchObject({ code: 'store.corrupt' });
  });
});

describe('Compaction while writes go on', () => {
  it('keeps the files small, and changes, removals, indexes and drops as they were', async () => {
    const folder = temporaryFolder();
    const rounds = 60;
    await inStore(
      folder,
      async (client, server) => {
        await client.command({
          createIndexes: 'things',
          indexes: [
            { key: { n: 1 }, name: 'n', unique: true },
            { key: { old: 1 }, name: 'old' },
          ],
        });
        await client.command({ dropIndexes: 'things', index: 'old' });
        for (let round = 1; round <= rounds; round += 1) {
          const documents = Array.from({ length: 20 }, (_, n) => ({
            _id: `${round}-${n}`,
            n: round * 100 + n,
          }));
          expect(await client.command({ insert: 'things', documents })).toMatchObject({ n: 20 });
          await client.command({
            delete: 'things',
            deletes: [{ q: { _id: { $ne: 0 }, n: { $lt: round * 100 } }, limit: 0 }],
          });
          await client.command({ insert: `dropped${round}`, documents });
          await client.command({ drop: `dropped${round}` });
        }
        expect(server.stats().logBytes).toBeLessThan(20_000);
      },
      { compactAt: 10_000 },
    );
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThan(40_000);
    await inStore(folder, async (client, server) => {
      const { cursor } = await client.command({ find: 'things' });
      const expected = Array.from({ length: 20 }, (_, n) => ({ _id: `${rounds}-${n}`, n: rounds * 100 + n }));
      expect(cursor.firstBatch).toEqual(expected);
      expect(server.stats().collections).toBe(1);
      const { cursor: indexes } = await client.command({ listIndexes: 'things' });
      expect(indexes.firstBatch.map(({ name }: { name: string }) => name)).toEqual(['_id_', 'n']);
      const again = await client.command({ insert: 'things', documents: [{ n: rounds * 100 }] });
      expect(again.writeErrors).toMatchObject([{ code: 11_000 }]);
    });
  });
});
