import type { Clock } from './clock.ts';

interface Entry<T> {
  value: T;
  /** Milliseconds by the clock; from then on it is asked for again. */
  until: number;
}

/** Remembers what was looked up: for a while, for so many keys, and one look-up at a time for each key. */
export class RecentCache<T> {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #entries = new Map<string, Entry<T>>();
  readonly #pending = new Map<string, Promise<T>>();

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** The value remembered, else what `look` finds, kept for `keepMs`. Whoever asks meanwhile shares the look-up. */
  get(key: string, look: () => Promise<{ value: T; keepMs: number }>): Promise<T> {
    const known = this.#entries.get(key);
    if (known && known.until > this.#clock.now().getTime()) return Promise.resolve(known.value);
    const pending = this.#pending.get(key);
    if (pending) return pending;
    const looking = look()
      .then(({ value, keepMs }) => {
        this.#remember(key, value, keepMs);
        return value;
      })
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, looking);
    return looking;
  }

  /** Puts in what is known from elsewhere, for `keepMs`. */
  set(key: string, value: T, keepMs: number): void {
    this.#remember(key, value, keepMs);
  }

  /** The value remembered, if any; nothing is looked up. */
  peek(key: string): T | undefined {
    const known = this.#entries.get(key);
    return known && known.until > this.#clock.now().getTime() ? known.value : undefined;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  #remember(key: string, value: T, keepMs: number): void {
    this.#entries.delete(key);
    const oldest = this.#entries.size >= this.#most ? this.#entries.keys().next() : undefined;
    if (oldest && !oldest.done) this.#entries.delete(oldest.value);
    this.#entries.set(key, { value, until: this.#clock.now().getTime() + keepMs });
  }
}
