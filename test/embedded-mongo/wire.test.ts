import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { messageOf, WireClient } from './wire-client.ts';

async function started(): Promise<{ server: EmbeddedMongo; lines: string[] }> {
  const logger = collectingLogger();
  const server = await startEmbeddedMongo({ logger });
  onTestFinished(() => server.stop());
  return { server, lines: logger.lines };
}

async function expectAlive(server: EmbeddedMongo): Promise<void> {
  const client = await WireClient.connect(server.uri);
  expect(await client.command({ ping: 1 })).toEqual({ ok: 1 });
  client.close();
}

/** Sends bytes, then asks whether others are still served. */
async function send(server: EmbeddedMongo, bytes: Uint8Array): Promise<void> {
  const client = await WireClient.connect(server.uri);
  client.socket.end(bytes);
  while (await client.answer());
  await expectAlive(server);
}

describe('A hostile client', () => {
  it('that sends noise is cut off, and others are served', async () => {
    const { server } = await started();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => send(server, bytes)),
      { numRuns: 200 },
    );
  });

  it('that garbles any part of a sound command is answered or cut off, and others are served', async () => {
    const { server } = await started();
    const commands = [
      { insert: 'things', documents: [{ _id: 1, text: 'abc', list: [1, { a: null }] }], $db: 'test' },
      { find: 'things', filter: { a: { $in: [1, 'x'] } }, sort: { a: 1 }, $db: 'test' },
      { update: 'things', updates: [{ q: { a: 1 }, u: { $set: { 'a.b': 1 } }, upsert: true }], $db: 'test' },
      { aggregate: 'things', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, $db: 'test' },
    ].map((command) => messageOf(command));
    const garbled = fc
      .record({
        command: fc.constantFrom(...commands),
        // The first four bytes are the length, which the server would wait for.
        changes: fc.array(fc.tuple(fc.integer({ min: 4, max: 400 }), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
      })
      .map(({ command, changes }) => {
        const bytes = Buffer.from(command);
        for (const [at, value] of changes) bytes[4 + ((at - 4) % (bytes.length - 4))] = value;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(garbled, (bytes) => send(server, bytes)),
      { numRuns: 400 },
    );
  });

  it('that asks for commands with arguments of any kind gets an answer to each', async () => {
    const { server } = await started();
    const client = await WireClient.connect(server.uri);
    const value = fc.oneof(
      fc.constantFrom(null, true, -1, 0, 1.5, '', 'text', '$a', '__proto__', 'a.b', new Date(0), /x/),
      fc.constantFrom({}, { $set: { a: 1 } }, { a: { $gt: 1 } }, { $expr: 1 }, [{ $match: {} }], [{}], [1]),
      fc.jsonValue(),
    );
    const field = fc.constantFrom(
      ...['filter', 'query', 'sort', 'projection', 'update', 'updates', 'deletes', 'documents', 'pipeline'],
      ...[
        'cursor',
        'limit',
        'skip',
        'batchSize',
        'key',
        'indexes',
        'index',
        'upsert',
        'arrayFilters',
        'fields',
      ],
      ...['q', 'u', 'cursors', 'collection', 'lsid', 'txnNumber', 'collation', 'ordered', 'new'],
    );
    const name = fc.constantFrom(
      ...['find', 'insert', 'update', 'delete', 'findAndModify', 'aggregate', 'count', 'distinct', 'getMore'],
      ...['killCursors', 'createIndexes', 'dropIndexes', 'listIndexes', 'create', 'drop', 'listCollections'],
    );
    const command = fc.tuple(
      name,
      fc.oneof(fc.constant('things'), value),
      fc.dictionary(field, value, { maxKeys: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(command, async ([first, target, rest]) => {
        const answer = await client.command({ [first]: target, ...rest });
        expect(answer['closed']).toBeUndefined();
        expect([0, 1]).toContain(answer['ok']);
      }),
      { numRuns: 1_500 },
    );
    client.close();
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('that announces an endless message, or never ends one, takes nothing from others', async () => {
    const { server, lines } = await started();
    const huge = Buffer.alloc(16);
    huge.writeInt32LE(2_000_000_000, 0);
    await send(server, huge);
    const slow = await WireClient.connect(server.uri);
    const part = messageOf({ ping: 1, $db: 'test' });
    slow.socket.write(part.subarray(0, 20));
    await expectAlive(server);
    slow.socket.write(part.subarray(20));
    expect(await slow.answer()).toEqual({ ok: 1 });
    slow.close();
    expect(lines).toEqual([expect.stringContaining('broke the protocol')]);
  });

  it('that nests documents beyond measure is refused', async () => {
    const { server } = await started();
    const client = await WireClient.connect(server.uri);
    let deep: object = { a: 1 };
    for (let level = 0; level < 2_000; level += 1) deep = { a: deep };
    await client.command({ insert: 'things', documents: [{ _id: 1, deep }] });
    expect(await client.command({ find: 'things', filter: { 'deep.a.a': 5 } })).toMatchObject({ ok: 1 });
    const update = { q: { _id: 1 }, u: { $set: { n: 1 } } };
    expect(await client.command({ update: 'things', updates: [update] })).toMatchObject({ ok: 1 });
    expect(await client.command({ ping: 1 })).toEqual({ ok: 1 });
    client.close();
  });
});

describe('The wire protocol', () => {
  it('answers many commands sent at once in their order, and none that wants no answer', async () => {
    const { server } = await started();
    const client = await WireClient.connect(server.uri);
    const insert = (_id: number) => ({ insert: 'things', documents: [{ _id }], $db: 'test' });
    const many = Array.from({ length: 300 }, (_, n) => messageOf(insert(n)));
    const silent = messageOf(insert(1_000), 1, 2);
    client.socket.write(Buffer.concat([...many, silent, messageOf({ count: 'things', $db: 'test' })]));
    for (let n = 0; n < 300; n += 1) expect(await client.answer()).toEqual({ n: 1, ok: 1 });
    expect(await client.answer()).toEqual({ n: 301, ok: 1 });
    client.close();
  });
});
