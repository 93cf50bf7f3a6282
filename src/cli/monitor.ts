import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import { startMonitor } from '../platform/monitor.ts';
import { within } from '../platform/within.ts';
import type { Usage } from '../responder/model/model.ts';
import type { Store } from '../store/store.ts';

/** How long the store may take to give a sign of life, milliseconds. */
const PATIENCE_MS = 2_000;

/** Serves metrics and health, where the configuration wants them. */
export async function openMonitor({ monitor: settings }: Config, store: Store, metrics: Metrics) {
  if (settings.enabled === 'off') return undefined;
  let state: 'is starting' | 'runs' | 'is stopping' = 'is starting';
  const { host, port } = settings;
  const monitor = await startMonitor({
    host,
    port,
    metrics,
    async refresh() {
      for (const escalations of ['waiting', 'held'] as const) {
        metrics.escalations.set({ state: escalations }, await store.escalations.countIn(escalations));
      }
      metrics.dead.set({ kind: 'event' }, await store.events.countDead());
      metrics.dead.set({ kind: 'post' }, await store.outbox.countDead());
    },
    async ready() {
      if (state !== 'runs') throw new Error(`Baton ${state}`);
      const alive = store.ping().then(() => true);
      if (!(await within(systemClock, PATIENCE_MS, alive, false)))
        throw new Error('the database does not answer');
    },
  }).catch((error) => {
    throw new BatonError(
      'config.invalid',
      `Metrics cannot be served at ${host}:${port}: ${messageOf(error)}`,
      {
        mend: 'Set monitor.port to a free port, or monitor.enabled to off.',
      },
    );
  });
  return {
    ...monitor,
    started(): void {
      state = 'runs';
    },
    stopping(): void {
      state = 'is stopping';
    },
  };
}

/** Counts the tokens that the model takes. */
export function countTokens({ tokens }: Metrics): (usage: Usage) => void {
  return ({ purpose, inputTokens, cachedTokens, outputTokens }) => {
    tokens.inc({ purpose, kind: 'input' }, inputTokens - cachedTokens);
    tokens.inc({ purpose, kind: 'cached' }, cachedTokens);
    tokens.inc({ purpose, kind: 'output' }, outputTokens);
  };
}
