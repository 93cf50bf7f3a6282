import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { runBaton } from '../support/baton-command.ts';
import { startBatonProcess } from '../support/baton-process.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let folder: string;
let server: TestStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-admin-'));
  mkdirSync(join(folder, 'config/knowledge'), { recursive: true });
  writeFileSync(join(folder, 'config/knowledge/refunds.md'), '# Refunds\n\nRefunds take five days.\n');
  server = await startTestStore();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const admin = (...words: string[]) => runBaton(folder, ['admin', ...words], { MONGODB_URI: server.uri });

test('who has the machine gives the commands of admins in the terminal, in words and as JSON', async () => {
  const set = await admin('kb', 'add', 'How to pay', 'By card or invoice.', '--area', 'billing', '--json');
  expect(set.code).toBe(0);
  expect(JSON.parse(set.stdout)).toMatchObject({
    ok: true,
    data: { id: 'added/how-to-pay', area: 'billing' },
  });
  const list = await admin('kb', 'list');
  expect(list.stdout).toMatch(/2 of 2 articles:[\s\S]*Refunds/);
  expect(list.stderr).toBe('');
});

test('what is refused or cannot be done in the terminal exits non-zero, and says why', async () => {
  const wrong = await admin('config', 'set', 'handof.note_mark', 'x', '--json');
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.stdout)).toMatchObject({
    ok: false,
    text: expect.stringContaining('did you mean handoff.note_mark'),
  });
  const chat = await admin('forget', 'me', 'yes');
  expect(chat.code).toBe(1);
  expect(chat.stdout).toContain('works in chat only');
});

test('the status tells of the processes that run, from any terminal', async () => {
  const running = await startBatonProcess(folder, { MONGODB_URI: server.uri });
  expect((await admin('status')).stdout).toMatch(/Baton \S+ runs in 1 process: web; desk at web/);
  expect(await running.stop()).toBe(0);
  expect((await admin('status')).stdout).toContain('No Baton runs');
});

test('config show tells what is not the default, though the file that comes with Baton holds every setting', async () => {
  const file = ['--config', packagePath('config/baton.yaml')];
  const shown = (more: Record<string, string> = {}) =>
    runBaton(folder, [...file, 'admin', 'config', 'show'], { MONGODB_URI: server.uri, ...more });
  expect((await shown()).stdout).toContain('Every setting has its default');
  const { stdout } = await shown({ BATON__WEB__PORT: '4000' });
  expect(stdout).toBe('- `web.port` `4000` (BATON__WEB__PORT)\n');
});
