import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../../src/platform/config/parse-config.ts';
import type { SettingEntry } from '../../../src/store/settings.ts';
import type { Store } from '../../../src/store/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ada, bo, type SettingsBed, type SettingsBeds, startBeds } from './settings-bed.ts';

let beds: SettingsBeds;

beforeEach(async () => {
  beds = await startBeds();
});

afterEach(() => beds.stop());

const marked = (mark: string): SettingEntry => ({
  ...{ path: 'handoff.note_mark', json: JSON.stringify(mark), by: ada, at: new Date(0), change: 1 },
});

/** Resolves with the next configuration that comes into force in a process. */
const nextOf = ({ settings }: SettingsBed) =>
  new Promise<Config>((resolve) => {
    const end = settings.onChange((now) => {
      end();
      resolve(now);
    });
  });

test('a change by one process is in force in three others within two seconds, and after a restart', async () => {
  const clock = new ManualClock();
  const one = await beds.bed({ clock });
  const others = [await beds.bed({ clock }), await beds.bed({ clock }), await beds.bed({ clock })];
  for (const { settings } of others) settings.start();
  await one.settings.set('handoff.note_mark', '#', ada);
  const heard = others.map(nextOf);
  clock.advance(2_000);
  for (const config of await Promise.all(heard)) expect(config.handoff.note_mark).toBe('#');
  const restarted = await beds.bed();
  expect(restarted.settings.current().handoff.note_mark).toBe('#');
  expect(restarted.settings.show('handoff.note_mark')).toMatchObject([{ source: { by: ada } }]);
});

test('it is told of every change, and of none where nothing changed', async () => {
  const [one, other] = [await beds.bed(), await beds.bed()];
  const heard: [string, string][] = [];
  other.settings.onChange((now, before) => heard.push([before.handoff.note_mark, now.handoff.note_mark]));
  await other.settings.refresh();
  await one.settings.set('handoff.note_mark', '#', ada);
  await other.settings.refresh();
  await other.settings.refresh();
  await one.settings.undo(ada);
  await other.settings.refresh();
  expect(heard).toEqual([
    ['//', '#'],
    ['#', '//'],
  ]);
});

describe('two who change settings at once', () => {
  test('both changes are kept where they are of different things', async () => {
    const [one, other] = [await beds.bed(), await beds.bed()];
    await Promise.all([
      one.settings.set('desk.agents.U1.skills', 'api', ada),
      other.settings.set('desk.agents.U2.skills', 'billing', bo),
    ]);
    await one.settings.refresh();
    expect(Object.keys(one.settings.current().desk.agents).toSorted()).toEqual(['U1', 'U2']);
    expect((await one.settings.history(10)).map(({ id }) => id)).toEqual([2, 1]);
  });

  test('the second one is told where it is the same thing, and the first one stays', async () => {
    const other = await beds.bed();
    const slow = await beds.bed({
      through: (store) => ({
        ...store,
        settings: {
          ...store.settings,
          async replace(record) {
            await other.settings.set('handoff.note_mark', '!', bo);
            return store.settings.replace(record);
          },
        },
      }),
    });
    await expect(slow.settings.set('handoff.note_mark', '#', ada)).rejects.toMatchObject({
      code: 'settings.conflict',
      message: 'handoff.note_mark was not changed: handoff.note_mark, last set by Bo, was changed just now',
    });
    await slow.settings.refresh();
    expect(slow.settings.current().handoff.note_mark).toBe('!');
  });

  test('twenty changes by four processes are all kept, each with a number of its own', async () => {
    const all = [await beds.bed(), await beds.bed(), await beds.bed(), await beds.bed()];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        all[index % 4]?.settings.set(`desk.skills.category_${index}`, 'api', ada),
      ),
    );
    const [one] = all;
    await one?.settings.refresh();
    expect(Object.keys(one?.settings.current().desk.skills ?? {})).toHaveLength(20);
    expect((await one?.settings.history(50))?.map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, index) => 20 - index),
    );
  });
});

