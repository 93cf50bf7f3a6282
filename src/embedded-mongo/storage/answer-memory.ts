import { deserialize, serialize } from 'bson';
import type { Clock } from '../../platform/clock.ts';
import { encodeFrame, kind } from '../journal/frames.ts';
import { MongoError } from '../mongo-error.ts';
import type { Raw } from '../values/doc.ts';

/** How long a session's last answer is remembered, as long as `hello` says that sessions live. */
export const SESSION_MINUTES = 30;

/** Sessions that are remembered at once; beyond, the ones unused for longest are forgotten. */
const MOST_SESSIONS = 20_000;

interface Remembered {
  transaction: bigint;
  at: number;
  /** The answer, encoded. */
  reply: Raw;
}

/**
 * The answers to retryable writes: a driver that lost the connection sends the write again under the same session and
 * number, and must get the first answer, without the write being applied again. A session has one write at a time, so the
 * last answer is enough (https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md).
 */
export class AnswerMemory {
  readonly #sessions = new Map<string, Remembered>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The answer that was given already. Throws TransactionTooOld for a write before the session's last. */
  recall(session: string, transaction: bigint): Raw | undefined {
    const known = this.#sessions.get(session);
    if (!known || known.transaction < transaction) return undefined;
    if (known.transaction === transaction) return known.reply;
    throw new MongoError(
      'TransactionTooOld',
      `Retryable write with txnNumber ${transaction} is older than the session's last, ${known.transaction}`,
    );
  }

  /** Remembers an answer; gives the frame for the log. */
  remember(session: string, transaction: bigint, reply: Raw): Uint8Array {
    const remembered = { transaction, at: this.#clock.now().getTime(), reply };
    this.#set(session, remembered);
    return frameOf(session, remembered);
  }

  replay(body: Raw): void {
    const { s, t, a, r } = deserialize(body, { useBigInt64: true, promoteBuffers: true });
    this.#set(s, { transaction: t, at: Number(a), reply: new Uint8Array(r) });
  }

  capture(): Iterable<Uint8Array> {
    const all = [...this.#sessions];
    return (function* () {
      for (const [session, remembered] of all) yield frameOf(session, remembered);
    })();
  }

  /** Unused for longest stand first, as each use puts a session last. */
  #set(session: string, remembered: Remembered): void {
    this.#sessions.delete(session);
    this.#sessions.set(session, remembered);
    const oldest = this.#clock.now().getTime() - SESSION_MINUTES * 60_000;
    for (const [other, { at }] of this.#sessions) {
      if (at >= oldest && this.#sessions.size <= MOST_SESSIONS) return;
      this.#sessions.delete(other);
    }
  }
}

function frameOf(session: string, { transaction, at, reply }: Remembered): Uint8Array {
  const body = serialize({ s: session, t: transaction, a: BigInt(at), r: reply });
  return encodeFrame(kind.answer, '', body);
}
