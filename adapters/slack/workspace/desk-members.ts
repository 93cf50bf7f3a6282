import type { Clock } from '../../../src/platform/clock.ts';
import { listOf, textOf } from '../../../src/platform/shape.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Who leaves is told by an event; the list is asked for again in case an event went to another process. */
const FRESH_MS = 15_000;

/** The members of the desk channel. Someone removed is out at once, also while the list is being read. */
export class DeskMembers {
  readonly #api: SlackApi;
  readonly #clock: Clock;
  readonly #channel: string;
  #members = new Set<string>();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: { done: Promise<void>; changes: Map<string, boolean> } | undefined;

  constructor(api: SlackApi, clock: Clock, channel: string) {
    this.#api = api;
    this.#clock = clock;
    this.#channel = channel;
  }

  /** Whether the person is a member now. Throws like any call of the Web API where that cannot be told. */
  async has(user: string): Promise<boolean> {
    if (this.#clock.now().getTime() - this.#readAt >= FRESH_MS) await this.#read();
    return this.#members.has(user);
  }

  /** The ids of all members now. Throws like `has`. */
  async all(): Promise<string[]> {
    if (this.#clock.now().getTime() - this.#readAt >= FRESH_MS) await this.#read();
    return [...this.#members];
  }

  /** Slack tells that somebody joined or left the desk channel. */
  changed(user: string, joined: boolean): void {
    this.#reading?.changes.set(user, joined);
    this.#apply(user, joined);
  }

  #apply(user: string, joined: boolean): void {
    if (joined) this.#members.add(user);
    else this.#members.delete(user);
  }

  #read(): Promise<void> {
    if (this.#reading) return this.#reading.done;
    const changes = new Map<string, boolean>();
    const done = this.#readAll(changes).finally(() => {
      this.#reading = undefined;
    });
    this.#reading = { done, changes };
    return done;
  }

  async #readAll(changes: Map<string, boolean>): Promise<void> {
    const startedAt = this.#clock.now().getTime();
    const members = new Set<string>();
    for await (const page of this.#api.pages('conversations.members', { channel: this.#channel })) {
      for (const member of listOf(page['members'])) members.add(textOf(member));
    }
    this.#members = members;
    this.#readAt = startedAt;
    for (const [user, joined] of changes) this.#apply(user, joined);
  }
}
