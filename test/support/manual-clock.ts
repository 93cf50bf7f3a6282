import type { Clock } from '../../src/platform/clock.ts';

/** A clock whose hands the test moves. */
export class ManualClock implements Clock {
  private time: number;
  private waits: { at: number; run: () => void }[] = [];

  constructor(start = '2026-01-05T10:00:00.000Z') {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  after(ms: number, run: () => void): () => void {
    const wait = { at: this.time + ms, run };
    this.waits.push(wait);
    return () => {
      this.waits = this.waits.filter((one) => one !== wait);
    };
  }

  /** Moves the hands on, and runs what falls due, in order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = this.waits.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.waits = this.waits.filter((one) => one !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = end;
  }
}
