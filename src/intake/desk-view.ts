import type { AgentDesk } from '../channels/adapter.ts';
import type { DeskSettings, DeskView } from '../conversation/facts.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Agent } from '../routing/agent.ts';
import { isOpen } from '../routing/hours.ts';
import type { AgentRecord } from '../store/agents.ts';
import type { Store } from '../store/store.ts';
import { createPresence } from './presence.ts';

/** What is configured of an agent. */
export interface AgentProfile {
  name?: string | undefined;
  skills: readonly string[];
  languages: readonly string[];
  seniority: number;
  capacity?: number | undefined;
  /** The name of their hours; the desk's where none is given. */
  hours?: string | undefined;
}

export interface DeskViewDeps {
  store: Pick<Store, 'agents' | 'escalations'>;
  desk: AgentDesk;
  clock: Clock;
  logger: Logger;
  settings: Live<DeskViewSettings>;
}

export interface DeskViewSettings extends Pick<DeskSettings, 'capacity' | 'hours' | 'heedPresence'> {
  /** By the id of the person. */
  profiles: Readonly<Record<string, AgentProfile>>;
}

/** How old the view may be, and the list of members, which costs calls of the platform, milliseconds. */
const FRESH_MS = 2_000;
const MEMBERS_FRESH_MS = 60_000;
/** Waiting escalations and past waits that are looked at. */
const WAITING = 500;
const SAMPLES = 300;
/** For who has no limit. */
const NO_LIMIT = 1_000;

const EMPTY: DeskView = { agents: [], waiting: [], samples: [] };

/** The desk as it is: who is there, what waits, how long it took of late. Never fails: what cannot be known is left out. */
export function createDeskView(deps: DeskViewDeps): () => Promise<DeskView> {
  const { store, desk, clock, logger } = deps;
  const withPresence = createPresence(deps);
  let view: { at: number; seen: Promise<DeskView> } | undefined;
  let members: { at: number; people: { id: string; name: string }[] } = {
    at: Number.NEGATIVE_INFINITY,
    people: [],
  };

  async function people(): Promise<{ id: string; name: string }[]> {
    const now = clock.now().getTime();
    if (!desk.members || now - members.at < MEMBERS_FRESH_MS) return members.people;
    try {
      members = { at: now, people: await desk.members() };
    } catch (error) {
      logger.warn(
        { reason: messageOf(error) },
        'the members of the desk could not be read; those known before count',
      );
    }
    return members.people;
  }

  async function look(): Promise<DeskView> {
    const [present, known, loads, waiting, waits] = await Promise.all([
      people(),
      store.agents.ofDesk(desk.platform, desk.channel.workspace),
      store.escalations.loads(),
      store.escalations.waiting(WAITING),
      store.escalations.waits(SAMPLES),
    ]);
    const settings = deps.settings();
    const records = new Map(known.map((record) => [record.personId, record]));
    const names = new Map(present.map(({ id, name }) => [id, name]));
    const ids = desk.members
      ? names.keys()
      : new Set([...Object.keys(settings.profiles), ...records.keys()]).keys();
    const agents = [...ids].map((id) =>
      agentOf(settings, id, { name: names.get(id), record: records.get(id), load: loads.get(id) ?? 0 }),
    );
    const shown = settings.heedPresence ? await withPresence(agents) : agents;
    return { agents: shown, waiting, samples: waits };
  }

  function agentOf(
    { profiles, hours, capacity }: DeskViewSettings,
    id: string,
    { name, record, load }: { name: string | undefined; record: AgentRecord | undefined; load: number },
  ): Agent {
    const profile = Object.hasOwn(profiles, id) ? profiles[id] : undefined;
    const own = hours[profile?.hours ?? 'default'] ?? null;
    const now = clock.now();
    const away = record?.awayUntil ? record.awayUntil > now : false;
    return {
      id,
      name: profile?.name ?? name ?? record?.name ?? id,
      skills: profile?.skills ?? [],
      languages: profile?.languages ?? [],
      seniority: profile?.seniority ?? 0.5,
      capacity: (profile?.capacity ?? capacity) || NO_LIMIT,
      load,
      availability: away ? 'away' : isOpen(own, now) ? 'there' : 'off_hours',
      lastClaimAt: record?.lastClaimAt?.toISOString() ?? null,
    };
  }

  return () => {
    const now = clock.now().getTime();
    if (view && now - view.at < FRESH_MS && now >= view.at) return view.seen;
    const seen = look().catch((error) => {
      logger.warn({ reason: messageOf(error) }, 'the desk could not be looked at');
      view = undefined;
      return EMPTY;
    });
    view = { at: now, seen };
    return seen;
  };
}

/** How many escalations an agent may hold at once; null for no limit. */
export function capacityOf(
  personId: string,
  { profiles, capacity }: Pick<DeskViewSettings, 'profiles' | 'capacity'>,
): number | null {
  const own = Object.hasOwn(profiles, personId) ? profiles[personId]?.capacity : undefined;
  return (own ?? capacity) || null;
}
