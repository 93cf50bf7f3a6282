import { BatonError } from '../../platform/errors.ts';
import type { SettingsChange, Who } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';
import { addressOf, isWithin, requireAddress } from './address.ts';
import { jsonOf } from './layer.ts';

/** A change as people look at it. */
export interface ChangeShown {
  /** By which it is named when it is undone. */
  id: number;
  path: string;
  /** What was written there before and after, all layers together; undefined where nothing was. */
  from: unknown;
  to: unknown;
  by: Who;
  /** ISO 8601. */
  at: string;
  reason: string;
  /** The change that it takes back; null for any other. */
  undoes: number | null;
  /** The change that has taken it back; null where it stands. */
  undoneBy: number | null;
}

type Changes = Store['settings'];

/** Changes that are shown at once. */
const MOST = 1_000;

/** The latest changes, newest first; at most a thousand. */
export async function historyOf(changes: Changes, limit: number, path?: string): Promise<ChangeShown[]> {
  const most = Math.min(Math.max(1, Math.floor(limit) || 1), MOST);
  const found = await changes.latest({ limit: most, ...(path ? { path: path.trim() } : {}) });
  const undone = await changes.undone(found.map(({ _id }) => _id));
  return found.map(({ _id: id, from, to, at, ...change }) => ({
    id,
    path: change.path,
    from: jsonOf(from),
    to: jsonOf(to),
    by: change.by,
    at: at.toISOString(),
    reason: change.reason,
    undoes: change.undoes,
    undoneBy: undone.get(id) ?? null,
  }));
}

/** Changes that are looked at in one read. */
const PAGE = 100;

/** The change that can be undone: the one that is named, or the last that stands. Throws where there is none. */
export async function undoable(changes: Changes, id: number | undefined): Promise<SettingsChange> {
  const change = id === undefined ? await lastStanding(changes) : await named(changes, id);
  const newer = await newerThan(changes, change);
  if (newer) {
    throw new BatonError(
      'settings.refused',
      `Change ${change._id} cannot be undone: change ${newer._id} by ${newer.by.name} touched ${newer.path} later`,
      { mend: `Undo ${newer._id} first, or set ${change.path} to what it should be.` },
    );
  }
  return change;
}

async function lastStanding(changes: Changes): Promise<SettingsChange> {
  for (let before: number | undefined; ; ) {
    const page = await changes.latest({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    const undone = await changes.undone(page.map(({ _id }) => _id));
    const found = page.find(({ _id, undoes }) => undoes === null && !undone.has(_id));
    if (found) return found;
    if (page.length < PAGE) {
      throw new BatonError('settings.nothing_to_undo', 'There is no change of the settings to undo');
    }
    before = page.at(-1)?._id ?? 0;
  }
}

async function named(changes: Changes, id: number): Promise<SettingsChange> {
  const found = Number.isSafeInteger(id) ? await changes.change(id) : null;
  if (!found) {
    throw new BatonError('settings.nothing_to_undo', `There is no change ${id} of the settings`, {
      mend: 'The history of the settings lists every change with its number.',
    });
  }
  if (found.undoes !== null) {
    const mend = `Set ${found.path} to what it should be.`;
    throw new BatonError('settings.refused', `Change ${id} undid ${found.undoes}, and stays`, { mend });
  }
  const undoneBy = (await changes.undone([id])).get(id);
  if (undoneBy !== undefined) {
    throw new BatonError(
      'settings.nothing_to_undo',
      `Change ${id} was undone already, by change ${undoneBy}`,
    );
  }
  return found;
}

/** The latest change after this one that touches what it touched, and stands. */
async function newerThan(changes: Changes, change: SettingsChange): Promise<SettingsChange | undefined> {
  const { setting } = requireAddress(change.path);
  const places = change.paths.flatMap((path) => addressOf(path) ?? []);
  for (let before: number | undefined; ; ) {
    const page = await changes.latest({
      limit: PAGE,
      path: setting,
      after: change._id,
      ...(before === undefined ? {} : { before }),
    });
    const undone = await changes.undone(page.map(({ _id }) => _id));
    const found = page.find(
      ({ _id, undoes, paths }) =>
        undoes === null &&
        !undone.has(_id) &&
        paths.some((path) => {
          const other = addressOf(path);
          return other && places.some((place) => isWithin(place, other) || isWithin(other, place));
        }),
    );
    if (found || page.length < PAGE) return found;
    before = page.at(-1)?._id ?? 0;
  }
}
