import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { MongoError } from './mongo-error.ts';
import type { Doc, Raw } from './values/doc.ts';
import { Fields, RawDocuments } from './wire/write-message.ts';

/** How long a cursor waits for its client, as in MongoDB. */
const IDLE_MS = 10 * 60_000;
/** Documents of a first batch where the client names no number, as in MongoDB. */
const FIRST_BATCH = 101;
/** Bytes of one batch; one document may always go. */
const BATCH_BYTES = 16 * 1024 * 1024;

interface Cursor {
  namespace: string;
  rest: readonly Raw[];
  at: number;
  usedAt: number;
}

/** Results that wait to be fetched. They are what was found, whatever changes afterwards. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The answer with the first batch; with more than that, a cursor is left open, unless `single`. */
  first(namespace: string, found: readonly Raw[], batchSize = FIRST_BATCH, single = false): Doc {
    const cursor = { namespace, rest: found, at: 0, usedAt: this.#clock.now().getTime() };
    const batch = take(cursor, batchSize);
    const done = single || cursor.at >= found.length;
    const id = done ? 0n : randomBytes(8).readBigUInt64LE() >> 1n;
    if (!done) this.#open.set(id, cursor);
    return answer('firstBatch', batch, id, namespace);
  }

  /** The next batch. Throws CursorNotFound. */
  next(id: bigint, namespace: string, batchSize = Number.POSITIVE_INFINITY): Doc {
    const cursor = this.#open.get(id);
    if (cursor?.namespace !== namespace) throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = this.#clock.now().getTime();
    const batch = take(cursor, batchSize);
    const done = cursor.at >= cursor.rest.length;
    if (done) this.#open.delete(id);
    return answer('nextBatch', batch, done ? 0n : id, namespace);
  }

  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  /** Forgets cursors whose client has not come for long. */
  expire(): void {
    const oldest = this.#clock.now().getTime() - IDLE_MS;
    for (const [id, { usedAt }] of this.#open) if (usedAt < oldest) this.#open.delete(id);
  }
}

function take(cursor: Cursor, batchSize: number): Raw[] {
  const batch: Raw[] = [];
  let bytes = 0;
  for (; cursor.at < cursor.rest.length && batch.length < batchSize; cursor.at += 1) {
    const raw = cursor.rest[cursor.at] as Raw;
    bytes += raw.byteLength;
    if (batch.length > 0 && bytes > BATCH_BYTES) break;
    batch.push(raw);
  }
  return batch;
}

function answer(field: string, batch: Raw[], id: bigint, ns: string): Doc {
  return { cursor: new Fields({ [field]: new RawDocuments(batch), id, ns }), ok: 1 };
}
