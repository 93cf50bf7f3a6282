import type { NoticeEvent } from '../conversation/facts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { type Metrics, noteBreaker } from '../platform/metrics.ts';
import type { ModelHealth } from '../responder/model/model.ts';
import type { Store } from '../store/store.ts';

/** The name under which the health of the model is kept in the store, for `baton doctor`. */
export const MODEL_HEALTH = 'model';

export interface ModelHealthDeps {
  store: Pick<Store, 'health'>;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}

/**
 * What is done when the model is left alone or is back: it is noted for `baton doctor` and in the metrics, and the desk is
 * told, once, however many processes notice it.
 */
export function createModelHealth({ store, clock, logger, metrics }: ModelHealthDeps) {
  let announce: (event: NoticeEvent) => Promise<void> = async () => undefined;
  let noting = Promise.resolve();
  noteBreaker(metrics, 'closed');

  async function note({ state, failure }: ModelHealth): Promise<void> {
    const now = clock.now();
    const before = (await store.health.set(MODEL_HEALTH, state, failure ?? '', now)) ?? 'closed';
    const at = now.toISOString();
    if (before === 'closed' && state === 'open') {
      const params = { reason: failure ?? '–' };
      await announce({ kind: 'notice', id: `model:open:${at}`, at, key: 'desk.model_down', params });
    } else if (before !== 'closed' && state === 'closed') {
      await announce({ kind: 'notice', id: `model:closed:${at}`, at, key: 'desk.model_back', params: {} });
    }
  }

  return {
    changed(health: ModelHealth): void {
      noteBreaker(metrics, health.state);
      noting = noting
        .then(() => note(health))
        .catch((error) => logger.warn({ error }, 'the health of the model could not be noted'));
    },
    /** Where notices go, once there is somebody to take them. */
    announceTo(take: (event: NoticeEvent) => Promise<void>): void {
      announce = take;
    },
    /** Resolves when all that was told has been noted. */
    idle: () => noting,
  };
}
