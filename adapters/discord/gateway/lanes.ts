/** Does what belongs to one key in turn, and what belongs to different keys side by side. */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs once everything given before for the same key has ended. `work` must not reject. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key);
    const done = before ? before.then(work) : work();
    const tail = done.finally(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    this.#tails.set(key, tail);
    return tail;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }
}
