import type { Call } from './journal.ts';

/** Holds calls of one method, so that a test decides what happens meanwhile. */
export class Gate {
  readonly held: Call[] = [];
  #releases: (() => void)[] = [];
  #arrived: Call[] = [];
  #watchers: (() => void)[] = [];
  #open = false;

  /** Resolves with the n-th call (default: the first) when it has come to the gate, and with it at once if it has been. */
  async reached(n = 1): Promise<Call> {
    for (;;) {
      const call = this.#arrived[n - 1];
      if (call) return call;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  /** Lets the calls held now go on; later ones are held again. */
  pass(): void {
    const releases = this.#releases;
    this.#releases = [];
    this.held.length = 0;
    for (const release of releases) release();
  }

  /** Opens the gate for good. */
  release(): void {
    this.#open = true;
    this.pass();
  }

  /** Comes to the gate, and waits there while it is closed. */
  async arrive(call: Call): Promise<void> {
    this.#arrived.push(call);
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watch of watchers) watch();
    if (this.#open) return;
    this.held.push(call);
    await new Promise<void>((resolve) => this.#releases.push(resolve));
  }
}

export type GatePlace = 'before' | 'after';

/** All gates, by method and place. */
export class Gates {
  readonly #gates: { method: string; place: GatePlace; when: (call: Call) => boolean; gate: Gate }[] = [];

  add(method: string, place: GatePlace, when: (call: Call) => boolean): Gate {
    const gate = new Gate();
    this.#gates.push({ method, place, when, gate });
    return gate;
  }

  /** Waits at every gate in the way of this call. */
  async pass(call: Call, place: GatePlace): Promise<void> {
    for (const each of this.#gates) {
      if (each.method === call.method && each.place === place && each.when(call))
        await each.gate.arrive(call);
    }
  }

  releaseAll(): void {
    for (const { gate } of this.#gates) gate.release();
  }
}
