import { expect, it } from 'vitest';
import { createSettings } from '../../src/admin/settings/settings.ts';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { readSources } from '../../src/platform/config/parse-config.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/store/store.ts';
import { ManualClock } from '../support/manual-clock.ts';

const by = { platform: 'slack', workspace: 'T1', id: 'U1', name: 'Ada' };

it('looking for changes of the settings reads one record, and nothing about them reads a whole collection', async () => {
  const logger = createLogger('silent');
  const server = await startEmbeddedMongo({ logger });
  const store = await openStore(server.uri);
  const sources = readSources('', {});
  const settings = await createSettings({ store, sources, clock: new ManualClock(), logger });
  for (let count = 1; count <= 30; count++) await settings.set('desk.capacity', count, by);
  await settings.undo(by);
  await settings.history(10);
  await settings.history(10, 'desk.capacity');
  await store.audit.latest(10, { by: 'U1' });
  await store.audit.latest(10, { what: 'settings.change' });
  const before = (await server.stats()).documentsExamined;
  for (let count = 0; count < 10; count++) await settings.refresh();
  const { documentsExamined, fullScans } = await server.stats();
  expect(documentsExamined - before).toBe(10);
  expect(fullScans).toBe(0);
  await store.close();
  await server.stop();
});
