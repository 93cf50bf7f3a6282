import { createHash } from 'node:crypto';
import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';

/** The last post that is known to have arrived in a channel. */
export interface LastPost {
  channel: string;
  nonce: string;
  /** As in its `PostRef`. */
  id: string;
}

const KIND = 'last-post';
/** So many records at most; channels that share one forget the other's, and only look further back then. */
const SLOTS = 4096;

/**
 * Remembers the last post in each channel. Posts of one channel are made one after the other, so a post in doubt is
 * either the last one, or newer than it: what was said before, in the same words, is not mistaken for it.
 */
export class PostLog {
  readonly #storage: AdapterStorage;
  readonly #logger: Logger;

  constructor(storage: AdapterStorage, logger: Logger) {
    this.#storage = storage;
    this.#logger = logger;
  }

  /** Never fails: without the record, a post in doubt is looked for further back. */
  async note(last: LastPost): Promise<void> {
    const id = slotOf(last.channel);
    try {
      if (await this.#storage.replace(KIND, id, last)) return;
      const record = { id, group: KIND, order: Number(id), value: last };
      if (!(await this.#storage.insert(KIND, record))) await this.#storage.replace(KIND, id, last);
    } catch (error) {
      this.#logger.warn({ error: messageOf(error) }, 'The last post in a Discord channel could not be noted');
    }
  }

  async last(channel: string): Promise<LastPost | undefined> {
    const value = shapeOf((await this.#storage.get(KIND, slotOf(channel)))?.value);
    if (value['channel'] !== channel) return undefined;
    return { channel, nonce: textOf(value['nonce']), id: textOf(value['id']) };
  }
}

function slotOf(channel: string): string {
  return String(createHash('sha256').update(channel).digest().readUInt32BE() % SLOTS);
}
