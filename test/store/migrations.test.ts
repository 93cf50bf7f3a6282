import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/store/connection.ts';
import { leaseStore } from '../../src/store/leases.ts';
import { migrate } from '../../src/store/migrations/migrate.ts';
import type { Migration } from '../../src/store/migrations/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  server = await startTestStore();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await server.stop();
});

/** A process that is about to migrate. */
async function process(holder: string, migrations: readonly Migration[], pause?: () => Promise<void>) {
  const connection = await connect(server.uri);
  opened.push(connection);
  return {
    connection,
    migrate: () =>
      migrate({
        connection,
        leases: leaseStore(connection),
        holder,
        migrations,
        ...(pause ? { pause } : {}),
      }),
  };
}

const counting = (id: string, ran: string[]): Migration => ({
  id,
  about: 'counts how often it ran',
  run: async () => void ran.push(id),
});

describe('what is stored', () => {
  it('by a version without leases counts as waiting since it was opened', async () => {
    const { connection } = await process('before', []);
    const openedAt = '2026-01-05T10:00:00.000Z';
    await connection.db
      ?.collection<{ _id: string }>('escalations')
      .insertOne({ _id: 'old#1', openedAt } as never);
    const store = await openStore(server.uri);
    opened.push(store);
    expect(await store.escalations.get('old#1')).toMatchObject({ queuedAt: openedAt });
  });

  it('is migrated once and in order, however often Baton starts', async () => {
    const ran: string[] = [];
    const migrations = [counting('a', ran), counting('b', ran)];
    expect(await (await process('first', migrations)).migrate()).toEqual(['a', 'b']);
    expect(await (await process('second', migrations)).migrate()).toEqual([]);
    expect(await (await process('newer', [...migrations, counting('c', ran)])).migrate()).toEqual(['c']);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('is migrated by one process while another waits for it', async () => {
    const ran: string[] = [];
    let begin = () => {};
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow: Migration = {
      ...counting('slow', ran),
      async run() {
        ran.push('slow');
        begin();
        await finished;
      },
    };
    const first = (await process('first', [slow])).migrate();
    await begun;
    let looked = 0;
    const second = await process('second', [slow], async () => {
      looked += 1;
      finish();
      await first;
    });
    expect(await second.migrate()).toEqual([]);
    expect(looked).toBe(1);
    expect(ran).toEqual(['slow']);
  });

  it('stays as it is where a migration fails, which is tried again at the next start', async () => {
    const ran: string[] = [];
    const failing: Migration = { ...counting('a', ran), run: () => Promise.reject(new Error('no disk')) };
    const broken = await process('first', [failing, counting('b', ran)]);
    await expect(broken.migrate()).rejects.toThrow('no disk');
    expect(ran).toEqual([]);
    expect(await (await process('second', [counting('a', ran), counting('b', ran)])).migrate()).toEqual([
      'a',
      'b',
    ]);
  });

  it('by a newer version is left alone, and it is said what to do', async () => {
    await (await process('newer', [counting('from-the-future', [])])).migrate();
    await expect(openStore(server.uri)).rejects.toMatchObject({
      code: 'store.newer',
      message: expect.stringContaining('from-the-future'),
    });
  });
});
