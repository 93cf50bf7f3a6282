import type { Clock } from '../../../../src/platform/clock.ts';
import type { Delivery, FailureReason, Transport } from './delivery.ts';

/**
 * Waits before the first, second and third retry.
 * https://docs.slack.dev/apis/events-api/#retries: nearly immediately, after 1 minute, after 5 minutes.
 */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

interface QueuedEvent {
  id: string;
  body: Record<string, unknown>;
  attempts: number;
  acknowledged: boolean;
  lastReason: FailureReason;
  underWay: number;
}

/** Events for the app, until each is acknowledged or given up. */
export class EventQueue {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #retries: boolean;
  readonly #keep: boolean;
  readonly #events = new Map<string, QueuedEvent>();
  readonly #idle = new Set<() => void>();
  #underWay = 0;
  #stopped = false;

  /** `retries`: whether to retry by itself; `keep`: whether to remember acknowledged events for `redeliver`. */
  constructor(transport: Transport, clock: Clock, options: { retries: boolean; keep: boolean }) {
    this.#transport = transport;
    this.#clock = clock;
    this.#retries = options.retries;
    this.#keep = options.keep;
  }

  /** Sends an event for the first time. Resolves when that attempt has ended. */
  send(id: string, body: Record<string, unknown>): Promise<Delivery> {
    const event: QueuedEvent = {
      id,
      body,
      attempts: 0,
      acknowledged: false,
      lastReason: 'timeout',
      underWay: 0,
    };
    this.#events.set(id, event);
    return this.#attempt(event);
  }

  /** Sends an event again as it was, whatever became of it, as Slack does where an acknowledgement was lost. */
  redeliver(id: string): Promise<Delivery> {
    const event = this.#events.get(id);
    if (!event) throw new Error(`No such event: ${id}`);
    return this.#attempt(event);
  }

  /** Sends all events again that were never acknowledged and are not under way, in their order, all at once. */
  redeliverPending(): Promise<Delivery[]> {
    return Promise.all(this.pending().map((id) => this.redeliver(id)));
  }

  /** Ids of the events that were never acknowledged and are not under way. */
  pending(): string[] {
    return [...this.#events.values()]
      .filter((event) => !event.acknowledged && event.underWay === 0)
      .map((event) => event.id);
  }

  /** How often an event was sent. */
  attempts(id: string): number {
    return this.#events.get(id)?.attempts ?? 0;
  }

  /** Resolves when no attempt is under way. */
  async idle(): Promise<void> {
    while (this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.add(resolve));
  }

  stop(): void {
    this.#stopped = true;
  }

  async #attempt(event: QueuedEvent): Promise<Delivery> {
    const attempt = event.attempts++;
    event.underWay += 1;
    this.#underWay += 1;
    const started = performance.now();
    const outcome = await this.#transport.send({
      id: event.id,
      kind: 'events_api',
      body: event.body,
      ...(attempt > 0 && { retry: { num: attempt, reason: event.lastReason } }),
    });
    event.underWay -= 1;
    if (outcome.acknowledged) {
      event.acknowledged = true;
      if (!this.#keep) this.#events.delete(event.id);
    } else {
      event.lastReason = outcome.reason ?? 'timeout';
      if (!outcome.noRetry) this.#plan(event, attempt);
    }
    this.#ended();
    const { acknowledged, reason, answer } = outcome;
    const ms = performance.now() - started;
    return {
      id: event.id,
      acknowledged,
      attempt,
      ms,
      ...(reason && { reason }),
      ...(answer !== undefined && { answer }),
    };
  }

  #plan(event: QueuedEvent, attempt: number): void {
    const wait = RETRY_AFTER_MS[attempt];
    if (!this.#retries || wait === undefined) return;
    this.#clock.after(wait, () => {
      if (!this.#stopped && !event.acknowledged && event.underWay === 0 && event.attempts === attempt + 1) {
        void this.#attempt(event);
      }
    });
  }

  #ended(): void {
    this.#underWay -= 1;
    if (this.#underWay > 0) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }
}
