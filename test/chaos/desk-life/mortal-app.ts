import type { InboundEvent } from '../../../src/channels/events.ts';
import { LoopbackPlatform } from '../../support/loopback-platform.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** Longer than any lease of a process that is dead. */
const LEASES_MS = 120_000;

/**
 * Baton as a process that may die at any call to its store: from then on none of its calls arrives, as when the machine is
 * gone. What the platform was not told to be accepted is handed in again to the next.
 */
export class MortalApp {
  readonly platform = new LoopbackPlatform();
  deaths = 0;
  private one: TestApp | undefined;
  private readonly uri: string;
  private readonly clock: ManualClock;
  /** Calls left to the process. */
  private callsLeft = Number.POSITIVE_INFINITY;

  constructor(uri: string, clock: ManualClock) {
    this.uri = uri;
    this.clock = clock;
  }

  get living(): TestApp {
    if (!this.one) throw new Error('nobody lives');
    return this.one;
  }

  async start(): Promise<void> {
    const life = { dead: false };
    this.callsLeft = Number.POSITIVE_INFINITY;
    const step = () => {
      this.callsLeft -= 1;
      if (this.callsLeft <= 0) life.dead = true;
      if (life.dead) throw new Error('the process is dead');
    };
    this.one = await startTestApp({
      uri: this.uri,
      clock: this.clock,
      platform: this.platform,
      watch: { before: step, after: step },
      hooks: { beforePost: step, afterPost: step },
    });
  }

  /** Something happens, and the process dies so many calls later; null: it lives. */
  async happens(event: InboundEvent, dieAfter: number | null): Promise<void> {
    this.callsLeft = dieAfter ?? Number.POSITIVE_INFINITY;
    const accepted = await this.living.intake.accept(event).then(
      () => true,
      () => false,
    );
    await this.living.app.idle();
    if (dieAfter !== null) await this.restart();
    if (!accepted) await this.living.intake.accept(event);
    await this.settle();
  }

  /** Time passes, and what is due happens. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  async stop(): Promise<void> {
    await this.living.stop();
  }

  /** A process that is dead does nothing more; the next takes up what it left. */
  private async restart(): Promise<void> {
    this.deaths += 1;
    this.callsLeft = 0;
    const dead = this.living;
    await dead.app.stop().catch(() => undefined);
    await dead.store.close();
    await this.start();
    await this.pass(LEASES_MS);
  }

  private async settle(): Promise<void> {
    const { app } = this.living;
    await app.idle();
    await app.sweeper.sweep();
    await app.idle();
  }
}
