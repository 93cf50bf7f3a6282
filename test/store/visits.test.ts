import { expect, it } from 'vitest';
import type { Draft } from '../../src/conversation/draft.ts';
import type { Visit } from '../../src/conversation/visit.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import type { Escalation } from '../../src/escalation/escalation.ts';
import { report } from '../../src/insights/report.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/store/store.ts';
import { ManualClock } from '../support/manual-clock.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString();

function visit(number: number): Visit {
  return {
    id: `c${number}@1`,
    conversationId: `c${number}`,
    number: 1,
    platform: 'loop',
    channel: 'help',
    category: null,
    openedAt: ago(number),
    lastAt: ago(number),
    respondedAt: ago(number),
    escalatedAt: ago(number),
    byPeople: false,
    firstEscalation: 1,
    escalations: 1,
    solvedAt: null,
    resolvedAt: null,
    reopenedAt: null,
  };
}

it('a report reads what began in its time, through indexes, and nothing else', async () => {
  const server = await startEmbeddedMongo({ logger: createLogger('silent') });
  const store = await openStore(server.uri);
  for (let number = 0; number < 500; number++) {
    const one = visit(number);
    const id = `c${number}#1`;
    const at = one.openedAt;
    await store.visits.save([one]);
    await store.escalations.save({ id, openedAt: at, state: 'waiting', reason: 'button' } as Escalation);
    await store.drafts.save({ id: `${id}:1`, escalationId: id, at, outcome: 'sent' } as Draft);
  }
  const before = await server.stats();
  const clock = new ManualClock(new Date(NOW).toISOString());
  const { total } = await report({ store, clock }, { sinceMs: 10 * HOUR, by: 'day' });
  const after = await server.stats();

  // Those of 0 to 10 hours ago: as many visits, escalations and drafts.
  expect(total).toMatchObject({ visits: 11, escalations: 11, drafts: { sent: 11 } });
  expect(after.documentsExamined - before.documentsExamined).toBe(33);
  expect(after.fullScans).toBe(0);
  await store.close();
  await server.stop();
});

it('a visit is stored once, as it was last', async () => {
  const server = await startEmbeddedMongo({ logger: createLogger('silent') });
  const store = await openStore(server.uri);
  const early = visit(1);
  const late = { ...early, resolvedAt: ago(0) };
  await store.visits.save([early, late]);
  await store.visits.save([late]);
  const stored = [];
  for await (const { id, resolvedAt } of store.visits.between(ago(2), ago(0)))
    stored.push({ id, resolvedAt });
  expect(stored).toEqual([{ id: 'c1@1', resolvedAt: ago(0) }]);
  await store.close();
  await server.stop();
});
