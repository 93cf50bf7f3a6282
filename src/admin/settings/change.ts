import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../platform/clock.ts';
import { BatonError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type {
  SettingEntry,
  SettingsChange,
  SettingsRecord,
  SettingWrite,
  Who,
} from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import { type Address, addressOf, isWithin } from './address.ts';
import { type Examined, examine, isNewer, NEWER, type Rules } from './examine.ts';
import { applied, entriesOf, jsonOf, type Layer, layerOf, writtenAt } from './layer.ts';

export interface ChangeDeps {
  store: Pick<Store, 'settings' | 'audit'>;
  clock: Clock;
  logger: Logger;
  rules: Rules;
  /** Puts what was stored in force in this process at once. */
  adopt(record: SettingsRecord): void;
}

/** What somebody wants changed. */
export interface Wish {
  address: Address;
  by: Who;
  reason: string;
  undoes: number | null;
  /** For the log and the audit: `settings.set`. */
  what: string;
  /** The writes that bring it about; none where it is so already. `stamp` makes an entry of a written value. */
  plan(now: Examined, stamp: (path: string, value: unknown) => SettingEntry): SettingWrite[];
}

/** What became of it: `id` is null where nothing had to be changed. */
export interface Outcome {
  id: number | null;
  before: Examined;
  after: Examined;
}

/** Tries to store a change while others store theirs. */
const TRIES = 20;

/**
 * Checks a change against what is stored and stores it: compare-and-set, so that of changes made at once none is lost.
 * Throws `settings.refused` with every problem it would bring, and `settings.conflict` where somebody else has just
 * changed the same place.
 */
export async function change(deps: ChangeDeps, wish: Wish): Promise<Outcome> {
  const { store, rules } = deps;
  let first: Layer | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const record = await store.settings.get();
    if (isNewer(record)) throw refusal(wish, [NEWER]);
    const before = examine(rules, layerOf(record.entries));
    first ??= before.layer;
    const other = touched(first, before.layer, wish.address);
    if (other) throw conflict(wish, other);
    const id = record.version + 1;
    const at = deps.clock.now();
    const writes = wish.plan(before, (path, value) => ({
      ...{ path, json: JSON.stringify(value), by: wish.by, at, change: id },
    }));
    if (writes.length === 0) return { id: null, before, after: before };
    const after = examine(rules, applied(before.layer, writes));
    const known = new Set(before.problems);
    const fresh = after.problems.filter((problem) => !known.has(problem));
    if (fresh.length > 0) throw refusal(wish, fresh);
    const last = changeOf(wish, { id, at, writes, before, after });
    const next = { ...record, version: id, entries: entriesOf(after.layer), last };
    // What this takes the place of must stand among the changes first.
    await settle(deps.store, record);
    if (!(await store.settings.replace(next))) continue;
    deps.adopt(next);
    tell(deps.logger, wish.what, last);
    await settle(deps.store, next).catch((error) =>
      deps.logger.warn({ error, change: id }, 'a change of the settings is noted with the next one'),
    );
    return { id, before, after };
  }
  throw new BatonError(
    'settings.conflict',
    `${wish.address.path} could not be changed: others change settings`,
    {
      mend: 'Try again.',
    },
  );
}

/** Sees to it that the last change stands among the changes, and in the audit log. */
export async function settle(store: ChangeDeps['store'], { last }: SettingsRecord): Promise<void> {
  if (!last) return;
  const { _id: id, path, by, at, from, to, undoes, reason } = last;
  await store.settings.append(last);
  const what = undoes === null ? 'settings.change' : 'settings.undo';
  const detail = { change: id, path, from, to, undoes, reason };
  await store.audit.add({ _id: `settings:${id}`, at, by, what, detail });
}

interface Made {
  id: number;
  at: Date;
  writes: SettingWrite[];
  before: Examined;
  after: Examined;
}

function changeOf(wish: Wish, { id, at, writes, before, after }: Made): SettingsChange {
  const json = (examined: Examined) => {
    const value = writtenAt(examined.written, wish.address);
    return value === undefined ? null : JSON.stringify(value);
  };
  return {
    _id: id,
    path: wish.address.path,
    writes,
    paths: writes.map(({ path }) => path),
    from: json(before),
    to: json(after),
    by: wish.by,
    at,
    reason: wish.reason,
    undoes: wish.undoes,
  };
}

function tell(logger: Logger, what: string, { _id, path, by, from, to, reason }: SettingsChange): void {
  const who = { platform: by.platform, id: by.id, name: by.name };
  logger.info(
    { what, change: _id, path, by: who, from: jsonOf(from), to: jsonOf(to), reason },
    'a setting was changed by command',
  );
}

/** The entry that somebody else has put at this place meanwhile, or the one they took away. */
function touched(first: Layer, now: Layer, address: Address): SettingEntry | undefined {
  const differing = [...now.values(), ...first.values()].filter(
    ({ path }) => !isDeepStrictEqual(first.get(path), now.get(path)),
  );
  return differing.find(({ path }) => {
    const other = addressOf(path);
    return other && (isWithin(other, address) || isWithin(address, other));
  });
}

function conflict({ address }: Wish, { path, by }: SettingEntry): BatonError {
  const who = `${path}, last set by ${by.name},`;
  return new BatonError('settings.conflict', `${address.path} was not changed: ${who} was changed just now`, {
    mend: 'Look at what it is now, and try again.',
  });
}

function refusal({ address }: Wish, problems: readonly string[]): BatonError {
  const words =
    problems.length === 1 ? ` ${problems[0]}` : `\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
  return new BatonError('settings.refused', `${address.path} was not changed:${words}`, {
    data: { path: address.path, problems: [...problems] },
  });
}
