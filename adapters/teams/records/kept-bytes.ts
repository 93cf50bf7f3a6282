import type { AdapterStorage } from '../../../src/channels/adapter.ts';

/** Bytes in one record; as base64 it stays well below what a document may have (16 MB). */
const CHUNK = 1024 * 1024;
const BYTES = 'bytes';

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

  async remove(id: string, size: number): Promise<void> {
    for (let part = 0; part * CHUNK < size; part += 1) await this.#storage.remove(BYTES, partId(id, part));
  }
}

function partId(id: string, part: number): string {
  return `${id}:${part}`;
}
