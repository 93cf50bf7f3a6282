import type { ThreadRef } from '../../src/channels/refs.ts';
import { threadKey } from '../../src/channels/refs.ts';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { TYPING_AGAIN_MS, TYPING_AT_MOST_MS } from './limits.ts';

/** The sign that an answer is being made: Teams lets it go away after some seconds, so it is sent again and again. */
export class Typing {
  readonly #clock: Clock;
  readonly #send: (thread: ThreadRef) => Promise<void>;
  readonly #shown = new Map<string, Cancel>();

  /** `send` shows the sign once, and never rejects. */
  constructor(clock: Clock, send: (thread: ThreadRef) => Promise<void>) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Resolves once the sign is shown for the first time, or ended. */
  async show(thread: ThreadRef, on: boolean): Promise<void> {
    const key = threadKey(thread);
    this.#shown.get(key)?.();
    this.#shown.delete(key);
    if (on) await this.#again(thread, key, this.#clock.now().getTime() + TYPING_AT_MOST_MS);
  }

  stop(): void {
    for (const cancel of this.#shown.values()) cancel();
    this.#shown.clear();
  }

  async #again(thread: ThreadRef, key: string, until: number): Promise<void> {
    if (this.#clock.now().getTime() + TYPING_AGAIN_MS > until) this.#shown.delete(key);
    else {
      const again = this.#clock.after(TYPING_AGAIN_MS, () => void this.#again(thread, key, until));
      this.#shown.set(key, again);
    }
    await this.#send(thread);
  }
}
