import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestStore, type TestStore } from '../../support/test-store.ts';
import { ada, type Beds, bo, openSettings, type SettingsBed } from './settings-bed.ts';

let server: TestStore;
let open: SettingsBed[];

beforeEach(async () => {
  server = await startTestStore();
  open = [];
});

afterEach(async () => {
  for (const bed of open) await bed.stop();
  await server.stop();
});

async function bed(options: Omit<Beds, 'uri'> = {}): Promise<SettingsBed> {
  const opened = await openSettings({ uri: server.uri, ...options });
  open.push(opened);
  return opened;
}

describe('where a value comes from', () => {
  const file = 'handoff:\n  note_mark: "#"\n  reminder_after: 5m\n';
  const env = { BATON__HANDOFF__REMINDER_AFTER: '6m' };

  test('a default, a line of the file, a variable, a command and who gave it', async () => {
    const { settings } = await bed({ file, env });
    await settings.set('handoff.grace_window', '2h', ada);
    const sources = settings.show('handoff').map(({ path, source }) => [path, source]);
    expect(sources).toEqual([
      ['handoff.note_mark', { from: 'file', where: 'config/baton.yaml line 2' }],
      ['handoff.reminder_after', { from: 'environment', variable: 'BATON__HANDOFF__REMINDER_AFTER' }],
      ['handoff.grace_window', { from: 'command', by: ada, at: '2026-01-05T10:00:00.000Z', change: 1 }],
      ['handoff.ask_rating', { from: 'default' }],
    ]);
    expect(settings.show('handoff.reminder_after')).toMatchObject([
      { value: '6m', effective: 360_000, allowed: 'a duration from 1s to 7d', fixed: false },
    ]);
  });

  test('a command wins over the environment, which wins over the file, and all come back when it is unset', async () => {
    const { settings } = await bed({ file, env });
    expect(settings.current().handoff.reminder_after).toBe(360_000);
    const set = await settings.set('handoff.reminder_after', '7m', ada);
    expect(set).toMatchObject({ changed: true, from: '6m', to: '7m', effective: 420_000 });
    expect(settings.current().handoff.reminder_after).toBe(420_000);
    const unset = await settings.unset('handoff.reminder_after', ada);
    expect(unset).toMatchObject({ from: '7m', to: '6m', source: { from: 'environment' } });
    expect(settings.current().handoff.reminder_after).toBe(360_000);
  });

  test('all settings are shown where none is named, and no secret among them', async () => {
    const { settings } = await bed({ env: { OPENAI_API_KEY: 'sk-hidden-key' } });
    const shown = settings.show();
    expect(shown.length).toBeGreaterThan(100);
    expect(JSON.stringify(shown)).not.toContain('sk-hidden-key');
    expect(() => settings.show('OPENAI_API_KEY')).toThrow('OPENAI_API_KEY is no setting');
    expect(() => settings.show('handoff.notemark')).toThrow('did you mean handoff.note_mark?');
  });
});

describe('a change', () => {
  test('is said to be none where it is so already', async () => {
    const { settings } = await bed();
    expect(await settings.set('handoff.note_mark', '//', ada)).toMatchObject({ changed: false, id: null });
    expect(await settings.unset('handoff.note_mark', ada)).toMatchObject({ changed: false });
    expect(await settings.history(10)).toEqual([]);
  });

  test('is logged with who, when, from and to, and stands in the history and the audit log', async () => {
    const { settings, logger, store } = await bed();
    await settings.set('handoff.note_mark', '#', ada, 'slashes are in our links');
    expect(logger.told.at(-1)).toEqual({
      message: 'a setting was changed by command',
      facts: {
        ...{ what: 'settings.set', change: 1, path: 'handoff.note_mark', from: '//', to: '#' },
        by: { platform: 'slack', id: 'U1', name: 'Ada' },
        reason: 'slashes are in our links',
      },
    });
    expect(await settings.history(10)).toEqual([
      {
        ...{ id: 1, path: 'handoff.note_mark', from: '//', to: '#', by: ada, at: '2026-01-05T10:00:00.000Z' },
        ...{ reason: 'slashes are in our links', undoes: null, undoneBy: null },
      },
    ]);
    expect(await store.audit.latest(10, { what: 'settings.change' })).toMatchObject([
      { by: ada, detail: { path: 'handoff.note_mark', from: '"//"', to: '"#"' } },
    ]);
  });
});

test('of two changes made at once by two processes, both are kept', async () => {
  const [one, other] = [await bed(), await bed()];
  await Promise.all([
    one.settings.set('handoff.note_mark', '#', ada),
    other.settings.set('desk.capacity', '5', bo),
  ]);
  await one.settings.refresh();
  expect(one.settings.current()).toMatchObject({ handoff: { note_mark: '#' }, desk: { capacity: 5 } });
  expect((await one.settings.history(10)).map(({ path }) => path).toSorted()).toEqual([
    'desk.capacity',
    'handoff.note_mark',
  ]);
});
