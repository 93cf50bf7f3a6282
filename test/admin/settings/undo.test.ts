import { afterEach, beforeEach, expect, test } from 'vitest';
import { ada, bo, type SettingsBed, type SettingsBeds, startBeds } from './settings-bed.ts';

let beds: SettingsBeds;
let bed: SettingsBed;

beforeEach(async () => {
  beds = await startBeds();
  bed = await beds.bed();
});

afterEach(() => beds.stop());

test('the last change of anybody is taken back, then the one before it, then there is none', async () => {
  const { settings } = bed;
  await settings.set('handoff.note_mark', '#', ada);
  await settings.set('handoff.note_mark', '!', bo);
  expect(await settings.undo(ada)).toMatchObject({ undid: 2, madeBy: bo, from: '!', to: '#' });
  expect(await settings.undo(bo)).toMatchObject({ undid: 1, madeBy: ada, from: '#', to: '//' });
  await expect(settings.undo(ada)).rejects.toMatchObject({ code: 'settings.nothing_to_undo' });
  const history = (await settings.history(10)).map(({ id, undoes, undoneBy }) => [id, undoes, undoneBy]);
  expect(history).toEqual([
    [4, 1, null],
    [3, 2, null],
    [2, null, 3],
    [1, null, 4],
  ]);
});

test('a change of long ago is undone, where nothing newer touches what it touched', async () => {
  const { settings } = bed;
  await settings.set('handoff.note_mark', '#', ada);
  await settings.set('desk.capacity', '3', ada);
  expect(await settings.undo(bo, 1)).toMatchObject({ path: 'handoff.note_mark', to: '//' });
  expect(settings.current().desk.capacity).toBe(3);
});

test('a change with a newer one on it is not undone until that one is', async () => {
  const { settings } = bed;
  await settings.set('desk.agents.U1.skills', 'api', ada);
  await settings.set('desk.agents.U1', { languages: ['de'] }, bo);
  await expect(settings.undo(ada, 1)).rejects.toMatchObject({
    code: 'settings.refused',
    message: 'Change 1 cannot be undone: change 2 by Bo touched desk.agents.U1 later',
  });
  await settings.undo(ada, 2);
  expect(await settings.undo(ada, 1)).toMatchObject({ changed: true });
  expect(settings.current().desk.agents).toEqual({});
});

test.each([
  [99, 'settings.nothing_to_undo', 'There is no change 99'],
  [Number.NaN, 'settings.nothing_to_undo', 'There is no change NaN'],
  [1, 'settings.nothing_to_undo', 'Change 1 was undone already, by change 2'],
  [2, 'settings.refused', 'Change 2 undid 1'],
])('change %s cannot be undone, and why is said', async (id, code, words) => {
  await bed.settings.set('handoff.note_mark', '#', ada);
  await bed.settings.undo(ada);
  const message = expect.stringContaining(words);
  await expect(bed.settings.undo(ada, id)).rejects.toMatchObject({ code, message });
});

test('an undo that would break something is refused', async () => {
  const { settings } = bed;
  await settings.set('delivery.backoff.max', '10m', ada);
  await settings.set('delivery.backoff.first', '8m', bo);
  await expect(settings.undo(ada, 1)).rejects.toThrow('delivery.backoff.first is longer than');
});

test('the history of a place has what was set below it and above it', async () => {
  const { settings } = bed;
  await settings.set('desk.agents.U1.skills', 'api', ada);
  await settings.set('desk.agents.U10.skills', 'api', ada);
  await settings.set('desk.capacity', '3', ada);
  const ids = async (path: string) => (await settings.history(10, path)).map(({ id }) => id);
  expect(await ids('desk.agents')).toEqual([2, 1]);
  expect(await ids('desk.agents.U1')).toEqual([1]);
  expect(await ids('desk')).toEqual([3, 2, 1]);
});

/** Numbers that look random and are the same in every run (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const CHANGES: [string, unknown[]][] = [
  ['handoff.note_mark', ['#', '!', '//']],
  ['desk.capacity', [1, 2, '3']],
  ['desk.agents', [{}, { U1: { skills: ['a'] }, U2: {} }]],
  ['desk.agents.U1', [null, {}, { languages: ['de'] }]],
  ['desk.agents.U1.skills', [null, 'a,b', []]],
  ['policy.areas.billing', [null, 2, '0.5']],
  ['texts.de.customer.help', ['Hilfe', null]],
];

test.each([1, 2, 3])(
  'random changes and as many undos leave the record as it was, to the letter (%i)',
  async (seed) => {
    const { settings, store } = bed;
    const next = numbers(seed);
    const written = async () => JSON.stringify((await store.settings.get()).entries);
    const before: string[] = [];
    while (before.length < 25) {
      const [path, values] = CHANGES[next(CHANGES.length)] ?? ['', []];
      const was = await written();
      const change =
        next(4) === 0 ? settings.unset(path, bo) : settings.set(path, values[next(values.length)], ada);
      if ((await change).changed) before.push(was);
    }
    for (const was of before.reverse()) {
      await settings.undo(bo);
      expect(await written()).toBe(was);
    }
    await expect(settings.undo(bo)).rejects.toMatchObject({ code: 'settings.nothing_to_undo' });
  },
);
