import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, deserialize, Long } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRun } from '../../src/embedded-mongo/commands/run-command.ts';
import { type Engine, openEngine } from '../../src/embedded-mongo/engine.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { ManualClock } from '../support/manual-clock.ts';

const logger = createLogger('warn');
const clock = new ManualClock();

async function ask(engine: Engine, command: Document): Promise<Document> {
  const run = createRun(engine, () => '');
  const request = {
    id: 1,
    opcode: 2013,
    body: { ...command, $db: 'test' },
    documents: new Map(),
    silent: false,
  };
  return deserialize(await run(request));
}

const id = fc.integer({ min: 0, max: 15 });
const n = fc.integer({ min: 0, max: 12 });
const collection = fc.constantFrom('one', 'two');
const command: fc.Arbitrary<Document> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(collection, id, n)
      .map(([name, _id, value]) => ({ insert: name, documents: [{ _id, n: value, text: 'x'.repeat(40) }] })),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(collection, id, n).map(([name, _id, value]) => ({
      update: name,
      updates: [{ q: { _id }, u: { $set: { n: value } }, upsert: true }],
    })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(collection, n).map(([name, value]) => ({
      update: name,
      updates: [{ q: { n: { $lt: value } }, u: { $inc: { n: 1 } }, multi: true }],
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(collection, n)
      .map(([name, value]) => ({ delete: name, deletes: [{ q: { n: value }, limit: 0 }] })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(collection, id, id).map(([name, _id, txn]) => ({
      findAndModify: name,
      query: { _id },
      update: { $inc: { n: 1 } },
      lsid: { id: 's' },
      txnNumber: Long.fromNumber(txn),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(collection, fc.boolean())
      .map(([name, unique]) => ({ createIndexes: name, indexes: [{ key: { n: 1 }, name: 'n', unique }] })),
  },
  { weight: 1, arbitrary: collection.map((name) => ({ dropIndexes: name, index: 'n' })) },
  { weight: 1, arbitrary: collection.map((name) => ({ drop: name })) },
);

describe('A store that is stopped and started again and again, with compactions between', () => {
  it('answers like one that never stopped', async () => {
    const lives = fc.array(fc.array(command, { minLength: 1, maxLength: 25 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(lives, async (commandsOfLives) => {
        const dataDir = mkdtempSync(join(tmpdir(), 'baton-store-'));
        const lasting = await openEngine({ logger, clock });
        for (const commands of commandsOfLives) {
          const mortal = await openEngine({ dataDir, logger, clock, compactAt: 1_500 });
          for (const one of commands) expect(await ask(mortal, one)).toEqual(await ask(lasting, one));
          await mortal.close();
        }
        const mortal = await openEngine({ dataDir, logger, clock });
        for (const name of ['one', 'two']) {
          for (const look of [
            { find: name, sort: { _id: 1 } },
            { listIndexes: name },
            { find: name, filter: { n: { $gte: 3 } }, sort: { n: 1, _id: 1 } },
          ]) {
            expect(await ask(mortal, look)).toEqual(await ask(lasting, look));
          }
        }
        await mortal.close();
        rmSync(dataDir, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });
});
