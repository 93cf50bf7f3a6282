import type { Call } from './journal.ts';

/** What goes wrong with a call. The first four leave nothing behind; the last is applied, and nobody learns of it. */
export type Fault =
  | { status: number; retryAfter?: number }
  | { error: string; [extra: string]: unknown }
  | { hang: true }
  | { drop: true }
  | { acceptThenDrop: true };

interface Planned {
  method: string;
  fault: Fault;
  left: number;
  when: (call: Call) => boolean;
}

/** Faults to come, in the order in which they were asked for. */
export class Faults {
  #planned: Planned[] = [];

  plan(method: string, fault: Fault, times: number, when: (call: Call) => boolean): void {
    this.#planned.push({ method, fault, left: times, when });
  }

  /** The fault that strikes this call, if any; it is used up. */
  take(call: Call): Fault | undefined {
    const found = this.#planned.find((each) => each.method === call.method && each.when(call));
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#planned = this.#planned.filter((each) => each !== found);
    return found.fault;
  }

  clear(): void {
    this.#planned = [];
  }
}
