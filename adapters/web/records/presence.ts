import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { OneAtATime } from './one-at-a-time.ts';

const KIND = 'presence';
/** How often it is noted that an agent's page is open, and how long such a note holds, milliseconds. */
const NOTED_EVERY_MS = 15_000;
const HOLDS_MS = 45_000;

/**
 * Which agents have the page open. It is kept in the store, as their stream may be another process' than the one that asks.
 * A browser lets go of the stream of a tab in the background, so who looks elsewhere is not there.
 */
export class Presence {
  private readonly deps: { storage: AdapterStorage; clock: Clock };
  private readonly turns = new OneAtATime();
  /** The streams of an agent that are open here, and when that was noted last. */
  private readonly open = new Map<string, { streams: number; notedAt: number }>();

  constructor(deps: { storage: AdapterStorage; clock: Clock }) {
    this.deps = deps;
  }

  /** A stream of an agent opens. */
  enter(agent: string): void {
    const { streams, notedAt } = this.open.get(agent) ?? { streams: 0, notedAt: Number.NEGATIVE_INFINITY };
    this.open.set(agent, { streams: streams + 1, notedAt });
  }

  /** It is open still. Cheap, so it may be said often. */
  async stay(agent: string): Promise<void> {
    const now = this.deps.clock.now().getTime();
    const here = this.open.get(agent);
    if (!here || now - here.notedAt < NOTED_EVERY_MS) return;
    here.notedAt = now;
    await this.turns.run(agent, () => this.note(agent, now));
  }

  /** It ends; with the last one here the agent is gone, unless another process says otherwise before long. */
  async leave(agent: string): Promise<void> {
    const here = this.open.get(agent);
    if (here && here.streams > 1) {
      here.streams -= 1;
      return;
    }
    this.open.delete(agent);
    await this.turns.run(agent, async () => {
      if (!this.open.has(agent)) await this.deps.storage.remove(KIND, agent);
    });
  }

  /** Those of them whose page is open. */
  async among(agents: readonly string[]): Promise<ReadonlySet<string>> {
    const now = this.deps.clock.now().getTime();
    const notes = await Promise.all(agents.map((agent) => this.deps.storage.get(KIND, agent)));
    return new Set(agents.filter((_, index) => now - atOf(notes[index]?.value) < HOLDS_MS));
  }

  private async note(agent: string, at: number): Promise<void> {
    const value = { at };
    if (await this.deps.storage.replace(KIND, agent, value)) return;
    const added = await this.deps.storage.insert(KIND, { id: agent, group: KIND, order: 0, value });
    if (!added) await this.deps.storage.replace(KIND, agent, value);
  }
}

function atOf(value: object | undefined): number {
  const { at } = (value ?? {}) as { at?: unknown };
  return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
}
