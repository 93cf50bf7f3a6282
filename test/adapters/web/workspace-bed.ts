import { randomUUID } from 'node:crypto';
import type { WebSettings } from '../../../adapters/web/settings.ts';
import { createWeb, type Web } from '../../../adapters/web/web.ts';
import type { Acceptance, Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { Answering } from '../../support/answering.ts';
import { MemoryStorage } from './memory-storage.ts';

/** Stands where Baton's intake stands: keeps what is handed in, or refuses it as it was told. */
export class RecordingIntake extends Answering implements Intake {
  readonly events: InboundEvent[] = [];
  /** What happens with the next events: rejected, as when nothing can be stored, or answered with this. */
  mood: Acceptance | 'failing' = 'accepted';
  private waiting: ((event: InboundEvent) => void)[] = [];

  async accept(event: InboundEvent): Promise<Acceptance> {
    if (this.mood === 'failing') throw new Error('the store is away');
    if (this.mood !== 'accepted') return this.mood;
    if (this.events.some(({ id }) => id === event.id)) return 'duplicate';
    this.events.push(event);
    for (const tell of this.waiting.splice(0)) tell(event);
    return 'accepted';
  }

  /** The next event that is handed in. */
  next(): Promise<InboundEvent> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

export interface Bed {
  web: Web;
  intake: RecordingIntake;
  storage: MemoryStorage;
  /** Asks the workspace over HTTP; a body is sent as JSON. */
  ask(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

type Options = Partial<WebSettings> & { storage?: MemoryStorage; clock?: typeof systemClock };

/** A workspace that listens on a free port of this machine, with an intake that records. */
export async function startBed({
  storage = new MemoryStorage(),
  clock = systemClock,
  ...settings
}: Options = {}): Promise<Bed> {
  const logger = createLogger('silent');
  const web = createWeb(
    { host: '127.0.0.1', port: 0, ...settings },
    { storage, logger, clock, newId: randomUUID },
  );
  const intake = new RecordingIntake();
  await web.channel.start(intake);
  return {
    web,
    intake,
    storage,
    ask: (path, body, headers = {}) =>
      fetch(new URL(path, web.url()), {
        redirect: 'manual',
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      }),
    stop: () => web.channel.stop(),
  };
}
