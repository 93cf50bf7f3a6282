import type { Clock } from '../../../../src/platform/clock.ts';

/** Gives message times as Slack writes them (`seconds.microseconds`): ascending and unique in the workspace. */
export class Timestamps {
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    this.#last = Math.max(this.#clock.now().getTime() * 1000, this.#last + 1);
    return write(this.#last);
  }
}

function write(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}
