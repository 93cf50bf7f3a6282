import type { Clock } from '../../../../src/platform/clock.ts';
import { Refusal } from '../web-api/refusal.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction/#modal_responses */
const TRIGGER_LIVES_MS = 3000;

/** Trigger ids: each lets the app open one modal for one person, soon. */
export class Triggers {
  readonly #clock: Clock;
  readonly #known = new Map<string, { user: string; until: number; used: boolean }>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(user: string): string {
    this.#count += 1;
    const id = `${this.#count}.100000.${this.#count.toString(16).padStart(32, '0')}`;
    this.#known.set(id, { user, until: this.#clock.now().getTime() + TRIGGER_LIVES_MS, used: false });
    return id;
  }

  /** Uses a trigger up, and gives its person. */
  exchange(id: string): string {
    const trigger = this.#known.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.#clock.now().getTime() > trigger.until) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }
}
