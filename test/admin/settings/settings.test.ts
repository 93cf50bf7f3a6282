import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BatonError } from '../../../src/platform/errors.ts';
import { ada, type SettingsBeds, startBeds } from './settings-bed.ts';

let beds: SettingsBeds;
const bed = (options?: Parameters<SettingsBeds['bed']>[0]) => beds.bed(options);

beforeEach(async () => {
  beds = await startBeds();
});

afterEach(() => beds.stop());

describe('where a value comes from', () => {
  const file = 'handoff:\n  note_mark: "#"\n  reminder_after: 5m\n';
  const env = { BATON__HANDOFF__REMINDER_AFTER: '6m' };

  test('a default, a line of the file, a variable, a command and who gave it', async () => {
    const { settings } = await bed({ file, env });
    await settings.set('handoff.grace_window', '2h', ada);
    const sources = settings.show('handoff').map(({ path, source }) => [path, source]);
    const named = ['note_mark', 'reminder_after', 'grace_window', 'ask_rating'].map(
      (name) => `handoff.${name}`,
    );
    expect(sources.filter(([path]) => named.includes(String(path)))).toEqual([
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

describe('what is refused', () => {
  test.each([
    ['handoff.note_mark', 'with space', 'handoff.note_mark is "with space"; allowed: 1 to 8 characters'],
    ['handoff.reminder_after', 'soon', 'handoff.reminder_after is "soon"; allowed: a duration from 1s to 7d'],
    ['policy.offer_at', '1.5', 'policy.offer_at is 1.5; allowed: a number from 0 to 1'],
    ['desk.capacity', 'many', 'desk.capacity is "many"; allowed: a whole number from 0 to 1000'],
    ['delivery.backoff.first', '10m', 'delivery.backoff.first is longer than delivery.backoff.max'],
    [
      'texts.en.customer.abstain',
      'Ask {nobody}',
      'customer.abstain has the placeholder {nobody}; allowed: none',
    ],
    ['texts.en.customer.agent_joined', 'Hello {agnt}', 'allowed: {agent}'],
    ['desk.agents.U1.seniority', 'old', 'desk.agents.U1.seniority: '],
    ['desk.agents.U1', 'old', 'desk.agents.U1: '],
    ['desk.hours.default.mon', '9 to 5', 'desk.hours.default.mon: periods such as 09:00-12:00'],
  ])('%s = %s, in words', async (path, words, expected) => {
    const { settings } = await bed();
    const before = settings.current();
    await expect(settings.set(path, words, ada)).rejects.toMatchObject({
      code: 'settings.refused',
      message: expect.stringContaining(expected),
    });
    expect(settings.current()).toBe(before);
    expect(await settings.history(10)).toEqual([]);
  });

  test('every problem is named at once', async () => {
    const { settings } = await bed();
    const table = { U1: { seniority: 2 } };
    const refused = await settings
      .set('desk.agents', { ...table, U2: { skills: ['Not a name'] } }, ada)
      .catch((error: BatonError) => error);
    expect(refused).toBeInstanceOf(BatonError);
    expect((refused as BatonError).message).toContain('desk.agents.U1.seniority');
    expect((refused as BatonError).message).toContain('desk.agents.U2.skills.0');
  });

  test('what the deployment cannot do is refused with its own words', async () => {
    const check = ({ assistant }: { assistant: { language: string } }) => {
      if (assistant.language !== 'en') {
        throw new BatonError('config.invalid', `no texts in ${assistant.language}`, { mend: 'Add them.' });
      }
    };
    const { settings } = await bed({ check });
    await expect(settings.set('assistant.language', 'de', ada)).rejects.toThrow('no texts in de');
  });

  test.each(['slack.port', 'store.data_dir', 'desk.platform', 'monitor.port'])(
    '%s is read at the start alone',
    async (path) => {
      const { settings } = await bed();
      const mend = expect.stringMatching(/BATON__.* in the environment, and start Baton again/);
      await expect(settings.set(path, '1', ada)).rejects.toMatchObject({ code: 'settings.fixed', mend });
      await expect(settings.unset(path, ada)).rejects.toMatchObject({ code: 'settings.fixed' });
      expect(settings.show(path)).toMatchObject([{ fixed: true }]);
    },
  );

  test.each([
    ['SLACK_BOT_TOKEN', 'settings.fixed', 'is no setting that a command could show or change'],
    ['slack_bot_token', 'settings.fixed', 'is no setting'],
    ['desk.agent.U1', 'settings.unknown', 'unknown setting'],
    ['desk.agents.U1.skils', 'settings.unknown', 'did you mean desk.agents.U1.skills?'],
    ['desk.agents.__proto__', 'settings.unknown', 'unknown setting'],
    ['__proto__', 'settings.unknown', 'unknown setting'],
    ['handoff', 'settings.unknown', 'unknown setting'],
    ['', 'settings.unknown', 'unknown setting'],
  ])('%s is nothing that can be set', async (path, code, words) => {
    const { settings } = await bed();
    const message = expect.stringContaining(words);
    await expect(settings.set(path, 'x', ada)).rejects.toMatchObject({ code, message });
  });
});
