import type { AdapterStorage, StoredRecord } from '../../../src/channels/adapter.ts';

/** An adapter's records in memory; like the real store it keeps copies, never the caller's objects. */
export class MemoryStorage implements AdapterStorage {
  private readonly records = new Map<string, { kind: string; record: StoredRecord }>();

  async insert(kind: string, record: StoredRecord): Promise<boolean> {
    const key = `${kind}/${record.id}`;
    if (this.records.has(key)) return false;
    this.records.set(key, { kind, record: structuredClone(record) });
    return true;
  }

  async replace(kind: string, id: string, value: object): Promise<boolean> {
    const found = this.records.get(`${kind}/${id}`);
    if (!found) return false;
    found.record.value = structuredClone(value);
    return true;
  }

  async get(kind: string, id: string): Promise<StoredRecord | undefined> {
    const found = this.records.get(`${kind}/${id}`);
    return found && structuredClone(found.record);
  }

  /** Everything in it. */
  all(): { kind: string; record: StoredRecord }[] {
    return structuredClone([...this.records.values()]);
  }

  async remove(kind: string, id: string): Promise<void> {
    this.records.delete(`${kind}/${id}`);
  }

  async list(
    kind: string,
    group: string,
    { after = Number.NEGATIVE_INFINITY, limit = 1_000 }: { after?: number; limit?: number } = {},
  ): Promise<StoredRecord[]> {
    return [...this.records.values()]
      .filter((one) => one.kind === kind && one.record.group === group && one.record.order > after)
      .sort((a, b) => a.record.order - b.record.order)
      .slice(0, limit)
      .map(({ record }) => structuredClone(record));
  }
}
