/** Counts what is under way, so that stopping can wait for it. */
export class InFlight {
  #count = 0;
  #closed = false;
  #idle: (() => void)[] = [];

  get closed(): boolean {
    return this.#closed;
  }

  /** Runs it, and counts it until it has ended. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** From now on nothing new is to be begun; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#count > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }
}
