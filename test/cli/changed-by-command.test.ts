import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runBaton } from '../support/baton-command.ts';
import { startModelServer } from '../support/model-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-changed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const baton = (args: string[], env?: Record<string, string>) => runBaton(folder, args, env);
const admin = async (...words: string[]) =>
  expect(await baton(['admin', ...words])).toMatchObject({ code: 0 });
const findings = async (env?: Record<string, string>): Promise<{ name: string; detail: string }[]> =>
  JSON.parse((await baton(['doctor', '--json'], env)).stdout).findings;
const settingsFound = async (env: Record<string, string>) =>
  (await findings(env)).find(({ name }) => name === 'settings');

test('doctor checks what is in force, with what commands have changed', async () => {
  const server = await startModelServer();
  server.say('ok');
  const env = { OPENAI_BASE_URL: server.url };
  await admin('config', 'set', 'model.name', 'gpt-other');
  expect(await findings(env)).toEqual(
    expect.arrayContaining([
      { name: 'settings', ok: true, detail: '1 set by command' },
      { name: 'model', ok: true, detail: 'gpt-other answers' },
    ]),
  );
  await server.stop();
});

test('doctor names what a command has set that cannot be in force any more, with how to mend it', async () => {
  await admin('trigger', 'weight', 'not_solved', '0.7');
  await admin('config', 'set', 'delivery.backoff.first', '1m');
  const env = { BATON__DELIVERY__BACKOFF__MAX: '10s' };
  const found = await settingsFound(env);
  expect(found).toMatchObject({ ok: false, mend: expect.stringContaining('config unset') });
  expect(found?.detail).toContain('delivery.backoff.first is left out');
  await admin('config', 'unset', 'delivery.backoff.first');
  expect(await settingsFound(env)).toMatchObject({ ok: true, detail: '1 set by command' });
});

test('replay decides by the policy in force, with what commands have changed of it', async () => {
  const text = 'My credit card was charged twice for the yearly plan, this is terrible';
  await writeFile(join(folder, 'past.jsonl'), JSON.stringify({ id: 1, turns: [{ role: 'customer', text }] }));
  const offered = async () =>
    JSON.parse((await baton(['replay', 'past.jsonl', '--json'])).stdout).totals.offered;
  expect(await offered()).toBe(1);
  await admin('trigger', 'off', 'category');
  expect(await offered()).toBe(0);
});

test('report tells days by the time zone in force', async () => {
  await admin('config', 'set', 'desk.time_zone', 'Europe/Berlin');
  expect(JSON.parse((await baton(['report', '--json'])).stdout)).toMatchObject({
    time_zone: 'Europe/Berlin',
  });
});
