import { afterAll, beforeAll, expect, it } from 'vitest';
import { createModelHealth } from '../../src/cli/model-health.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { DESK_CHANNEL, LoopbackPlatform } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { startTestApp } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let mongo: TestStore;
beforeAll(async () => {
  mongo = await startTestStore();
});
afterAll(() => mongo.stop());

it('tells the desk once that the model is left alone, and once that it is back, however many processes notice', async () => {
  const platform = new LoopbackPlatform();
  const clock = new ManualClock();
  const processes = await Promise.all(
    [1, 2, 3].map(async () => {
      const { app, store, stop } = await startTestApp({ uri: mongo.uri, platform, clock });
      const metrics = createMetrics();
      const health = createModelHealth({ store, clock, logger: collectingLogger(), metrics });
      health.announceTo(app.intake.acceptNotice);
      return { app, health, metrics, stop };
    }),
  );
  const all = async (state: 'open' | 'half_open' | 'closed', failure: string | null) => {
    clock.advance(1_000);
    for (const { health } of processes) health.changed({ state, failure });
    for (const { health, app } of processes) {
      await health.idle();
      await app.idle();
    }
  };
  await all('open', 'the model is slow');
  expect(platform.texts(DESK_CHANNEL)).toEqual(['desk.model_down the model is slow']);
  await all('half_open', 'the model is slow');
  await all('open', 'the model is slow');
  expect(platform.texts(DESK_CHANNEL)).toHaveLength(1);
  const gauge = await processes[0]?.metrics.registry.metrics();
  expect(gauge).toContain('baton_model_breaker{state="open"} 1');
  expect(gauge).toContain('baton_model_breaker{state="closed"} 0');
  await all('half_open', null);
  await all('closed', null);
  expect(platform.texts(DESK_CHANNEL)).toEqual(['desk.model_down the model is slow', 'desk.model_back']);
  for (const { stop } of processes) await stop();
});
