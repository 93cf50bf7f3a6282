import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { isOptional } from '../../src/admin/command/definition.ts';
import { wordsOf } from '../../src/admin/command/words.ts';
import { commands } from '../../src/admin/commands/all.ts';
import { runAdmin } from '../../src/cli/admin.ts';
import { EXAMPLES } from '../contract/every-command/examples.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

/** In this process: what `baton admin` does as a process of its own is in admin.test.ts. */
let folder: string;
let server: TestStore;
const home = process.cwd();
const given = process.env['MONGODB_URI'];
let printed = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-every-'));
  mkdirSync(join(folder, 'config/knowledge/billing'), { recursive: true });
  writeFileSync(
    join(folder, 'config/knowledge/billing/refunds.md'),
    '# Refunds\n\nRefunds take five days.\n',
  );
  server = await startTestStore();
  process.env['MONGODB_URI'] = server.uri;
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  if (given === undefined) delete process.env['MONGODB_URI'];
  else process.env['MONGODB_URI'] = given;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

interface Ran {
  code: number;
  printed: string;
}

async function admin(words: string, json = false): Promise<Ran> {
  printed = '';
  process.exitCode = 0;
  await runAdmin(
    undefined,
    wordsOf(words).map(({ text }) => text),
    { json },
  );
  const code = Number(process.exitCode);
  process.exitCode = 0;
  return { code, printed };
}

const byName = commands.map((command) => [command.name, command] as const);

test.each(byName)('baton admin %s', async (name, { chat, examples }) => {
  const { given: before = [], talk } = EXAMPLES[name] ?? {};
  for (const words of before) await admin(words);
  const { code, printed: json } = await admin((examples[0] ?? name).replace(' --here', ''), true);
  const read = JSON.parse(json) as { ok: boolean; text: string };
  expect(read.text).not.toBe('');
  // A form cannot be filled in there: that is no success for a script.
  expect(code, read.text).toBe(read.ok && !read.text.startsWith('In chat this opens a form') ? 0 : 1);
  if (chat) expect(read).toMatchObject({ ok: false, text: expect.stringContaining('works in chat only') });
  else if (!talk) expect(read.ok, read.text).toBe(true);
});

test.each(
  byName.filter(([, one]) => !one.chat && Object.values(one.arguments).some((arg) => !isOptional(arg))),
)('baton admin %s without what it needs says how it is written, and fails', async (name) => {
  const { code, printed: said } = await admin(name);
  expect(code).toBe(1);
  expect(said).toMatch(/is missing; allowed: [\s\S]*Usage: [\s\S]*Example: /);
});
