import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../../src/platform/config/load-config.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baton-config-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

test('in an empty folder everything has its default, and paths begin at that folder', () => {
  const config = loadConfig({ env: {}, cwd });
  expect(config.web.port).toBe(3210);
  expect(config.store.data_dir).toBe(join(cwd, '.baton/data'));
  expect(config.knowledge.path).toBe(join(cwd, 'config/knowledge'));
});

test('config/baton.yaml is found by itself', () => {
  write('config/baton.yaml', 'web:\n  port: 1234\n');
  expect(loadConfig({ env: {}, cwd }).web.port).toBe(1234);
});

test('BATON_CONFIG names another file, in .env too, and an argument wins over both', () => {
  write('one.yaml', 'web: { port: 1 }');
  write('two.yaml', 'web: { port: 2 }');
  write('three.yaml', 'web: { port: 3 }');
  write('.env', 'BATON_CONFIG=one.yaml\n');
  expect(loadConfig({ env: {}, cwd }).web.port).toBe(1);
  expect(loadConfig({ env: { BATON_CONFIG: 'two.yaml' }, cwd }).web.port).toBe(2);
  expect(loadConfig({ file: 'three.yaml', env: { BATON_CONFIG: 'two.yaml' }, cwd }).web.port).toBe(3);
});

test('.env is read, and the environment wins over it unless it is empty', () => {
  write('.env', '# tokens\nSLACK_BOT_TOKEN="xoxb-from-file"\nSLACK_APP_TOKEN=xapp-from-file\n');
  const env = { SLACK_BOT_TOKEN: 'xoxb-from-environment', SLACK_APP_TOKEN: '' };
  const { secrets } = loadConfig({ env, cwd });
  expect(secrets.SLACK_BOT_TOKEN).toBe('xoxb-from-environment');
  expect(secrets.SLACK_APP_TOKEN).toBe('xapp-from-file');
});

test('.env is not poured into the environment of the process', () => {
  write('.env', 'BATON_WEB_TOKEN=sixteen-or-more-chars\n');
  loadConfig({ env: process.env, cwd });
  expect(process.env.BATON_WEB_TOKEN).toBeUndefined();
});

test('files from an editor that writes a byte order mark are read', () => {
  write('config/baton.yaml', '\uFEFFweb:\r\n  port: 1234\r\n');
  write('.env', '\uFEFFBATON_WEB_TOKEN=sixteen-or-more-chars\r\n');
  const config = loadConfig({ env: {}, cwd });
  expect(config.web.port).toBe(1234);
  expect(config.secrets.BATON_WEB_TOKEN).toBe('sixteen-or-more-chars');
});

test('a named file that is not there is an error, which names it', () => {
  expect(() => loadConfig({ file: 'gone.yaml', env: {}, cwd })).toThrow(
    expect.objectContaining({ code: 'config.unreadable', message: expect.stringContaining('gone.yaml') }),
  );
});

test('a folder in place of a file is an error, not a crash', () => {
  mkdirSync(join(cwd, '.env'));
  expect(() => loadConfig({ env: {}, cwd })).toThrow(expect.objectContaining({ code: 'config.unreadable' }));
});

test('a problem names the file as the person knows it', () => {
  write('my/settings.yaml', 'zebra: 1\n');
  expect(() => loadConfig({ file: 'my/settings.yaml', env: {}, cwd })).toThrow('my/settings.yaml line 1');
});
