import type { AdapterStorage } from '../../../src/channels/adapter.ts';

/** Records read at once. */
const PAGE = 100;

/** Which files belong to whom or to what, so that they can go together. */
export class Belonging {
  readonly #storage: AdapterStorage;
  readonly #kind: string;

  constructor(storage: AdapterStorage, kind: string) {
    this.#storage = storage;
    this.#kind = kind;
  }

  /** Notes that a file belongs to an owner since a time (milliseconds); the first owner counts. */
  async note(fileId: string, owner: string, at: number): Promise<void> {
    await this.#storage.insert(this.#kind, { id: fileId, group: owner, order: at, value: {} });
  }

  async remove(fileId: string): Promise<void> {
    await this.#storage.remove(this.#kind, fileId);
  }

  /** Has everything erased that has belonged to an owner since `last` (milliseconds) or before; `erase` calls `remove`. */
  async eraseAll(
    owner: string,
    erase: (fileId: string) => Promise<void>,
    last = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    for (;;) {
      const page = await this.#storage.list(this.#kind, owner, { limit: PAGE });
      const due = page.filter(({ order }) => order <= last);
      for (const { id } of due) await erase(id);
      if (due.length < PAGE) return;
    }
  }
}
