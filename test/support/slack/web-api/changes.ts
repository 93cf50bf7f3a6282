/** Lets tests wait for something to become true, without sleeping: looked at again after each thing the app did. */
export class Changes {
  readonly #watchers = new Set<() => void>();

  /** Resolves with what `probe` gives, as soon as that is neither undefined nor false. */
  async until<T>(probe: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = probe();
      if (found !== undefined && found !== false) return found;
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  /** Something has changed. */
  tell(): void {
    const watchers = [...this.#watchers];
    this.#watchers.clear();
    for (const watch of watchers) watch();
  }
}
