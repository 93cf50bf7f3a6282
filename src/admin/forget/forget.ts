import { isDeepStrictEqual } from 'node:util';
import type { ChannelAdapter } from '../../channels/adapter.ts';
import type { InternalEvent } from '../../conversation/facts.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ForgetRecord, PersonKey } from '../../store/forgets.ts';
import type { Store } from '../../store/store.ts';

export interface ForgetDeps {
  store: Pick<Store, 'forgets' | 'erasing' | 'messages' | 'events'>;
  clock: Clock;
  logger: Logger;
  /** Those of this process; each erases what it keeps by itself. */
  channels: readonly Pick<ChannelAdapter, 'platform' | 'forget'>[];
  acceptInternal(conversationId: string, event: InternalEvent): Promise<void>;
}

/** How much of somebody is kept. */
export interface Traces {
  conversations: number;
  messages: number;
}

/** Forgets people who ask for it. */
export interface Forget {
  /**
   * Begins to forget somebody, up to a moment (ISO 8601), and tells how much was kept. It is noted before anything is
   * erased, so it is carried through whatever happens to this process.
   */
  begin(person: PersonKey, at: string): Promise<Traces>;
  /** The workspaces in which something is kept that somebody of this id wrote up to a moment (ISO 8601). */
  workspacesOf(personId: string, at: string): Promise<PersonKey[]>;
  /** Goes on with what is not done yet, and erases what hangs on no conversation. */
  sweep(): Promise<void>;
}

/** People that one sweep goes on with. */
const AT_ONCE = 20;

interface Target {
  id: string;
  opened: boolean;
}

/** Conversations are emptied by the one road, as an event each; a sweep looks until nothing is left. */
export function createForget({ store, clock, logger, channels, acceptInternal }: ForgetDeps): Forget {
  const platforms = channels.map(({ platform }) => platform);

  async function everywhere(personId: string, at: string) {
    const spoken = await store.messages.spokenIn(personId, at);
    return { spoken, places: await store.erasing.placesOf([...spoken.keys()], personId) };
  }

  /** Conversations that still hold words of the person, and how many messages of theirs. */
  async function traces(person: PersonKey, at: string): Promise<{ targets: Target[]; messages: number }> {
    const { spoken, places } = await everywhere(person.id, at);
    const here = places.filter(
      ({ thread }) => thread.platform === person.platform && thread.workspace === person.workspace,
    );
    // What they have opened since then is another matter.
    const opened = here.filter(({ openedBy, openedAt }) => openedBy === person.id && (openedAt ?? '') <= at);
    const emptied = new Set(opened.filter(({ forgotten }) => (forgotten ?? '') < at).map(({ id }) => id));
    const left = here.filter(({ id }) => spoken.has(id) || emptied.has(id));
    const targets = left.map(({ id, openedBy }) => ({ id, opened: openedBy === person.id }));
    return { targets, messages: left.reduce((sum, { id }) => sum + (spoken.get(id) ?? 0), 0) };
  }

  /** Where the person has written what could never be handled, so that no conversation tells of it. */
  async function unheard(personId: string, at: string) {
    const dead = await store.events.deadOf(personId, at);
    return dead.flatMap(({ conversationId: id, event }) =>
      'workspace' in event
        ? [{ id, key: { platform: event.platform, workspace: event.workspace, id: personId } }]
        : [],
    );
  }

  async function handIn(
    personId: string,
    at: string,
    round: number,
    targets: readonly Target[],
  ): Promise<void> {
    for (const { id } of targets) {
      const event = { kind: 'customer.forgotten' as const, id: `forget:${at}:${round}`, at, personId };
      await acceptInternal(id, event);
    }
  }

  async function goOn(record: ForgetRecord): Promise<void> {
    const { person, at } = record;
    if (!person) return;
    const { targets } = await traces(person, at);
    if (targets.length > 0) {
      return handIn(person.id, at, await store.forgets.again(record, openedOf(targets)), targets);
    }
    if (!(await store.erasing.rest({ id: person.id, at }, record.opened))) return;
    const channel = channels.find(({ platform }) => platform === person.platform);
    if (!channel) return store.forgets.leaveToAdapter(record);
    await channel.forget?.({ workspace: person.workspace, id: person.id }, at);
    await store.forgets.done(record, clock.now());
  }

  return {
    async begin(person, at) {
      const { targets, messages } = await traces(person, at);
      const lost = (await unheard(person.id, at)).filter(({ key }) => isDeepStrictEqual(key, person));
      // Also where nothing is found: the adapter may keep what became no conversation, such as a command.
      const record = await store.forgets.ask(person, at, openedOf(targets));
      await handIn(person.id, record.at, record.rounds, targets);
      const places = new Set([...targets, ...lost].map(({ id }) => id));
      return { conversations: places.size, messages: messages + lost.length };
    },

    async workspacesOf(personId, at) {
      const { places } = await everywhere(personId, at);
      const keys = places.map(({ thread: { platform, workspace } }) => ({
        platform,
        workspace,
        id: personId,
      }));
      const lost = await unheard(personId, at);
      const all = [...keys, ...lost.map(({ key }) => key)];
      return [...new Map(all.map((key) => [JSON.stringify(key), key])).values()];
    },

    async sweep() {
      for (const record of await store.forgets.pending(AT_ONCE, platforms)) {
        await goOn(record).catch((error) =>
          logger.error({ error }, 'somebody is not forgotten yet; the next sweep goes on'),
        );
      }
    },
  };
}

function openedOf(targets: readonly Target[]): string[] {
  return targets.filter(({ opened }) => opened).map(({ id }) => id);
}
