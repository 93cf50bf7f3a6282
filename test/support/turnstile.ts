import { setImmediate as tick } from 'node:timers/promises';
import type { Watch } from './watched-store.ts';

/** Rounds of the event loop after which an actor that started nothing new is taken to wait. */
const QUIET_TICKS = 4;

/**
 * Lets several actors (processes' worth of app) go on one call at a time, in an order that the test chooses. A call is
 * anything that passes `watch`: it waits at the turnstile until its actor is given a turn.
 */
export class Turnstile {
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly active = new Map<string, number>();
  private open = false;

  /** The hooks by which an actor's calls pass. */
  watch(actor: string): Required<Watch> {
    return {
      before: async () => {
        await this.pass(actor);
        this.active.set(actor, (this.active.get(actor) ?? 0) + 1);
      },
      after: () => {
        this.active.set(actor, (this.active.get(actor) ?? 0) - 1);
      },
    };
  }

  /** Waits for a turn. */
  async pass(actor: string): Promise<void> {
    if (this.open) return;
    const queue = this.waiting.get(actor) ?? [];
    this.waiting.set(actor, queue);
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  /** Lets one call of the actor through, and waits until it is done and the next one waits; false if none waited. */
  async turn(actor: string): Promise<boolean> {
    await this.quiet();
    const next = this.waiting.get(actor)?.shift();
    if (!next) return false;
    next();
    await this.quiet();
    return true;
  }

  /** Lets everything through from now on. */
  release(): void {
    this.open = true;
    for (const queue of this.waiting.values()) for (const go of queue.splice(0)) go();
  }

  /** Closes it again. */
  close(): void {
    this.open = false;
  }

  private async quiet(): Promise<void> {
    for (let ticks = 0; ticks < QUIET_TICKS; ticks++) {
      await tick();
      if ([...this.active.values()].some((count) => count > 0)) ticks = 0;
    }
  }
}
