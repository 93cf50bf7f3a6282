import { type FakeSlack, startFakeSlack } from '../../support/slack/fake-slack.ts';
import { Slots } from './slots.ts';

/** A reply that takes longer than this is taken for lost, milliseconds. */
const REPLY_WITHIN_MS = 30_000;
/**
 * Messages on their way to the app at once. A busy Node server takes one new connection in each turn of its event loop
 * (https://github.com/libuv/libuv/pull/3696), so hundreds at once would measure how long connecting takes.
 */
const MESSAGES_UNDER_WAY = 100;

/** One message and what came of it. */
export interface Turn {
  /** From sending to the end of the app's acknowledgement, milliseconds. */
  ackMs: number;
  acknowledged: boolean;
  /** From sending until the reply stood in the channel, milliseconds; with the wait for a way to the app. */
  replyMs: number;
  /** False: no reply came in time, and `replyMs` is how long it was waited for. */
  answered: boolean;
  /** When it stood there, by the machine's monotonic clock. */
  repliedAt: number;
}

/** One customer with a direct message to the app: one conversation. */
export interface Customer {
  user: string;
  channel: string;
  /** Messages sent so far. */
  sent: number;
}

interface Expected {
  text: string;
  arrived(): void;
  failed(error: Error): void;
}

/** A workspace with as many customers as are wanted, each of whom writes to the app and waits for the reply. */
export class Customers {
  readonly slack: FakeSlack;
  readonly desk: string;
  readonly #expected = new Map<string, Expected>();
  readonly #ways = new Slots(MESSAGES_UNDER_WAY);
  readonly #all: Customer[] = [];
  #failure: Error | undefined;

  private constructor(slack: FakeSlack) {
    this.slack = slack;
    this.desk = slack.addChannel({ name: 'support-desk', isPrivate: true }).id;
    // A gate that holds nobody sees each post at the moment it stands in the channel, whatever else is going on.
    slack.gate('chat.postMessage', {
      place: 'after',
      when: ({ args }) => {
        this.#posted(String(args['channel']), String(args['text']));
        return false;
      },
    });
  }

  static async start(): Promise<Customers> {
    return new Customers(await startFakeSlack({ journal: false }));
  }

  /** The first `count` customers. */
  async some(count: number): Promise<Customer[]> {
    while (this.#all.length < count) this.#all.push(await this.newcomer());
    return this.#all.slice(0, count);
  }

  /** A customer who has not written yet. */
  async newcomer(): Promise<Customer> {
    const { id: user } = this.slack.addUser({ name: 'customer' });
    return { user, channel: await this.slack.openDm(user), sent: 0 };
  }

  /** Sends the customer's next message and waits for the reply to it. Rejects where the app has ended. */
  async ask(customer: Customer): Promise<Turn> {
    if (this.#failure) throw this.#failure;
    const { user, channel } = customer;
    customer.sent += 1;
    const text = `How do I export the invoices of last month as one file? Question ${customer.sent}.`;
    const sentAt = performance.now();
    const deliver = async () => (await this.slack.say({ user, channel, text })).delivered;
    const [{ answered, repliedAt }, [delivery]] = await Promise.all([
      this.#reply(channel, text),
      this.#ways.use(deliver),
    ]);
    const { ms: ackMs = Number.NaN, acknowledged = false } = delivery ?? {};
    return { ackMs, acknowledged, answered, replyMs: repliedAt - sentAt, repliedAt };
  }

  /** Ends every wait, and any later one, with this error. */
  fail(error: Error): void {
    this.#failure = error;
    for (const { failed } of this.#expected.values()) failed(error);
  }

  async stop(): Promise<void> {
    await this.slack.stop();
  }

  #reply(channel: string, text: string): Promise<{ answered: boolean; repliedAt: number }> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer);
        this.#expected.delete(channel);
        done();
      };
      const end = (answered: boolean) => settle(() => resolve({ answered, repliedAt: performance.now() }));
      const timer = setTimeout(end, REPLY_WITHIN_MS, false);
      this.#expected.set(channel, {
        text,
        arrived: () => end(true),
        failed: (error) => settle(() => reject(error)),
      });
    });
  }

  #posted(channel: string, text: string): void {
    const expected = this.#expected.get(channel);
    if (expected && text.includes(expected.text)) expected.arrived();
  }
}
