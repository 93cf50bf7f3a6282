import { type ThreadRef, threadKey } from '../../src/channels/refs.ts';
import type { Cancel, Clock } from '../../src/platform/clock.ts';
import { messageOf } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Threads } from './posting/threads.ts';
import type { DiscordApi } from './rest/discord-api.ts';

/** Discord shows the sign for ten seconds. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
const AGAIN_MS = 8_000;
/** No answer takes longer; a sign that nobody ended ends by itself. */
const LONGEST_MS = 3 * 60_000;

/** The signs that answers are being made. */
export class Typing {
  readonly #deps: { api: DiscordApi; threads: Threads; clock: Clock; logger: Logger };
  readonly #shown = new Map<string, Cancel>();

  constructor(deps: { api: DiscordApi; threads: Threads; clock: Clock; logger: Logger }) {
    this.#deps = deps;
  }

  /** Shows the sign, and again before it fades. Never throws. */
  async show(thread: ThreadRef): Promise<void> {
    this.end(thread);
    const until = this.#deps.clock.now().getTime() + LONGEST_MS;
    await this.#showOnce(thread, until);
  }

  /** Nothing is shown again. Discord has no way to take a sign back before it fades. */
  end(thread: ThreadRef): void {
    const key = threadKey(thread);
    this.#shown.get(key)?.();
    this.#shown.delete(key);
  }

  endAll(): void {
    for (const cancel of this.#shown.values()) cancel();
    this.#shown.clear();
  }

  async #showOnce(thread: ThreadRef, until: number): Promise<void> {
    const { api, threads, clock, logger } = this.#deps;
    const key = threadKey(thread);
    let again: Cancel = () => {};
    if (clock.now().getTime() + AGAIN_MS < until)
      again = clock.after(AGAIN_MS, () => void this.#showOnce(thread, until));
    this.#shown.set(key, again);
    try {
      const { channel } = await threads.placeOf(thread);
      await api.call('POST', `/channels/${channel}/typing`);
    } catch (error) {
      logger.debug({ error: messageOf(error) }, 'Discord did not show the typing sign');
    }
  }
}
