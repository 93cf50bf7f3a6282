import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../platform/clock.ts';
import type { Config, Sources } from '../../platform/config/parse-config.ts';
import { overrideName } from '../../platform/config/variables.ts';
import { BatonError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Who } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import { type Address, fromWords, requireAddress } from './address.ts';
import { type ChangeDeps, change, type Outcome, settle, type Wish } from './change.ts';
import { type ChangeShown, historyOf, undoable } from './history.ts';
import { type LeftOut, openInForce } from './in-force.ts';
import { reversed, standsAs, writesFor, writtenAt } from './layer.ts';
import { type SettingShown, type Source, shownAt, shownBelow } from './show.ts';

export type { ChangeShown, SettingShown, Source, Who };

/** What a change did. */
export interface SettingChanged {
  path: string;
  /** False where it was so already: nothing was stored. */
  changed: boolean;
  /** The number of the change; null where there was none. */
  id: number | null;
  /** What is written there, all layers together, before and after; undefined where nothing is. */
  from: unknown;
  to: unknown;
  /** What is worked with now, durations in milliseconds. */
  effective: unknown;
  /** Where what is there now comes from. */
  source: Source;
}

/** The change that was taken back. */
export interface SettingUndone extends SettingChanged {
  /** Its number, and who had made it. */
  undid: number;
  madeBy: Who;
}

/**
 * The settings in force: defaults, then the file, then the environment, then what commands have set. A place is a setting
 * (`handoff.note_mark`), a row of a table (`desk.agents.U123`) or a value of a row (`desk.agents.U123.skills`).
 *
 * What changes something throws a BatonError: `settings.unknown` for a place that there is not, `settings.fixed` for one
 * that is read at the start alone or is a secret, `settings.refused` with every problem that it would bring,
 * `settings.conflict` where somebody else changed it at the same moment, `settings.nothing_to_undo`; and rejects with
 * anything else where the store cannot be reached.
 */
export interface Settings {
  /** The configuration in force, frozen; the same object until it changes. */
  current(): Config;
  /** What is set at a place, or of every setting below a section, and where it comes from. Never a secret. */
  show(prefix?: string): SettingShown[];
  /** What commands have set that cannot be in force in this process, since the file or Baton is another. */
  leftOut(): readonly LeftOut[];
  /**
   * Sets a place by command.
   *
   * @param value words are read as the environment is read; anything else is the value as it is written in the file, and
   *   null takes a row, or a value of a row, out of a table
   */
  set(path: string, value: unknown, by: Who, reason?: string): Promise<SettingChanged>;
  /** Takes away what commands have set at a place and below: the environment, the file or the default is in force again. */
  unset(path: string, by: Who, reason?: string): Promise<SettingChanged>;
  /** Takes back the last change that stands, whoever made it, or one by its number. */
  undo(by: Who, id?: number): Promise<SettingUndone>;
  /** The latest changes, newest first; of a place and what is below it, where one is named. */
  history(limit: number, path?: string): Promise<ChangeShown[]>;
  /** Told when another configuration has come into force in this process; gives how to end that. */
  onChange(listener: (now: Config, before: Config) => void): () => void;
}

export interface SettingsDeps {
  store: Pick<Store, 'settings' | 'audit'>;
  /** What the file and the environment say. */
  sources: Sources;
  clock: Clock;
  logger: Logger;
  /** Looks at what a configuration means beyond its values. Throws a BatonError where it cannot be. */
  check?(config: Config): void;
}

/** Settings that follow what other processes change. */
export interface LiveSettings extends Settings {
  /** Begins to look for changes of other processes, every two seconds. */
  start(): void;
  /** Looks for them once; never rejects. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the settings with what commands have set so far. Rejects where the store cannot be read. */
export async function createSettings(deps: SettingsDeps): Promise<LiveSettings> {
  const { store, sources } = deps;
  const rules = { sources, check: deps.check ?? (() => undefined) };
  const force = await openInForce({ ...deps, rules });
  const changing: ChangeDeps = { ...deps, rules, adopt: force.adopt };

  async function changed(wish: Omit<Wish, 'undoes'> & { undoes?: number }): Promise<SettingChanged> {
    const outcome = await change(changing, { undoes: null, ...wish });
    return resultOf(sources, wish.address, outcome);
  }

  return {
    current: () => force.now().config,
    leftOut: force.leftOut,
    show: (prefix) => shownBelow(sources, force.now(), prefix),

    async set(path, value, by, reason = '') {
      const address = changeable(path);
      const written = typeof value === 'string' ? fromWords(address, value) : value;
      return changed({
        ...{ address, by, reason, what: 'settings.set' },
        plan(now, stamp) {
          const present = writtenAt(now.written, address) ?? null;
          if (isDeepStrictEqual(present, written ?? null)) return [];
          return writesFor(now.layer, address, stamp(address.path, written ?? null));
        },
      });
    },

    async unset(path, by, reason = '') {
      const address = changeable(path);
      const plan: Wish['plan'] = ({ layer }) => writesFor(layer, address, null);
      return changed({ address, by, reason, what: 'settings.unset', plan });
    },

    async undo(by, id) {
      await settle(store, await store.settings.get());
      const target = await undoable(store.settings, id);
      const address = requireAddress(target.path);
      const result = await changed({
        ...{ address, by, reason: target.reason, what: 'settings.undo', undoes: target._id },
        plan({ layer }) {
          if (standsAs(layer, target.writes)) return reversed(target.writes);
          const mend = 'Look at the history of the settings, and try again.';
          throw new BatonError('settings.conflict', `${target.path} was changed just now`, { mend });
        },
      });
      return { ...result, undid: target._id, madeBy: target.by };
    },

    async history(limit, path) {
      await settle(store, await store.settings.get());
      return historyOf(store.settings, limit, path);
    },

    onChange: force.onChange,
    start: force.start,
    refresh: force.refresh,
    stop: force.stop,
  };
}

/** The place, where commands may change it. */
function changeable(path: string): Address {
  const address = requireAddress(path);
  if (!address.definition.fixed) return address;
  throw new BatonError(
    'settings.fixed',
    `${address.setting} is read when Baton starts; no command changes it`,
    {
      mend: `Set ${address.setting} in the settings file, or ${overrideName(address.setting)} in the environment, and start Baton again.`,
    },
  );
}

function resultOf(sources: Sources, address: Address, { id, before, after }: Outcome): SettingChanged {
  const { value: to, effective, source } = shownAt(sources, after, address);
  const from = writtenAt(before.written, address);
  return { path: address.path, changed: id !== null, id, from, to, effective, source };
}