test('a process that died between a change and its note in the history leaves no hole in it', async () => {
  const dying = await beds.bed({
    through: (store) => ({
      ...store,
      settings: {
        ...store.settings,
        async append() {
          throw new Error('the process is gone');
        },
      },
    }),
  });
  await dying.settings.set('handoff.note_mark', '#', ada);
  const next = await beds.bed();
  expect(await next.settings.history(10)).toMatchObject([{ id: 1, by: ada, to: '#' }]);
  expect(await next.store.audit.latest(10)).toHaveLength(1);
  expect(await next.settings.undo(bo)).toMatchObject({ undid: 1, to: '//' });
});

describe('the settings before stay in force', () => {
  test('where the store cannot be reached, until it can; and that is logged once', async () => {
    let down = false;
    const through = (store: Store) => ({
      ...store,
      settings: {
        ...store.settings,
        async version() {
          if (down) throw new Error('no answer');
          return store.settings.version();
        },
      },
    });
    const [one, other] = [await beds.bed(), await beds.bed({ through })];
    await one.settings.set('handoff.note_mark', '#', ada);
    down = true;
    await other.settings.refresh();
    await other.settings.refresh();
    expect(other.settings.current().handoff.note_mark).toBe('//');
    expect(other.logger.lines).toEqual([
      'warn: the settings could not be read; those known before stay in force',
    ]);
    down = false;
    await other.settings.refresh();
    expect(other.settings.current().handoff.note_mark).toBe('#');
  });

  test('where a newer Baton has stored them in a form of its own; and nothing is changed in that', async () => {
    const { settings, store, logger } = await beds.bed();
    await settings.set('handoff.note_mark', '#', ada);
    const record = await store.settings.get();
    await store.settings.replace({ ...record, version: 2, format: 2, entries: [marked('!')] });
    await settings.refresh();
    expect(settings.current().handoff.note_mark).toBe('#');
    expect(logger.lines.at(-1)).toBe(
      'error: what commands have set was stored by a newer Baton; the settings before stay in force',
    );
    await expect(settings.set('desk.capacity', '3', ada)).rejects.toMatchObject({ code: 'settings.refused' });
  });

  test('for the one setting that makes no sense here, and it is logged; the others are in force', async () => {
    const { settings, store, logger } = await beds.bed();
    await settings.set('handoff.note_mark', '#', ada);
    const record = await store.settings.get();
    const [entry = marked('#')] = record.entries;
    const entries = [
      { ...entry, json: '"far too long a mark"', change: 2 },
      { ...entry, path: 'desk.capacity', json: '3', change: 2 },
      { ...entry, path: 'desk.telepathy', json: '"on"', change: 2 },
      { ...entry, path: 'desk.picks', json: '{', change: 2 },
    ];
    await store.settings.replace({ ...record, version: 2, entries });
    await settings.refresh();
    expect(settings.current()).toMatchObject({ handoff: { note_mark: '#' }, desk: { capacity: 3 } });
    expect(logger.told.slice(1).map(({ facts }) => facts['path'])).toEqual([
      'desk.picks',
      'desk.telepathy',
      'handoff.note_mark',
    ]);
    await settings.set('desk.capacity', '4', ada);
    expect(settings.current()).toMatchObject({ handoff: { note_mark: '#' }, desk: { capacity: 4 } });
  });

  test('a process that starts on such a record takes what it understands', async () => {
    const { store } = await beds.bed();
    const record = await store.settings.get();
    const entries = [marked('far too long a mark'), { ...marked(''), path: 'desk.capacity', json: '3' }];
    await store.settings.replace({ ...record, version: 1, entries });
    const { settings } = await beds.bed();
    expect(settings.current()).toMatchObject({ handoff: { note_mark: '//' }, desk: { capacity: 3 } });
  });
});
