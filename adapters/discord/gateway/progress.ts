import { laterOf } from '../server/snowflake.ts';

/** One event on its way: its number in the session, and the id of the message that it brings. */
interface Step {
  sequence: number;
  message: string | undefined;
  done: boolean;
}

/**
 * How far the events of one session have been worked off. What is told of it is safe to go on from: every event up to
 * there has been handed in, whatever became of later ones.
 */
export class Progress {
  /** All events up to this number are done. */
  #done: number;
  /** The highest number that was begun. */
  #begun: number;
  /** The newest message among those that are done. */
  #message: string;
  #steps: Step[] = [];

  constructor(from: { sequence: number; message: string }) {
    this.#done = from.sequence;
    this.#begun = from.sequence;
    this.#message = from.message;
  }

  get sequence(): number {
    return this.#done;
  }

  get message(): string {
    return this.#message;
  }

  /** Begins an event; undefined where it was begun before, which happens when a session is resumed. */
  begin(sequence: number, message?: string): (() => void) | undefined {
    if (sequence <= this.#begun) return undefined;
    this.#begun = sequence;
    const step: Step = { sequence, message, done: false };
    this.#steps.push(step);
    return () => {
      step.done = true;
      this.#advance();
    };
  }

  #advance(): void {
    let count = 0;
    for (const { done, sequence, message } of this.#steps) {
      if (!done) break;
      count += 1;
      this.#done = sequence;
      if (message !== undefined) this.#message = laterOf(this.#message, message);
    }
    this.#steps = count > 0 ? this.#steps.slice(count) : this.#steps;
  }
}
