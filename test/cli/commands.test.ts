import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { openStore } from '../../src/store/store.ts';
import { runBaton, startBaton } from '../support/baton-command.ts';
import { startBatonProcess } from '../support/baton-process.ts';
import { startModelServer } from '../support/model-server.ts';

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

  it('says what to do where a folder holds nothing, or what cannot be read', async () => {
    const empty = await baton(['kb', 'import', folder]);
    expect([empty.code, empty.stdout]).toEqual([
      1,
      `Imported 0 articles from ${folder}.\n→ Name a folder with Markdown, HTML or JSONL files in it, or such a file.\n`,
    ]);
    await writeFile(join(folder, 'empty.md'), '');
    expect((await baton(['kb', 'import', folder])).stdout).toContain('→ Mend these, and import them again.');
    const doctor = await baton(['doctor'], { BATON__KNOWLEDGE__PATH: folder });
    expect(doctor.stdout).toContain(`→ Mend these in ${folder}, or take them out`);
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

describe('the monitor', () => {
  it('serves metrics, and says whether this process lives and can work', async () => {
    const env = { ...handbook, BATON__MONITOR__ENABLED: 'on', BATON__MONITOR__PORT: '0' };
    const running = await startBatonProcess(folder, env);
    const get = async (path: string) => {
      const answer = await fetch(`${running.monitorUrl}${path}`);
      return [answer.status, await answer.text()] as const;
    };
    expect(await get('/healthz')).toEqual([200, 'ok\n']);
    expect(await get('/readyz')).toEqual([200, 'ready\n']);
    const [status, metrics] = await get('/metrics');
    expect(status).toBe(200);
    for (const line of [
      'baton_model_breaker{state="closed"} 1',
      'baton_escalations{state="waiting"} 0',
      'baton_dead_letters{kind="post"} 0',
      'process_resident_memory_bytes',
    ]) {
      expect(metrics).toContain(line);
    }
    expect((await get('/elsewhere'))[0]).toBe(404);
    expect(await running.stop()).toBe(0);
  });

  it('says what to do when its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const env = { ...handbook, BATON__MONITOR__ENABLED: 'on', BATON__MONITOR__PORT: String(port) };
    const { code, stderr } = await baton(['start'], { ...env, BATON__WEB__PORT: '0' });
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toContain('monitor.port');
  });
});

describe('baton doctor, of the model', () => {
  const model = async (url: string) => {
    const { stdout } = await baton(['doctor', '--json'], { ...handbook, OPENAI_BASE_URL: url });
    return JSON.parse(stdout).findings.find(({ name }: { name: string }) => name === 'model');
  };

  it('finds one that answers', async () => {
    const server = await startModelServer();
    server.say('ok');
    expect(await model(server.url)).toMatchObject({ ok: true, detail: 'gpt-5-mini answers' });
    await server.stop();
  });

  it('finds one that refuses the key, and says how to mend it', async () => {
    const server = await startModelServer();
    server.say({ status: 401 });
    const found = await model(server.url);
    expect(found.ok).toBe(false);
    expect(found.mend).toContain('OPENAI_API_KEY');
    await server.stop();
  });

  it('tells that a running Baton leaves it alone, and since when', async () => {
    const running = await startBatonProcess(folder, handbook);
    const uri = (await readFile(join(folder, '.baton/data/address'), 'utf8')).trim();
    const store = await openStore(uri);
    await store.health.set('model', 'open', 'the model is rate limited', new Date('2026-01-05T10:00:00Z'));
    await store.close();
    const server = await startModelServer();
    server.say('ok');
    const found = await model(server.url);
    expect(found.ok).toBe(false);
    expect(found.detail).toBe(
      'gpt-5-mini answers; left alone since 2026-01-05T10:00:00.000Z: the model is rate limited',
    );
    await server.stop();
    await running.stop();
  });

  it('finds one well that is back, whatever went wrong before', async () => {
    const running = await startBatonProcess(folder, handbook);
    const store = await openStore((await readFile(join(folder, '.baton/data/address'), 'utf8')).trim());
    await store.health.set('model', 'open', 'the model is slow', new Date('2026-01-05T10:00:00Z'));
    await store.health.set('model', 'closed', 'the model is slow', new Date('2026-01-05T10:01:00Z'));
    await store.close();
    const server = await startModelServer();
    server.say('ok');
    expect(await model(server.url)).toMatchObject({ ok: true, detail: 'gpt-5-mini answers' });
    await server.stop();
    await running.stop();
  });

  it('finds one that nobody answers for, within its deadline', async () => {
    const found = await model('http://127.0.0.1:1/v1');
    expect(found).toMatchObject({ ok: false, mend: expect.stringContaining('OPENAI_BASE_URL') });
  });

  it('finds nothing wrong where none is configured', async () => {
    const { stdout } = await baton(['doctor', '--json']);
    const found = JSON.parse(stdout).findings.find(({ name }: { name: string }) => name === 'model');
    expect(found).toMatchObject({ ok: true, detail: 'none is configured: answers quote the articles' });
  });
});

describe('baton doctor', () => {
  it('finds all well where nothing is set, and prints JSON alone', async () => {
    const { code, stdout } = await baton(['doctor', '--json'], { ...handbook, BATON__WEB__PORT: '0' });
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
  ['setup', '--help'],
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

it('tells its version', async () => {
  const { version } = JSON.parse(await readFile(packagePath('package.json'), 'utf8'));
  expect(await baton(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

it('whoever stops reading what is printed is shown no fault', async () => {
  const { code, stderr } = await startBaton(folder, ['doctor'], {
    ...handbook,
    BATON__WEB__PORT: '0',
  }).unread();
  expect([code, stderr]).toEqual([0, '']);
});

it('an unknown command fails and points to the help', async () => {
  const { code, stderr } = await baton(['explode']);
  expect(code).toBe(1);
  expect(stderr).toContain('--help');
});
