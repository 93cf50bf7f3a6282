import type { AdapterStorage, StoredRecord } from '../../../src/channels/adapter.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { idFrom } from '../places.ts';

const KIND = 'thread';
const TITLE_LIMIT = 80;
/** Records read at once. */
const PAGE = 500;

/** A customer's thread, as listed on the page. */
export interface CustomerThread {
  id: string;
  /** The beginning of its first message. */
  title: string;
  /** When it was begun, ISO 8601. */
  at: string;
}

/** Which threads each customer has. */
export class Threads {
  private readonly deps: { storage: AdapterStorage; clock: Clock };

  constructor(deps: { storage: AdapterStorage; clock: Clock }) {
    this.deps = deps;
  }

  /** Notes that a thread exists; the first text names it. */
  async begin(customerId: string, thread: string, text: string): Promise<void> {
    const now = this.deps.clock.now();
    const value: CustomerThread = { id: thread, title: titleOf(text), at: now.toISOString() };
    const id = idFrom(customerId, thread);
    await this.deps.storage.insert(KIND, { id, group: customerId, order: now.getTime(), value });
  }

  /** The threads of a customer, the latest first. */
  async of(customerId: string): Promise<CustomerThread[]> {
    const found: StoredRecord[] = [];
    for (;;) {
      const after = found.at(-1)?.order;
      const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
      const page = await this.deps.storage.list(KIND, customerId, options);
      found.push(...page);
      if (page.length < PAGE) return found.map(({ value }) => value as CustomerThread).reverse();
    }
  }

  /** Empties the title of a thread. */
  async untitle(customerId: string, thread: CustomerThread): Promise<void> {
    if (thread.title === '') return;
    const value: CustomerThread = { ...thread, title: '' };
    await this.deps.storage.replace(KIND, idFrom(customerId, thread.id), value);
  }
}

function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const characters = [...line];
  return characters.length <= TITLE_LIMIT ? line : `${characters.slice(0, TITLE_LIMIT - 1).join('')}…`;
}
