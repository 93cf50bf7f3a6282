import type { AdapterStorage } from '../../../src/channels/adapter.ts';

/** Bytes in one record; as base64 it stays well below what a document may have (16 MB). */
const CHUNK = 1024 * 1024;
const BYTES = 'bytes';
/** Listing reads the parts, too. */
const REMOVED_AT_ONCE = 4;

/** Keeps the bytes of files in the record store, in parts. */
export class KeptBytes {
  readonly #storage: AdapterStorage;

  constructor(storage: AdapterStorage) {
    this.#storage = storage;
  }

  async put(id: string, bytes: Uint8Array): Promise<void> {
    for (let part = 0; part * CHUNK < bytes.byteLength; part += 1) {
      const data = Buffer.from(bytes.subarray(part * CHUNK, (part + 1) * CHUNK)).toString('base64');
      await this.#storage.insert(BYTES, { id: partId(id, part), group: id, order: part, value: { data } });
    }
  }

  /** The bytes, where all `size` of them are there. */
  async get(id: string, size: number): Promise<Uint8Array | undefined> {
    const parts: Buffer[] = [];
    for (let part = 0; part * CHUNK < size; part += 1) {
      const found = (await this.#storage.get(BYTES, partId(id, part)))?.value as { data: string } | undefined;
      if (!found) return undefined;
      parts.push(Buffer.from(found.data, 'base64'));
    }
    const whole = Buffer.concat(parts);
    return whole.byteLength === size ? whole : undefined;
  }

  /** Removes what is there of a file, all or a part. */
  async remove(id: string): Promise<void> {
    for (;;) {
      const parts = await this.#storage.list(BYTES, id, { limit: REMOVED_AT_ONCE });
      if (parts.length === 0) return;
      for (const part of parts) await this.#storage.remove(BYTES, part.id);
    }
  }
}

function partId(id: string, part: number): string {
  return `${id}:${part}`;
}
