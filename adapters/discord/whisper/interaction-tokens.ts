import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import { type ThreadRef, threadKey } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';

/** By which one person can be told something that nobody else sees. */
export interface InteractionToken {
  token: string;
  /** The command waits for its answer, which is what is told first. */
  pending: boolean;
  /** When the person pressed or typed, milliseconds. */
  at: number;
}

/** Tokens are good for 15 minutes. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
const GOOD_FOR_MS = 14 * 60_000;
const KIND = 'interaction';
/** Records looked at, each time that one is stored, for whether they have run out. */
const SWEPT_AT_ONCE = 3;

/** The newest token of each person in each thread, for every process on the same store. */
export class InteractionTokens {
  readonly #storage: AdapterStorage;
  readonly #clock: Clock;

  constructor(storage: AdapterStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  async remember(
    person: string,
    thread: ThreadRef,
    { token, pending }: { token: string; pending: boolean },
  ): Promise<void> {
    const id = idOf(person, thread);
    const at = this.#clock.now().getTime();
    await this.#sweep(at);
    await this.#storage.remove(KIND, id);
    await this.#storage.insert(KIND, {
      id,
      group: KIND,
      order: at + GOOD_FOR_MS,
      value: { token, pending, at },
    });
  }

  async get(person: string, thread: ThreadRef): Promise<InteractionToken | undefined> {
    const value = shapeOf((await this.#storage.get(KIND, idOf(person, thread)))?.value);
    const [token, at] = [textOf(value['token']), Number(value['at'])];
    if (token === '' || !(at + GOOD_FOR_MS > this.#clock.now().getTime())) return undefined;
    return { token, at, pending: value['pending'] === true };
  }

  /** The command has been answered; what is told next comes beside that. */
  async answered(person: string, thread: ThreadRef, known: InteractionToken): Promise<void> {
    await this.#storage.replace(KIND, idOf(person, thread), { ...known, pending: false });
  }

  async forget(person: string, thread: ThreadRef): Promise<void> {
    await this.#storage.remove(KIND, idOf(person, thread));
  }

  /** More run out than are stored only if nothing is stored: so the records stay few. */
  async #sweep(now: number): Promise<void> {
    for (const { id, order } of await this.#storage.list(KIND, KIND, { limit: SWEPT_AT_ONCE })) {
      if (order <= now) await this.#storage.remove(KIND, id);
    }
  }
}

function idOf(person: string, thread: ThreadRef): string {
  return `${person}|${threadKey(thread)}`;
}
