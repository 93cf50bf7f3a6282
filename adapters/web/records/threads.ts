import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { idFrom } from '../places.ts';

const KIND = 'thread';
const TITLE_LIMIT = 80;

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
    const found = await this.deps.storage.list(KIND, customerId);
    return found.map(({ value }) => value as CustomerThread).reverse();
  }
}

function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const characters = [...line];
  return characters.length <= TITLE_LIMIT ? line : `${characters.slice(0, TITLE_LIMIT - 1).join('')}…`;
}
