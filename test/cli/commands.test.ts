import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { runBaton } from '../support/baton-command.ts';
import { startBatonProcess } from '../support/baton-process.ts';

const handbook = { BATON__KNOWLEDGE__PATH: packagePath('config/knowledge') };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const baton = (args: string[], env: Record<string, string> = handbook) => runBaton(folder, args, env);

describe('baton kb', () => {
  it('imports articles that search then finds, and counts them', async () => {
    await writeFile(
      join(folder, 'more.jsonl'),
      '{"id":"kiwi","title":"Kiwi harvest","text":"Kiwis ripen late."}\n',
    );
    const imported = await baton(['kb', 'import', 'more.jsonl', '--json']);
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.stdout)).toEqual({ imported: 1, problems: [] });
    const found = JSON.parse((await baton(['kb', 'search', 'kiwi', 'harvest', '--json'])).stdout);
    expect(found.answers).toBe(true);
    expect(found.hits[0].articleId).toBe('kiwi');
    expect(JSON.parse((await baton(['kb', 'stats', '--json'])).stdout)).toMatchObject({ articles: 34 });
  });

  it('keeps what is for others than customers out of what they are shown', async () => {
    const lines = [
      '{"id":"kiwi","title":"Kiwi harvest","text":"Kiwis ripen late.","audience":"Agents"}',
      '{"id":"kiwano","title":"Kiwano","text":"Kiwanos ripen early.","audience":"admins, Customers"}',
    ];
    await writeFile(join(folder, 'more.jsonl'), lines.join('\n'));
    await baton(['kb', 'import', 'more.jsonl', '--json']);
    const found = async (query: string, env?: Record<string, string>) =>
      JSON.parse((await baton(['kb', 'search', query, '--json'], { ...handbook, ...env })).stdout);
    expect(await found('kiwi harvest')).toMatchObject({ answers: false });
    expect((await found('kiwano')).hits[0].articleId).toBe('kiwano');
    expect(JSON.parse((await baton(['kb', 'stats', '--json'])).stdout)).toMatchObject({ hidden: 1 });
    const toAgents = await found('kiwi harvest', { BATON__KNOWLEDGE__AUDIENCE: 'agents' });
    expect(toAgents.hits[0].articleId).toBe('kiwi');
  });

  it('says what is wrong with a path that is not there, and fails', async () => {
    const { code, stderr, stdout } = await baton(['kb', 'import', 'nowhere']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('nowhere');
    expect(stderr).toContain('→');
  });

  it('works beside a running Baton, on its store', async () => {
    const running = await startBatonProcess(folder, handbook);
    await writeFile(join(folder, 'kiwi.md'), '# Kiwi harvest\n\nKiwis ripen late.');
    expect((await baton(['kb', 'import', 'kiwi.md'])).code).toBe(0);
    const found = JSON.parse((await baton(['kb', 'search', 'kiwi harvest', '--json'])).stdout);
    expect(found.hits[0].articleId).toBe('kiwi');
    expect(await running.stop()).toBe(0);
  });
});

describe('baton doctor', () => {
  it('finds all well where nothing is set, and prints JSON alone', async () => {
    const { code, stdout } = await baton(['doctor', '--json']);
    expect(code).toBe(0);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(findings.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['config', 'database', 'dead letters', 'knowledge']),
    );
  });

  it('names a wrong setting with a mend, and fails', async () => {
    const { code, stdout } = await baton(['doctor'], { ...handbook, BATON__WEB__PORT: 'many' });
    expect(code).toBe(1);
    expect(stdout).toContain('web.port');
  });

  it('says that a knowledge folder is missing', async () => {
    const { code, stdout } = await baton(['doctor'], { BATON__KNOWLEDGE__PATH: 'nowhere' });
    expect(code).toBe(1);
    expect(stdout).toContain('knowledge.path');
  });

  it('says that a database does not answer', { timeout: 60_000 }, async () => {
    const { code, stdout } = await baton(['doctor'], { ...handbook, MONGODB_URI: 'mongodb://127.0.0.1:1/x' });
    expect(code).toBe(1);
    expect(stdout).toContain('MONGODB_URI');
  });
});

it('a second Baton on the same data folder is refused, with what to do', async () => {
  const running = await startBatonProcess(folder, handbook);
  const { code, stderr } = await baton(['start']);
  expect(code).toBe(1);
  expect(stderr).toContain('already uses the data folder');
  expect(await running.stop()).toBe(0);
});

it.each([
  ['--help'],
  ['start', '--help'],
  ['doctor', '--help'],
  ['kb', '--help'],
  ['kb', 'search', '--help'],
  ['eval', '--help'],
  ['eval', 'triggers', '--help'],
  ['replay', '--help'],
])('every command has help: %s %s %s', async (...args) => {
  const { code, stdout } = await baton(args);
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: baton');
});

it('an unknown command fails and points to the help', async () => {
  const { code, stderr } = await baton(['explode']);
  expect(code).toBe(1);
  expect(stderr).toContain('--help');
});
