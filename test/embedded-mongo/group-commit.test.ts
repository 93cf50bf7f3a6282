import { type Document, deserialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { createRun } from '../../src/embedded-mongo/commands/run-command.ts';
import { openEngine } from '../../src/embedded-mongo/engine.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { temporaryFolder } from './folder.ts';

async function opened() {
  const engine = await openEngine({
    dataDir: temporaryFolder(),
    logger: createLogger('warn'),
    clock: new ManualClock(),
  });
  const run = createRun(engine, () => '');
  const ask = async (command: Document): Promise<Document> => {
    const body = { ...command, $db: 'test' };
    return deserialize(await run({ id: 1, opcode: 2013, body, documents: new Map(), silent: false }));
  };
  return { engine, ask };
}

describe('Commands that arrive while the disk is busy', () => {
  it('are written together and share a sync', async () => {
    const { engine, ask } = await opened();
    const inserts = Array.from({ length: 100 }, (_, _id) => ask({ insert: 'things', documents: [{ _id }] }));
    for (const answer of await Promise.all(inserts)) expect(answer).toEqual({ n: 1, ok: 1 });
    expect(engine.journal?.syncs).toBe(2);
    await engine.close();
  });

  it('see what was written, but are answered only when that is safe', async () => {
    const { engine, ask } = await opened();
    const order: string[] = [];
    const insert = ask({ insert: 'things', documents: [{ _id: 1 }] }).then(() => order.push('written'));
    const find = ask({ find: 'things' }).then(({ cursor }) => order.push(`read ${cursor.firstBatch.length}`));
    await Promise.all([insert, find]);
    expect(order).toEqual(['written', 'read 1']);
    await ask({ find: 'things' });
    expect(engine.journal?.syncs).toBe(1);
    await engine.close();
  });
});
